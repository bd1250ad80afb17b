"""The meaning of known claims, where an embedding service runs: computed by a sweep, searched as a matrix."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, F, Max, Sum
from django.utils.module_loading import import_string

from articles.models import ClaimVector, KnownClaim
from articles.provenance.rewording.embeddings import Vectors
from articles.vocabulary.known_claims import ACTIVE

log = structlog.get_logger(__name__)

MOST = 50_000
"""Entries whose meaning is searched whole: 50,000 of 384 numbers are 77 MB. Larger banks are searched by words."""
_AT_ONCE = 256
_LOOKS_EVERY = 30.0  # seconds until a process sees that the bank changed


def embed_claims(*, dry_run: bool = False) -> int:
    """Compute the meaning of entries that have none, newest first, at most 256 a pass; return how many.

    Nothing is asked for while another transaction waits: the service answers before the rows are written.
    """
    if not settings.EMBEDDINGS_URL:
        return 0
    model = model_name()
    stale = KnownClaim.objects.filter(state=ACTIVE).exclude(vector__model=model, vector__number=F("number"))
    claims = list(stale.order_by("-pk").only("claim", "number")[:_AT_ONCE])
    if dry_run or not claims:
        return len(claims)
    found: Vectors | None = import_string(settings.SENTENCE_EMBEDDER)([claim.claim for claim in claims])
    if found is None:
        return 0
    rows = [
        ClaimVector(of=claim, number=claim.number, model=model, size=len(vector), vector=_packed(vector))
        for claim, vector in zip(claims, found, strict=True)
    ]
    fields = ["number", "model", "size", "vector"]
    with transaction.atomic():
        ClaimVector.objects.bulk_create(rows, update_conflicts=True, unique_fields=["of"], update_fields=fields)
    return len(rows)


def model_name() -> str:
    """Return a name of the service and its model; vectors of another one are not compared."""
    return hashlib.sha256(f"{settings.EMBEDDINGS_URL} {settings.EMBEDDINGS_MODEL}".encode()).hexdigest()


def embedded(sentences: Sequence[str]) -> Vectors | None:
    """Return the meaning of sentences, or None when there is no service or it does not answer properly in time."""
    if not settings.EMBEDDINGS_URL or not sentences:
        return None
    found: Vectors | None = import_string(settings.SENTENCE_EMBEDDER)(list(sentences))
    return found


@dataclass(slots=True)
class Bank:
    """The entries of the bank with a meaning; `state` tells a changed bank from this one."""

    state: tuple[object, ...]
    ids: np.ndarray[tuple[int], np.dtype[np.int64]]
    vectors: Vectors
    looked_at: float

    def nearest(self, sentence: np.ndarray[tuple[int], np.dtype[np.float32]], most: int) -> list[int]:
        """Return the entries closest in meaning, at most `most`."""
        if not len(self.ids) or len(sentence) != self.vectors.shape[1]:
            return []
        alike = self.vectors @ sentence
        best = np.argsort(-alike, kind="stable")[:most]
        return [int(pk) for pk in self.ids[best]]


_kept: dict[tuple[str, str, int], Bank] = {}


def bank(size: int) -> Bank | None:
    """Return the whole bank as a matrix of vectors of this size; None when it is larger than `MOST`, or has none."""
    model = model_name()
    place = (str(connection.settings_dict["NAME"]), model, size)
    known = _kept.get(place)
    if known is not None and time.monotonic() - known.looked_at < _LOOKS_EVERY:
        return known
    rows = ClaimVector.objects.filter(model=model, size=size)
    figures = rows.aggregate(n=Count("pk"), last=Max("pk"), numbers=Sum("number"))
    state = (figures["n"], figures["last"], figures["numbers"])
    if not figures["n"] or figures["n"] > MOST:
        _kept.pop(place, None)
        return None
    if known is None or known.state != state:
        read = list(rows.order_by("pk").values_list("pk", "vector"))
        vectors = np.stack([_unpacked(vector) for _, vector in read])
        known = Bank(state, np.array([pk for pk, _ in read], np.int64), vectors, 0.0)
        _kept.clear()  # one bank per process
        _kept[place] = known
    known.looked_at = time.monotonic()
    return known


def vectors_of(claims: Sequence[int], size: int) -> dict[int, np.ndarray[tuple[int], np.dtype[np.float32]]]:
    """Read the meaning of these entries, as far as it is known."""
    rows = ClaimVector.objects.filter(pk__in=claims, model=model_name(), size=size, number=F("of__number"))
    return {pk: _unpacked(vector) for pk, vector in rows.values_list("pk", "vector")}


def _packed(vector: np.ndarray[tuple[int], np.dtype[np.float32]]) -> bytes:
    return vector.astype(np.float16).tobytes()


def _unpacked(vector: bytes | memoryview) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.frombuffer(bytes(vector), np.float16).astype(np.float32)
