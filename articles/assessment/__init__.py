"""An article version through its stages: what is due, who takes it, and what is tried again."""
