"""Text copies of articles: the lines around the text, and what they state."""
