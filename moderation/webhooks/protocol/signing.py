"""Signatures after Standard Webhooks 1.0, which prove that a message is ours, whole and recent."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence

PREFIX = "whsec_"
_FEWEST, _MOST = 24, 64
"""Bytes of a secret, after the specification."""
_MADE = 32


class BadSecret(ValueError):
    """The secret is not `whsec_` and the base64 of 24 to 64 bytes."""


def new_secret() -> str:
    """A secret of 32 random bytes, as `whsec_…`."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_MADE)).decode()


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """One signature: `v1,` and the base64 of HMAC-SHA256 over `{id}.{timestamp}.{body}`. Raises BadSecret.

    `timestamp` is in seconds since 1970, that of this attempt.
    """
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(_key(secret), signed, hashlib.sha256).digest()).decode()


def signed_headers(secrets_valid: Sequence[str], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers, with one signature per valid secret, separated by spaces."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(sign(secret, message_id, timestamp, body) for secret in secrets_valid),
    }


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise BadSecret("a secret is whsec_ and base64") from None
    if not secret.startswith(PREFIX) or not _FEWEST <= len(key) <= _MOST:
        raise BadSecret(f"a secret is whsec_ and {_FEWEST} to {_MOST} bytes in base64")
    return key
