"""Time-stamps of heads by an outside authority (RFC 3161): proof of when a head existed, whoever holds the key."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import TimestampRequestBuilder, VerificationError, VerifierBuilder, decode_timestamp_response
from rfc3161_client.base import HashAlgorithm
from rfc3161_client.tsp import TimeStampResponse

from moderation.audit.heads import CONTENT
from moderation.audit.signatures import canonical


class BadTimestamp(ValueError):
    """The time-stamp is none for this head, or none by a trusted authority; the message says which."""


def request_for(head: Mapping[str, Any]) -> bytes:
    """The request that is sent to the authority, in DER; it holds a hash of the head only."""
    builder = TimestampRequestBuilder().data(_stamped(head)).hash_algorithm(HashAlgorithm.SHA256)
    return bytes(builder.cert_request(cert_request=True).build().as_bytes())


def token_of(head: Mapping[str, Any], answer: bytes) -> str:
    """The authority's answer in base64, to be kept beside the head. Raises BadTimestamp for another answer."""
    response = _decoded(answer)
    if response.status != 0:
        raise BadTimestamp(f"the authority refused: {', '.join(response.status_string) or response.status}")
    if response.tst_info.message_imprint.message != hashlib.sha256(_stamped(head)).digest():
        raise BadTimestamp("the authority stamped something else")
    return base64.b64encode(answer).decode()


def check(head: Mapping[str, Any], roots: bytes) -> datetime:
    """The moment at which an authority under these root certificates (PEM) stamped the head. Raises BadTimestamp."""
    try:
        response = _decoded(base64.b64decode(str(head["timestamp"]), validate=True))
        builder = VerifierBuilder()
        for certificate in load_pem_x509_certificates(roots):
            builder = builder.add_root_certificate(certificate)
        builder.build().verify_message(response, _stamped(head))
    except (VerificationError, binascii.Error) as error:
        raise BadTimestamp(f"its time-stamp does not hold: {error}") from error
    except ValueError as error:
        raise BadTimestamp(f"its time-stamp cannot be checked: {error}") from error
    return response.tst_info.gen_time


def _stamped(head: Mapping[str, Any]) -> bytes:
    """What is stamped: the signed fields and their signature."""
    return canonical({name: head[name] for name in (*CONTENT, "signature")})


def _decoded(answer: bytes) -> TimeStampResponse:
    try:
        return decode_timestamp_response(answer)
    except ValueError as error:
        raise BadTimestamp(f"it is no time-stamp: {error}") from error
