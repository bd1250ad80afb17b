"""The reliability score of a source, and its validation."""
