"""Keys that callers of the API carry."""
