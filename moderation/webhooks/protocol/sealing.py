"""Encryption of endpoints' secrets at rest.

Signing needs the secret itself, so it cannot be hashed as passwords are. It is encrypted with a key derived from
SECRET_KEY, which is kept outside the database: a thief of the database or its backup can sign nothing. After a change
of SECRET_KEY, the old one in SECRET_KEY_FALLBACKS keeps secrets readable until they are rotated.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


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
    return MultiFernet([_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _fernet(key: str | bytes) -> Fernet:
    material = key if isinstance(key, bytes) else key.encode()
    derived = HKDF(SHA256(), length=32, salt=None, info=b"webhook secrets").derive(material)
    return Fernet(base64.urlsafe_b64encode(derived))
