"""The lineage of a text: its earliest copy and its way from there. Pure functions over articles that share text."""
