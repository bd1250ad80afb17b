"""The database itself: first rows, permissions, and rows stamped by a wrong clock."""
