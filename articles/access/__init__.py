"""API keys of callers."""
