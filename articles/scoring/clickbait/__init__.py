"""How likely a headline is clickbait, and why."""
