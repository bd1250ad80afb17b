"""Characters: what parsing, provenance and scoring need to know of Chinese writing. Pure."""
