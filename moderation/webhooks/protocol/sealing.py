"""Encryption of endpoints' secrets at rest.

Signing needs the secret itself, so it cannot be hashed as passwords are. It is encrypted with a key derived from
SECRET_KEY, which is kept outside the database: a thief of the database or its backup can sign nothing. After a change
of SECRET_KEY, the old one in SECRET_KEY_FALLBACKS keeps secrets readable until they are rotated.
"""

from __future__ import annotations

from cryptography.fernet import InvalidToken, MultiFernet
from django.conf import settings

from articles.access.encryption import box


class Unreadable(Exception):
    """The secret was sealed under an unknown SECRET_KEY: rotate the secret."""


def seal(secret: str) -> str:
    """The secret, encrypted and authenticated (Fernet), as ASCII."""
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """The decrypted secret. Raises Unreadable."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable("sealed under another SECRET_KEY: rotate the secret") from None


def seal_bytes(content: bytes) -> bytes:
    """The same for bytes."""
    return _box().encrypt(content)


def unseal_bytes(sealed: bytes) -> bytes:
    """The decrypted bytes. Raises Unreadable."""
    try:
        return _box().decrypt(sealed)
    except InvalidToken:
        raise Unreadable("sealed under another SECRET_KEY") from None


def _box() -> MultiFernet:
    return box((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS), b"webhook secrets")
