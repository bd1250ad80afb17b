"""Small image files with metadata, built byte by byte."""

from __future__ import annotations

import json
import struct
import zlib

AIGC = {
    "Label": "1",
    "ContentProducer": "001191110000000000000X10000",
    "ProduceID": "p-0001",
    "ReservedCode1": "",
    "ContentPropagator": "001191110000000000000X10001",
    "PropagateID": "t-0001",
    "ReservedCode2": "",
}
XMP_KEY = b"http://ns.adobe.com/xap/1.0/\x00"


def aigc(label: object = "1") -> str:
    return json.dumps({**AIGC, "Label": label}, ensure_ascii=False)


def xmp(inside: str, attributes: str = "") -> str:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" {attributes}>{inside}'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\x00\xff\xff\xff"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunk(*item) for item in chunks) + data + chunk(b"IEND", b"")


def itxt(key: str, text: str, *, packed: bool = False) -> tuple[bytes, bytes]:
    value = zlib.compress(text.encode()) if packed else text.encode()
    return b"iTXt", key.encode() + b"\x00" + bytes([packed, 0]) + b"zh\x00key\x00" + value


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    inside = b"".join(segment(*item) for item in segments)
    return b"\xff\xd8" + segment(0xE0, b"JFIF\x00") + inside + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\xff\xd9"


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    inside = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(content)) + content + b"\x00" * (len(content) % 2)
        for kind, content in ((b"VP8X", bytes(10)), *chunks)
    )
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def exif(tags: dict[int, bytes], order: str = "<") -> bytes:
    """A TIFF block: IFD0 with the low tags and, when UserComment is among them, an Exif directory for it."""
    first = {tag: value for tag, value in tags.items() if tag != 0x9286}
    comment = tags.get(0x9286)
    count = len(first) + (comment is not None)
    exif_at = 8 + 2 + 12 * count + 4
    values_at = exif_at + (2 + 12 + 4 if comment is not None else 0)
    values, entries = b"", b""
    for tag, value in sorted(first.items()):
        value = value if len(value) > 4 else value.ljust(5, b"\x00")
        entries += struct.pack(order + "HHII", tag, 2, len(value), values_at + len(values))
        values += value
    block = struct.pack(order + "H", count) + entries
    if comment is not None:
        block += struct.pack(order + "HHII", 0x8769, 4, 1, exif_at) + struct.pack(order + "I", 0)
        block += struct.pack(order + "HHHII", 1, 0x9286, 7, len(comment), values_at + len(values))
        values += comment
    block += struct.pack(order + "I", 0)
    return (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(order + "I", 8) + block + values
