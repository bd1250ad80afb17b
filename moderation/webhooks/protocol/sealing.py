"""Secrets of endpoints at rest.

Signing needs the secret itself, so it cannot be hashed as passwords are. It is encrypted with a key made from
SECRET_KEY, which lives outside the database: a stolen copy of the database, or of its backup, signs nothing. After
SECRET_KEY changes, the old one in SECRET_KEY_FALLBACKS keeps secrets readable until they are rotated.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """The secret was sealed under a SECRET_KEY that is not known any more: rotate it."""


def seal(secret: str) -> str:
    """The secret, encrypted and authenticated (Fernet), as ASCII."""
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed. Raises Unreadable."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable("sealed under another SECRET_KEY: rotate the secret") from None


def seal_bytes(content: bytes) -> bytes:
    """The same for bytes."""
    return _box().encrypt(content)


def unseal_bytes(sealed: bytes) -> bytes:
    """What was sealed. Raises Unreadable."""
    try:
        return _box().decrypt(sealed)
    except InvalidToken:
        raise Unreadable("sealed under another SECRET_KEY") from None


def _box() -> MultiFernet:
    return MultiFernet([_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _fernet(key: str | bytes) -> Fernet:
    material = key if isinstance(key, bytes) else key.encode()
    derived = HKDF(SHA256(), length=32, salt=None, info=b"webhook secrets").derive(material)
    return Fernet(base64.urlsafe_b64encode(derived))
