"""Encryption of the seeds of devices, so that neither the database nor its backup shows codes to anybody.

A code needs the seed itself, so it cannot be hashed as passwords are. It is encrypted (Fernet) under SECOND_FACTOR_KEY,
which stands outside the database. SECOND_FACTOR_KEY_FALLBACKS open what was encrypted before the key changed.
"""

from __future__ import annotations

import json

from cryptography.fernet import InvalidToken
from django.conf import settings

from articles.access.encryption import box

_PURPOSE = b"second factors"


class Unreadable(Exception):
    """The seed was encrypted under a key that is not known here, or for somebody else."""


def encrypted(user_id: int, seed: bytes) -> str:
    """The seed for the table, as ASCII. With the person in it, a row that is copied to another is worth nothing."""
    plain = {"user": user_id, "seed": seed.hex()}
    return box([settings.SECOND_FACTOR_KEY], _PURPOSE).encrypt(json.dumps(plain).encode()).decode()


def decrypted(user_id: int, sealed: str) -> bytes:
    """The seed of that person. Raises Unreadable."""
    keys = (settings.SECOND_FACTOR_KEY, *settings.SECOND_FACTOR_KEY_FALLBACKS)
    try:
        plain = json.loads(box(keys, _PURPOSE).decrypt(sealed.encode()))
    except InvalidToken:
        raise Unreadable("it was encrypted with another SECOND_FACTOR_KEY") from None
    if plain["user"] != user_id:
        raise Unreadable("it is the seed of somebody else")
    return bytes.fromhex(plain["seed"])


def is_current(sealed: str) -> bool:
    """Whether the present key opens it, without any of the earlier ones."""
    try:
        box([settings.SECOND_FACTOR_KEY], _PURPOSE).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True
