"""Bytes → text before parsing, never with an encoding that contradicts the bytes.

Order: byte order mark, strict UTF-8, UTF-8 with a few errors, then the most plausible of the declared charset, GB 18030
and Big5. Pages often declare gb2312 and send UTF-8, so a declared charset is only a candidate.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from articles.parsing.unreadable import Unreadable

# From https://www.garykessler.net/library/file_sigs.html; only types that people upload by mistake.
_SIGNATURES = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"%PDF-", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"\xd0\xcf\x11\xe0", "Office"),
    (b"\x7fELF", "ELF"),
    (b"ID3", "MP3"),
    (b"SQLite format 3", "SQLite"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}["']?([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_PARAMETER = re.compile(r"""charset\s{0,4}=\s{0,4}["']?([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}
_CONTROL = bytes([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])  # all but tab, line ends and form feed
_MOJIBAKE = re.compile("[\xc2-\xf4][\x80-\xbf\u20ac\u201a-\u2122]{1,3}")
_LATIN_LEAD = b"\xc3"  # the lead byte of À–ÿ, frequent in UTF-8 that was read as Latin-1
_KUN_JIN_KAO = "锟斤拷".encode()  # replacement characters that were read as GBK
_SURROGATE = b"\xed"  # the lead byte of surrogates (and of some Hangul, which a second decoding leaves unchanged)
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种"
    "事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日者意无力它与长把機機这個們來"
    "為國說時會對過發後裡經麼學現當沒動還進樣開從實無與長網新聞报报道月"
)
_MAX_BROKEN = 0.02
_MAX_CONTROL, _FEW_CONTROL = 0.01, 8  # largest share of the bytes; a number that even a short text may have


class Decoded(NamedTuple):
    """Decoded text. `utf8` is the text as UTF-8 if it is available, so that the parser need not encode it again.

    Warnings: `replacement_characters`, `mojibake`, `control_characters_removed`.
    """

    text: str
    warnings: list[str]
    utf8: bytes | None = None


def decode(data: bytes, charset: str | None = None, content_type: str | None = None) -> Decoded:
    """Decode `data`.

    Raises Unreadable: `empty`, `not_text` for binary data, `bad_charset` when no encoding yields text.
    """
    if not data.strip():
        raise Unreadable("empty", "there is nothing in it")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable("not_text", f"this is {kind} data, not a page")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return clean(_to_text(data, _declared(data, charset, content_type)))
    return clean(text, encoded=data)


def clean(text: str, encoded: bytes | None = None) -> Decoded:
    """Remove byte order mark, control characters and lone surrogates from `text`, with warnings.

    `encoded` is the same text as UTF-8, if available.
    Raises Unreadable: `empty`, or `not_text` when control characters are more than 1 %.
    """
    warnings = []
    # In UTF-8 control characters are single bytes; counting them there is ten times as fast as a regex.
    encoded = text.encode("utf-8", "surrogatepass") if encoded is None else encoded
    cleaned = encoded.translate(None, _CONTROL)
    controls = len(encoded) - len(cleaned)
    if controls > max(_FEW_CONTROL, _MAX_CONTROL * len(encoded)):
        raise Unreadable("not_text", "control characters all through: binary data")
    if controls:
        warnings.append("control_characters_removed")
    changed = controls or _SURROGATE in encoded or text.startswith("\ufeff")
    if changed:
        text = cleaned.decode("utf-8", "replace").removeprefix("\ufeff")
    if not text.strip():
        raise Unreadable("empty", "there is nothing in it")
    if "\ufffd" in text:
        warnings.append("replacement_characters")
    if _KUN_JIN_KAO in encoded or (encoded.count(_LATIN_LEAD) > 5 and len(_MOJIBAKE.findall(text)) > 5):
        warnings.append("mojibake")
    return Decoded(text, warnings, None if changed else encoded)


def _to_text(data: bytes, declared: str | None) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    lenient = data.decode("utf-8", "replace")
    if lenient.count("\ufffd") <= _MAX_BROKEN * sum(1 for char in lenient if char > "\x7f"):
        return lenient
    candidates = [text for encoding in dict.fromkeys((declared, "gb18030", "big5")) if (text := _try(data, encoding))]
    if not candidates:
        raise Unreadable("bad_charset", "neither UTF-8 nor the declared charset, GB 18030 or Big5 reads it")
    return max(candidates, key=_plausibility)  # on a tie the first, which is the declared one


def _try(data: bytes, encoding: str | None) -> str | None:
    """Decode with a few errors allowed; None when the bytes are not in `encoding`."""
    if encoding is None:
        return None
    try:
        text = data.decode(encoding, "replace")
    except (LookupError, UnicodeError):
        return None
    return text if text.count("\ufffd") <= _MAX_BROKEN * len(text) else None


def _plausibility(text: str) -> float:
    """Return the share of common Chinese characters in non-ASCII ones: near .3 in prose, 0 in a wrong decoding."""
    foreign = [char for char in text[:200_000] if char > "\x7f"]
    return sum(char in _COMMON for char in foreign) / len(foreign) if foreign else 0.0


def _declared(data: bytes, charset: str | None, content_type: str | None) -> str | None:
    name = charset
    if not name and content_type and (match := _PARAMETER.search(content_type)):
        name = match[1]
    if not name and (found := _META_CHARSET.search(data[:4096])):
        name = found[1].decode("ascii")
    if not name:
        return None
    name = name.strip().lower()
    return _SUPERSETS.get(name, name)
