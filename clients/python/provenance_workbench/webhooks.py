"""Verification of webhook messages after Standard Webhooks 1.0."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import time
from collections.abc import Iterable, Mapping

from provenance_workbench.errors import BadSignature
from provenance_workbench.values import Event

_PREFIX = "whsec_"
TOLERANCE = 300.0
"""Seconds that a timestamp may be off, as the specification advises."""


def verify_webhook(
    headers: Mapping[str, str], body: bytes, secrets: str | Iterable[str], *, tolerance: float = TOLERANCE
) -> Event:
    """Returns the message when one of the secrets signed these very bytes within `tolerance` seconds of now.

    `body` is the request's body as it came. Give both secrets while one replaces the other. Remember `Event.id`: the
    same message may come twice. Raises BadSignature, and ValueError for a secret that is none.
    """
    keys = [_key(secret) for secret in ([secrets] if isinstance(secrets, str) else secrets)]
    if not keys:
        raise ValueError("no secret was given")
    given = {name.lower(): value for name, value in headers.items()}
    try:
        name, moment, signatures = (given[f"webhook-{part}"] for part in ("id", "timestamp", "signature"))
    except KeyError as error:
        raise BadSignature(f"the header {error.args[0]} is missing") from None
    if not re.fullmatch("[0-9]{1,12}", moment, re.ASCII):
        raise BadSignature("webhook-timestamp is not a number of seconds")
    if abs(time.time() - int(moment)) > tolerance:
        raise BadSignature("webhook-timestamp is too far from now")
    signed = f"{name}.{moment}.".encode() + body
    wanted = [b"v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)) for key in keys]
    # Every pair is compared, each in constant time.
    matches = [hmac.compare_digest(one.encode(), each) for one in signatures.split() for each in wanted]
    if not any(matches):
        raise BadSignature("no signature fits a secret")
    return Event.from_json(json.loads(body))


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not key:
        raise ValueError("a secret is whsec_ and base64")
    return key
