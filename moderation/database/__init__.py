"""The database itself: first rows, and rows stamped by a wrong clock."""
