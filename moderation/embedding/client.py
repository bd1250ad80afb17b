"""Asks an OpenAI-style `/v1/embeddings` address for the meaning of sentences; everything works without one."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings

from articles.provenance.rewording.embeddings import BadEmbeddings, Vectors, vectors_of
from moderation.webhooks.protocol.addresses import BadURL, Receivers, check_url
from moderation.webhooks.protocol.outcome import Outcome
from moderation.webhooks.protocol.transport import Limits, post

log = structlog.get_logger(__name__)

MOST = 300
"""Sentences per request; more are not asked for."""
_ANSWER = 16_000_000  # bytes: 300 sentences of 1,024 numbers in JSON are 7 MB
_PAUSE = 60.0  # seconds without a request after a failure, so that a dead service does not slow each article


class _Breaker:
    """Says when the service may be asked again; one per process."""

    def __init__(self) -> None:
        self.closed_until = 0.0

    def is_open(self) -> bool:
        return time.monotonic() >= self.closed_until

    def fail(self) -> None:
        self.closed_until = time.monotonic() + _PAUSE


breaker = _Breaker()


def embed(sentences: Sequence[str]) -> Vectors | None:
    """Return a vector of length 1 per sentence, or None when there is no service, or none that answers properly.

    Never raises for what the service does; the reason is logged, the sentences are not. Takes at most
    `EMBEDDINGS_SECONDS`, and after a failure nobody is asked for a minute.
    """
    if not settings.EMBEDDINGS_URL or not 0 < len(sentences) <= MOST or not breaker.is_open():
        return None
    seconds = settings.EMBEDDINGS_SECONDS
    headers = {"Authorization": f"Bearer {settings.EMBEDDINGS_KEY}"} if settings.EMBEDDINGS_KEY else {}
    body = json.dumps({"model": settings.EMBEDDINGS_MODEL, "input": list(sentences), "encoding_format": "float"})
    try:
        receivers = _receivers()
        check_url(settings.EMBEDDINGS_URL, receivers)
        limits = Limits(min(2.0, seconds), seconds, seconds, _ANSWER)
        return _read(post(settings.EMBEDDINGS_URL, body.encode(), headers, limits, receivers), len(sentences))
    except (BadEmbeddings, BadURL) as error:
        breaker.fail()
        log.warning("embeddings_failed", reason=getattr(error, "code", None) or str(error), sentences=len(sentences))
        return None


def _read(outcome: Outcome, amount: int) -> Vectors:
    if outcome.error or outcome.status != 200 or outcome.truncated:
        raise BadEmbeddings(outcome.error or ("too_large" if outcome.truncated else f"status_{outcome.status}"))
    return vectors_of(outcome.raw, amount)


@cache
def _receivers() -> Receivers:
    """Return the one private address that the operator allows for this: that of the setting itself."""
    parts = urlsplit(settings.EMBEDDINGS_URL)
    host: Any = parts.hostname or ""
    networks = Receivers.parse([host]) if host and not host.startswith("[") else Receivers()
    return Receivers(networks.networks, networks.hosts, Receivers().ports | ({parts.port} if parts.port else set()))
