"""Encryption at rest of secrets that must be read again, with keys that stand outside the database."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def box(keys: Iterable[str | bytes], purpose: bytes) -> MultiFernet:
    """What encrypts with the first key and decrypts with any; a box of another `purpose` opens nothing of this one."""
    return MultiFernet([_fernet(key, purpose) for key in keys])


def _fernet(key: str | bytes, purpose: bytes) -> Fernet:
    material = key if isinstance(key, bytes) else key.encode()
    derived = HKDF(SHA256(), length=32, salt=None, info=purpose).derive(material)
    return Fernet(base64.urlsafe_b64encode(derived))
