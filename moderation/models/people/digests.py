"""Digests of secrets that are long random texts: nothing slower is needed to keep them."""

from __future__ import annotations

import hashlib


def digest(secret: str) -> str:
    """SHA-256 in hex; a text that no secret could be, such as one with lone surrogates, has a digest too."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
