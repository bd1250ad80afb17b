"""Rows of decisions: acts, when they take effect, acts on many items, and appeals."""
