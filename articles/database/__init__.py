"""The database itself: tables and triggers for migrations, first rows, rows stamped by a wrong clock."""
