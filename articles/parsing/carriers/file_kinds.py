"""Files that are no pages, by their first bytes: refused by name, with what to do instead."""

from __future__ import annotations

from articles.parsing.unreadable import Unreadable

_PICTURE = "a picture; send the page that shows it"
_ARCHIVE = "an archive; unpack it and send the pages in it"
_PROGRAM = "no page; send the page as HTML, MHTML, Markdown or plain text"
_WORD = "a document of an office program; save it as HTML or plain text"
# From https://www.garykessler.net/library/file_sigs.html; only types that people upload by mistake.
_SIGNATURES = (
    (b"\x89PNG", "PNG", _PICTURE),
    (b"\xff\xd8\xff", "JPEG", _PICTURE),
    (b"GIF8", "GIF", _PICTURE),
    (b"II*\x00", "TIFF", _PICTURE),
    (b"MM\x00*", "TIFF", _PICTURE),
    (b"\x00\x00\x01\x00", "ICO", _PICTURE),
    (b"8BPS", "Photoshop", _PICTURE),
    (b"%PDF-", "PDF", "a PDF; copy its text, or save the page as HTML"),
    (b"%!PS", "PostScript", _PROGRAM),
    (b"{\\rtf", "RTF", _WORD),
    (b"\xd0\xcf\x11\xe0", "Office", _WORD),
    (b"\x1f\x8b", "gzip", _ARCHIVE),
    (b"BZh91AY", "bzip2", _ARCHIVE),
    (b"\xfd7zXZ", "xz", _ARCHIVE),
    (b"7z\xbc\xaf", "7z", _ARCHIVE),
    (b"Rar!", "RAR", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", "Zstandard", _ARCHIVE),
    (b"bplist00", "webarchive", "a web archive of Safari; save the page as HTML instead"),
    (b"\x7fELF", "ELF", _PROGRAM),
    (b"ID3\x03", "MP3", _PROGRAM),
    (b"ID3\x04", "MP3", _PROGRAM),
    (b"OggS\x00", "Ogg", _PROGRAM),
    (b"fLaC\x00", "FLAC", _PROGRAM),
    (b"\x1aE\xdf\xa3", "Matroska", _PROGRAM),
    (b"SQLite format 3", "SQLite", _PROGRAM),
)
# The folders that tell the kinds of office documents apart, which are ZIP archives.
_ZIPPED = (
    (b"word/", "DOCX", _WORD),
    (b"xl/", "XLSX", _WORD),
    (b"ppt/", "PPTX", _WORD),
    (b"opendocument", "OpenDocument", _WORD),
    (b"epub+zip", "EPUB", _ARCHIVE),
)
_HEAD = 4_096
_BRANDS = {b"avif": "AVIF", b"avis": "AVIF", b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"msf1": "HEIC"}


def refuse_other_files(data: bytes) -> None:
    """Raise Unreadable("not_text") for pictures, archives, documents and programs."""
    found = next(((kind, advice) for signature, kind, advice in _SIGNATURES if data.startswith(signature)), None)
    if found is None and data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        head = data[:_HEAD] + data[-_HEAD:]
        found = next(((kind, advice) for name, kind, advice in _ZIPPED if name in head), ("ZIP", _ARCHIVE))
    elif found is None and data[:4] == b"RIFF":
        found = ("WebP", _PICTURE) if data[8:12] == b"WEBP" else ("RIFF", _PROGRAM)
    elif found is None and data[4:8] == b"ftyp":
        found = (_BRANDS[data[8:12]], _PICTURE) if data[8:12] in _BRANDS else ("MP4", _PROGRAM)
    elif found is None and data[:2] == b"BM" and data[6:10] == bytes(4):
        found = ("BMP", _PICTURE)
    if found is not None:
        kind, advice = found
        raise Unreadable("not_text", f"this is {kind} data: {advice}")
