"""Rows of routing rules: versions, phrases, backtests, matches, and changes that wait for a second lead."""
