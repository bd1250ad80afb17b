"""Chinese characters, as parsing, provenance and scoring need them: folding and time. Pure."""
