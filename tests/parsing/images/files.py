"""Files of further formats with metadata: GIF, AVIF, HEIC, MP4, TIFF and PDF, built byte by byte or by Pillow."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

TRAILER = bytes((1, *range(0xFF, -1, -1))) + b"\x00"
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")


def saved(kind: str, **options: Any) -> bytes:
    """A small picture as Pillow writes it."""
    out = io.BytesIO()
    Image.new("RGB", (16, 16), "white").save(out, kind, **options)
    return out.getvalue()


def blocks(content: bytes) -> bytes:
    parts = [content[at : at + 255] for at in range(0, len(content), 255)]
    return b"".join(bytes([len(part)]) + part for part in parts) + b"\x00"


def gif(*extensions: bytes) -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6)
    image = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02" + blocks(b"\x44\x01")
    return head + b"".join(extensions) + image + b"\x3b"


def gif_comment(text: str) -> bytes:
    return b"\x21\xfe" + blocks(text.encode())


def gif_application(name: bytes, content: bytes) -> bytes:
    return b"\x21\xff\x0b" + name.ljust(11)[:11] + blocks(content)


def gif_xmp(text: str) -> bytes:
    return b"\x21\xff\x0bXMP DataXMP" + text.encode() + TRAILER


def box(kind: bytes, *content: bytes) -> bytes:
    inside = b"".join(content)
    return struct.pack(">I", 8 + len(inside)) + kind + inside


def full(kind: bytes, version: int, *content: bytes) -> bytes:
    return box(kind, bytes([version, 0, 0, 0]), *content)


def heif(
    *items: tuple[bytes, bytes], brand: bytes = b"heic", version: int = 0, stored: bool = False, more: bytes = b""
) -> bytes:
    """A file of boxes with items of (type and names, content); `stored` puts the contents into `idat`."""
    head = box(b"ftyp", brand, bytes(4), b"mif1", brand)
    entries = [
        full(b"infe", 2, struct.pack(">HH", number, 0), description) for number, (description, _) in enumerate(items, 1)
    ]
    information = full(b"iinf", 0, struct.pack(">H", len(items)), *entries)
    handler = full(b"hdlr", 0, bytes(4), b"pict", bytes(13))

    def built(first: int) -> bytes:
        located, offset = b"", first
        for number, (_, content) in enumerate(items, 1):
            method = struct.pack(">H", int(stored)) if version else b""
            located += struct.pack(">H" if version < 2 else ">I", number) + method + struct.pack(">HH", 0, 1)
            located += struct.pack(">II", offset, len(content))
            offset += len(content)
        sizes = struct.pack(">HH" if version < 2 else ">HI", 0x4400, len(items))
        inside = [handler, information, full(b"iloc", version, sizes, located)]
        if stored:
            inside.append(box(b"idat", *(content for _, content in items)))
        return full(b"meta", 0, *inside)

    meta = built(0)
    data = b"" if stored else box(b"mdat", *(content for _, content in items))
    return head + (meta if stored else built(len(head) + len(meta) + len(more) + 8)) + more + data


def exif_item(block: bytes, head: bytes = b"Exif\x00\x00") -> tuple[bytes, bytes]:
    return b"Exif\x00", struct.pack(">I", len(head)) + head + block


def mime_item(content: bytes, media_type: bytes = b"application/rdf+xml", encoding: bytes = b"") -> tuple[bytes, bytes]:
    return b"mime\x00" + media_type + b"\x00" + encoding + b"\x00", content


def film(*inside: bytes) -> bytes:
    return (
        box(b"ftyp", b"isom", bytes(4), b"isommp42")
        + box(b"mdat", bytes(40))
        + box(b"moov", box(b"mvhd", bytes(20)), *inside)
    )


def pdf(
    information: bytes = b"", xmp: str = "", *, packed: bool = False, objects: bool = False, extra: bytes = b""
) -> bytes:
    """A PDF of one page; `packed` compresses XMP, `objects` puts the information dictionary into an object stream."""
    out = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>\nendobj\n"
    out += b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    out += b"3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>\nendobj\n"
    out += stream(4, b"", zlib.compress(b"BT (AIGC Label) Tj ET"), b"/FlateDecode")
    if xmp:
        content = zlib.compress(xmp.encode()) if packed else xmp.encode()
        out += stream(5, b"/Type /Metadata /Subtype /XML", content, b"/FlateDecode" if packed else b"")
    dictionary = b"<< " + information + b" >>"
    if objects:
        out += stream(6, b"/Type /ObjStm /N 1 /First 4", zlib.compress(b"7 0 " + dictionary), b"/FlateDecode")
    else:
        out += b"7 0 obj\n" + dictionary + b"\nendobj\n"
    return out + extra + b"trailer\n<< /Root 1 0 R /Info 7 0 R >>\nstartxref\n0\n%%EOF\n"


def stream(number: int, dictionary: bytes, content: bytes, packing: bytes = b"") -> bytes:
    packed = b" /Filter " + packing if packing else b""
    head = b"%d 0 obj\n<< %s /Length %d%s >>\n" % (number, dictionary, len(content), packed)
    return head + b"stream\n" + content + b"\nendstream\nendobj\n"


def literal(text: str) -> bytes:
    escaped = text.encode().replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"(" + escaped + b")"


def utf16(text: str) -> bytes:
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode() + b">"
