"""The page of a source: its card, its articles, what was decided on them, its record."""
