"""The clickbait score of a headline, and its reasons."""
