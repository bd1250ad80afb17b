"""Readers' reports of articles."""
