"""One item's screen: what it says, what we know of it, and what was decided."""
