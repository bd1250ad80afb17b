"""One search over articles, sources, items and decisions."""
