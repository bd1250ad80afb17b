"""Decisions for others to keep: the log, the EU's records and a Chinese table, all from the same rows."""
