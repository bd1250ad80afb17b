"""PDF: the information dictionary and the document's XMP, also in compressed object streams. ISO 32000-2

No object is built. The file is cut into streams and what stands between them: strings of the information dictionary
are looked for between streams and in object streams, XMP in metadata streams. Pages are never decoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from articles.parsing.images.file_texts import MAX_CHUNKS, MAX_TEXT, CutOff, ImageMetadata, decode_text, unpack

_HEAD, _TAIL, _LONGEST_DICTIONARY, _LONGEST_STRING = 1_024, 4_096, 4_000, 20_000
_MOST_STRINGS, _MOST_CATALOGUES = 400, 50  # titles of chapters count as well
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT = re.compile(rb"(\d{1,10})\s{1,4}\d{1,5}\s{1,4}obj\b")
_KIND = re.compile(rb"/Type\s{0,4}/(Metadata|ObjStm)\b")
_FLATE = re.compile(rb"/Filter\s{0,4}\[?\s{0,4}/(?:FlateDecode|Fl)\b\s{0,4}(?:\]|/|>|$)")
_FILTER = re.compile(rb"/Filter\b")
_DOCUMENT = re.compile(rb"/Metadata\s{1,4}(\d{1,10})\s{1,4}\d{1,5}\s{1,4}R")
_INFORMATION = re.compile(rb"/(AIGC|Title|Subject|Keywords|Author|Creator|Producer|Comments?)\s{0,4}(\(|<(?!<))")
_PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)
_TOOLS = ("Author", "Creator", "Producer")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|\r?\n|(.))", re.DOTALL)


def is_pdf(data: bytes) -> bool:
    """Whether the head of a PDF stands within the first kilobyte."""
    return b"%PDF-" in data[:_HEAD]


def walk_pdf(data: bytes, metadata: ImageMetadata) -> None:
    """Read strings and XMP. Raises CutOff when the end is missing, or there are more streams than are read."""
    between: list[bytes] = []
    found: list[tuple[bytes, bytes]] = []  # (number of its object, content) of metadata streams
    position = 0
    for _ in range(MAX_CHUNKS):
        stream = _STREAM.search(data, position)
        if stream is None:
            break
        between.append(data[position : stream.start()])
        end = data.find(b"endstream", stream.end())
        if end < 0:
            raise CutOff
        _read_stream(data, stream, end, between, found, metadata)
        position = end + len(b"endstream")
    else:
        metadata.is_whole = False
    between.append(data[position:])
    _read_texts(between, found, metadata)
    if b"%%EOF" not in data[-_TAIL:]:
        raise CutOff


def _read_stream(
    data: bytes,
    stream: re.Match[bytes],
    end: int,
    between: list[bytes],
    found: list[tuple[bytes, bytes]],
    metadata: ImageMetadata,
) -> None:
    start = max(0, stream.start() - _LONGEST_DICTIONARY)
    begin = data.rfind(b"obj", start, stream.start())
    dictionary = data[max(begin, start) : stream.start()]
    kind = _KIND.search(dictionary)
    if kind is None:
        return
    content = data[stream.end() : end]
    if _FLATE.search(dictionary):
        content = unpack(content)
    elif _FILTER.search(dictionary):
        return  # another filter: unreadable here
    metadata.left -= len(content)
    if metadata.left < 0:
        metadata.is_whole = False
    elif kind[1] == b"ObjStm":
        between.append(content)
    else:
        number = _OBJECT.search(data, max(0, begin - 20), begin + 3) if begin >= 0 else None
        found.append((number[1] if number else b"", content))


def _read_texts(between: list[bytes], found: list[tuple[bytes, bytes]], metadata: ImageMetadata) -> None:
    document = _document_metadata(between)
    for number, content in found:
        if document is None or number == document:  # the others describe pictures in the document
            metadata.add("XMP", "XMP", decode_text(content[:MAX_TEXT]))
    strings = (item for part in between for item in _strings(part))
    for name, value in islice(strings, _MOST_STRINGS):
        if name != "AIGC" and "Label" not in value and name not in _TOOLS:
            continue
        metadata.add("information", name, value)
    if any(b"/Encrypt" in part for part in between):
        metadata.is_whole = False
        metadata.problem = "the PDF is encrypted; only its unencrypted metadata were examined"


def _document_metadata(between: list[bytes]) -> bytes | None:
    """Return the number of the object that the catalogue names as the document's metadata; None when unknown."""
    for part in reversed(between):  # later updates replace the catalogue
        at = len(part)
        for _ in range(_MOST_CATALOGUES):
            at = part.rfind(b"/Catalog", 0, at)
            if at < 0:
                break
            # The dictionary of the catalogue begins and ends where its object does.
            start, stop = max(0, at - _LONGEST_DICTIONARY), at + _LONGEST_DICTIONARY
            begin, end = max(part.rfind(b"obj", start, at), start), part.find(b"endobj", at, stop)
            reference = _DOCUMENT.search(part, begin, end if end >= 0 else stop)
            if reference:
                return reference[1]
    return None


def _strings(part: bytes) -> Iterator[tuple[str, str]]:
    """Yield name and text of the strings under the names of an information dictionary."""
    for match in _INFORMATION.finditer(part):
        name = match[1].decode("ascii")
        window = part[match.end() : match.end() + _LONGEST_STRING]
        value = _literal(window) if match[2] == b"(" else _hexadecimal(window)
        yield name, _decoded(value)


def _literal(window: bytes) -> bytes:
    """Read a string in parentheses, which may nest and be escaped."""
    depth, end = 1, len(window)
    for sign in _PARENTHESIS.finditer(window):
        depth += {b"(": 1, b")": -1}.get(sign[0], 0)
        if not depth:
            end = sign.start()
            break
    return _ESCAPE.sub(_unescaped, window[:end])


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return _ESCAPED.get(match[2], match[2]) if match[2] else b""


def _hexadecimal(window: bytes) -> bytes:
    digits = b"".join(window.partition(b">")[0].split())
    try:
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    except ValueError:
        return b""  # no hexadecimal string: unreadable


def _decoded(value: bytes) -> str:
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    return decode_text(value)
