"""Ed25519 signatures (RFC 8032) over JSON documents, so that a copy outside can prove where it came from.

The key stands outside the database (`settings.SIGNING_KEY`): who can write rows cannot sign.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

ALGORITHM = "Ed25519"


class BadKey(ValueError):
    """The text is no Ed25519 key; the message says what one looks like."""


class BadSignature(ValueError):
    """The document is not what was signed, or was not signed by a key that is trusted; the message says which."""


def sign(purpose: str, content: Mapping[str, Any]) -> dict[str, str]:
    """Signs `content` as JSON. `purpose` is signed too, so that no signature serves for another kind of document."""
    signature = _private().sign(_message(purpose, content))
    return {"algorithm": ALGORITHM, "key": key_id(public_key()), "signature": base64.b64encode(signature).decode()}


def check(
    purpose: str, content: Mapping[str, Any], signature: Mapping[str, Any], trusted: Iterable[str] | None = None
) -> None:
    """Raises BadSignature unless one of the `trusted` public keys has signed `content` for `purpose`.

    By default the installation's own key and TRUSTED_SIGNING_KEYS are trusted; never a key that the document brings.
    Raises BadKey for a text among `trusted` that is none.
    """
    if not isinstance(signature, Mapping) or signature.get("algorithm") != ALGORITHM:
        raise BadSignature(f"there is no {ALGORITHM} signature")
    keys = {key_id(key): key for key in (trusted_keys() if trusted is None else trusted)}
    key = keys.get(str(signature.get("key")))
    if key is None:
        raise BadSignature(f"signed with a key that is not trusted here: {str(signature.get('key'))[:32]}")
    try:
        raw = base64.b64decode(str(signature.get("signature")), validate=True)
        _public(key).verify(raw, _message(purpose, content))
    except (InvalidSignature, binascii.Error):
        raise BadSignature("changed after it was signed") from None


def public_key() -> str:
    """The public key of this installation: its 32 bytes in base64."""
    raw = _private().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def trusted_keys() -> list[str]:
    """The public keys whose signatures this installation believes."""
    return [public_key(), *settings.TRUSTED_SIGNING_KEYS]


def key_id(public: str) -> str:
    """The name of a public key: the first 16 hex digits of the SHA-256 of its bytes. Raises BadKey."""
    return hashlib.sha256(_bytes(public)).hexdigest()[:16]


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one JSON text of `content`: names sorted, no spaces, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _message(purpose: str, content: Mapping[str, Any]) -> bytes:
    return purpose.encode() + b"\n" + canonical(content)


def _private() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_bytes(settings.SIGNING_KEY))


def _public(key: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(_bytes(key))


def _bytes(key: str) -> bytes:
    try:
        raw = base64.b64decode(key, validate=True)
    except binascii.Error:
        raise BadKey("an Ed25519 key is 32 bytes in base64") from None
    if len(raw) != 32:
        raise BadKey("an Ed25519 key is 32 bytes in base64")
    return raw
