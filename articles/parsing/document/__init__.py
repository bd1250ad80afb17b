"""A page as bytes and nodes: its text, limits, what it carries for machines, and where its article stands."""
