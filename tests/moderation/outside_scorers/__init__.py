"""Scorers outside: what is sent, what is read, what is used, and what happens when they fail."""
