"""Backup and restore: the database, the secret key, and a manifest that says what belongs together."""
