"""Rows that are work: what is due, who holds it, and how it went."""
