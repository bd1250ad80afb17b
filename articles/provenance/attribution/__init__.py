"""Whom a text credits a claim to: speakers by name and kind, the rules that find them, how far a claim goes."""
