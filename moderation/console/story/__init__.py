"""A story as the console shows it: its articles, what was decided on each, and its picture."""
