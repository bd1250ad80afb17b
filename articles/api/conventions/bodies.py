"""Read request bodies: limit their size, decompress them, refuse incomplete ones, and compute their SHA-256."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from typing import IO, Any

from django.http import HttpRequest, UnreadablePostError
from rest_framework.request import Request

from articles.api.conventions.errors import ApiProblem

_CHUNK = 1 << 18
# A refused body is read and dropped up to this many times the limit: a server that stops reading while the client
# still sends resets the connection, and the client never sees the reason.
_DRAINED = 5
_GZIP = 16 + zlib.MAX_WBITS


class UnsupportedCoding(ApiProblem):
    """A 415 that lists the supported codings (RFC 7694)."""

    def __init__(self, coding: str) -> None:
        super().__init__(415, "unsupported_coding", f"content coding {coding[:20]!a} is not supported; gzip is")
        self.headers = {"Accept-Encoding": "gzip, identity"}


def refuse_without_length(request: HttpRequest | Request) -> None:
    """Raise ApiProblem (411) for a chunked body: without Content-Length it would be read as empty."""
    if request.headers.get("Transfer-Encoding"):
        raise ApiProblem(411, "length_required", "send Content-Length; bodies in chunks are not read")


def pieces(request: HttpRequest | Request, stream: IO[Any], limit: int) -> Iterator[bytes]:
    """Yield the body piece by piece, decompress `Content-Encoding: gzip`, and record its SHA-256.

    Raises ApiProblem: 413 beyond `limit` bytes (before or after decompression, so a gzip bomb costs no more than an
    honest body), 415 for another coding, 400 for a body that breaks off or is not gzip.
    """
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("", "identity", "gzip"):
        raise UnsupportedCoding(coding)
    announced = int(request.META.get("CONTENT_LENGTH") or 0)
    if announced > limit:
        _drain(stream, limit)
        raise _too_large(limit)
    digest, size = hashlib.sha256(), 0
    for piece in _unzipped(_received(stream, announced), limit) if coding == "gzip" else _received(stream, announced):
        size += len(piece)
        if size > limit:
            _drain(stream, limit)
            raise _too_large(limit)
        digest.update(piece)
        yield piece
    request.META["workbench.body_sha256"] = digest.hexdigest()


def body_digest(request: Request) -> str:
    """Return the SHA-256 of the decompressed body; empty without body. Reads and parses it if that is not done yet."""
    request.data  # noqa: B018 - a property that reads
    return str(request.META.get("workbench.body_sha256", ""))


def _received(stream: IO[Any], announced: int) -> Iterator[bytes]:
    got = 0
    try:
        while piece := stream.read(_CHUNK):
            got += len(piece)
            yield piece
    except UnreadablePostError:
        raise ApiProblem(400, "broken_body", "the connection ended before the body did") from None
    if got < announced:
        raise ApiProblem(400, "broken_body", f"{got:,} bytes of the {announced:,} announced came")


def _unzipped(parts: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """Decompress piece by piece. Raises ApiProblem (400) for an incomplete or invalid gzip stream."""
    unzip = zlib.decompressobj(_GZIP)
    try:
        for part in parts:
            waiting = part
            while waiting and not unzip.eof:
                yield unzip.decompress(waiting, _CHUNK)
                waiting = unzip.unconsumed_tail
    except zlib.error:
        raise ApiProblem(400, "bad_gzip", "the body is not what Content-Encoding says: no gzip") from None
    if not unzip.eof or unzip.unused_data:
        raise ApiProblem(400, "bad_gzip", "the body is not one whole gzip stream")


def _too_large(limit: int) -> ApiProblem:
    return ApiProblem(413, "too_large", f"the body has more than {limit:,} bytes")


def _drain(stream: IO[Any], limit: int) -> None:
    most = limit * _DRAINED
    try:
        while most > 0 and (read := len(stream.read(_CHUNK))):
            most -= read
    except UnreadablePostError:
        pass  # the body is refused anyway
