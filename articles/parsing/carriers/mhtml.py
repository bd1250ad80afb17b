"""MHTML, the “single file” in which browsers save a page with its pictures (RFC 2557): finds the page in it.

Only the root part is read. It is named by `start`, else it is the first HTML part. Parts are found by their boundary
and skipped undecoded, because pictures make up most of such a file.
"""

from __future__ import annotations

import binascii
import re
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser
from typing import NamedTuple

from articles.parsing.document.page import web_address
from articles.parsing.unreadable import Unreadable

MAX_MHTML_BYTES = 24 * 1024 * 1024
"""Largest MHTML file: pictures are in it, so it is larger than its page. It is the largest body that the API takes."""
_LONGEST_HEAD, _MOST_PARTS, _DEEPEST = 64_000, 2_000, 3
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]?[^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000}){0,50}\r?\n")
_BLANK = re.compile(rb"\r?\n[ \t]{0,80}\r?\n")
_TELLING = re.compile(rb"^content-type:\s{0,4}(?:multipart/(?:related|alternative|mixed)|text/html)\b", re.I | re.M)
_BLANKS = b"\xef\xbb\xbf\r\n\t "
_HTML = ("text/html", "application/xhtml+xml")


class SavedPage(NamedTuple):
    """The page of an MHTML file: its bytes, the charset that its part declares, and the address it was saved from."""

    content: bytes
    charset: str | None
    url: str | None


def is_mhtml(data: bytes) -> bool:
    """Whether `data` begins with the header of an MHTML file."""
    start = data[:100].lstrip(_BLANKS)[:1]
    if not start.isalpha():
        return False
    head = data[:_LONGEST_HEAD].lstrip(_BLANKS)
    position = 0
    while (found := _FIELD.match(head, position)) is not None:
        position = found.end()
    fields = head[:position]
    return b"\nmime-version:" in b"\n" + fields.lower() and _TELLING.search(fields) is not None


def read_mhtml(data: bytes) -> SavedPage:
    """Find the page in an MHTML file. Raises Unreadable("bad_mhtml") when there is none that can be decoded."""
    message, body = _split(data.lstrip(_BLANKS))
    saved = _read(message, body, 0)
    if saved is None:
        raise _bad("there is no HTML page in it")
    return saved._replace(url=saved.url or web_address(message.get("Snapshot-Content-Location")))


def _read(message: Message, body: bytes, depth: int) -> SavedPage | None:
    kind = message.get_content_type()
    if kind in _HTML:
        return SavedPage(_decoded(message, body), message.get_content_charset(), _address(message))
    if not kind.startswith("multipart/") or depth >= _DEEPEST:
        return None
    start = str(message.get_param("start") or "").strip()
    first: SavedPage | None = None
    for part, content in _parts(message, body):
        is_root = bool(start) and str(part.get("Content-ID") or "").strip() == start
        if not is_root and first is not None:
            continue
        saved = _read(part, content, depth + 1)
        if saved is not None and (is_root or not start):
            return saved
        first = first or saved
    return first


def _parts(message: Message, body: bytes) -> list[tuple[Message, bytes]]:
    boundary = message.get_boundary()
    if not boundary:
        raise _bad("its header names no boundary")
    mark = b"--" + boundary.encode("utf-8", "surrogateescape")
    pieces = (b"\n" + body).split(b"\n" + mark, _MOST_PARTS + 1)[1:]
    if not pieces:
        raise _bad("its boundary stands nowhere in it")
    # What follows a boundary is the rest of its line; `--` there ends the file.
    rests = (piece.partition(b"\n")[2] for piece in pieces[:_MOST_PARTS] if not piece.startswith(b"--"))
    return [_split(rest.removesuffix(b"\r")) for rest in rests]


def _split(data: bytes) -> tuple[Message, bytes]:
    end = _BLANK.search(data, 0, _LONGEST_HEAD)
    head, body = (data[: end.start()], data[end.end() :]) if end else (b"", data)
    try:
        return BytesHeaderParser().parsebytes(head), body
    except (MessageError, ValueError):
        raise _bad("a header in it is broken") from None


def _decoded(message: Message, body: bytes) -> bytes:
    coding = str(message.get("Content-Transfer-Encoding") or "").strip().lower()
    try:
        if coding == "quoted-printable":
            return binascii.a2b_qp(body)
        if coding == "base64":
            return binascii.a2b_base64(body)
    except binascii.Error:
        raise _bad("its page is not in the coding that it declares") from None
    return body


def _address(message: Message) -> str | None:
    return web_address(str(message.get("Content-Location") or "").strip())


def _bad(reason: str) -> Unreadable:
    return Unreadable("bad_mhtml", f"an MHTML file, but {reason}; save the page again, or as HTML")
