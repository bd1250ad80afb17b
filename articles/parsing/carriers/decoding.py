"""Bytes → text before parsing, never with an encoding that contradicts the bytes.

Order: byte order mark, strict UTF-8, UTF-16 without a mark, UTF-8 with broken places, then the most plausible legacy
charset (`charsets`). Pages often declare gb2312 and send UTF-8, so a declared charset is only a candidate.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from articles.parsing.carriers.charsets import codec_of, is_doubtful, is_no_language, is_utf16_chinese, ranked
from articles.parsing.carriers.file_kinds import refuse_other_files
from articles.parsing.carriers.lost_bytes import mended
from articles.parsing.unreadable import Unreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}["']?([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_PARAMETER = re.compile(r"""charset\s{0,4}=\s{0,4}["']?([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_CONTROL = bytes([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])  # all but tab, line ends and form feed
_MOJIBAKE = re.compile("[\xc2-\xf4][\x80-\xbf\u20ac\u201a-\u2122]{1,3}")
_KUN_JIN_KAO = "锟斤拷"  # replacement characters that were read as GBK
_SURROGATE = b"\xed"  # the lead byte of surrogates (and of some Hangul, which a second decoding leaves unchanged)
_MAX_BROKEN = 0.02
_WIDE = re.compile("[\u0800-\ud7ff\ue000-\ufffc]")
_ESCAPE = b"\x1b$"  # how charsets of seven bits change to their two-byte characters
_SHORTEST_RUN, _FEW_SIGNS_OF_MOJIBAKE = 6, 5
_HAN_RUN = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3220-\u33ff\ue000-\uf8ff]{6,400}")
_KOREAN = _ESCAPE + b")C"
_HEAD, _MOSTLY, _FEW_SIGNS = 2_000, 0.75, 2
_COMMON_SIGNS = frozenset("<>/=\"'.,;:!?-_#&()[]{}，。、：；？！“”《》（）—…")
DOUBTFUL = "charset_doubtful"
_MAX_CONTROL, _FEW_CONTROL = 0.01, 8  # largest share of the bytes; a number that even a short text may have


class Decoded(NamedTuple):
    """Decoded text. `utf8` is the text as UTF-8 if it is available, so that the parser need not encode it again.

    Warnings: `replacement_characters`, `control_characters_removed`, `charset_doubtful`.
    """

    text: str
    warnings: list[str]
    utf8: bytes | None = None


def decode(data: bytes, charset: str | None = None, content_type: str | None = None) -> Decoded:
    """Decode `data`.

    Raises Unreadable: `empty`, `not_text` for binary data, `bad_charset` when no encoding yields text.
    """
    if not data or data.isspace():
        raise Unreadable("empty", "there is nothing in it")
    refuse_other_files(data)
    wide = _utf16(data)
    if wide is not None:
        return clean(wide)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, _declared(data, charset, content_type))
    if _ESCAPE[:1] in data and _ESCAPE in data:  # one byte is found sixty times as fast as two
        return clean(_escaped(data) or text)
    return clean(text, encoded=data)


def clean(text: str, encoded: bytes | None = None) -> Decoded:
    """Remove byte order mark, control characters and lone surrogates from `text`, with warnings.

    `encoded` is the same text as UTF-8, if available.
    Raises Unreadable: `empty`, or `not_text` when control characters are more than 1 %.
    """
    warnings = []
    # In UTF-8 control characters are single bytes; counting them there is ten times as fast as a regex, and looking for
    # each of them, as most pages have none, twice as fast again.
    encoded = text.encode("utf-8", "surrogatepass") if encoded is None else encoded
    cleaned = encoded.translate(None, _CONTROL) if any(control in encoded for control in _CONTROL) else encoded
    controls = len(encoded) - len(cleaned)
    if controls > max(_FEW_CONTROL, _MAX_CONTROL * len(encoded)):
        raise Unreadable("not_text", "control characters all through: binary data")
    if controls:
        warnings.append("control_characters_removed")
    changed = controls or _SURROGATE in encoded or text.startswith("\ufeff")
    if changed:
        text = cleaned.decode("utf-8", "replace").removeprefix("\ufeff")
    if not text or text.isspace():
        raise Unreadable("empty", "there is nothing in it")
    if "\ufffd" in text:
        warnings.append("replacement_characters")
    return Decoded(text, warnings, None if changed else encoded)


def reads_as_mojibake(text: str) -> bool:
    """Whether a text was read in a wrong charset and saved again: UTF-8 as GBK is 娌虫咕 for 河湾."""
    runs = _HAN_RUN.findall(text[:_HEAD])[:20]
    length = sum(map(len, runs))
    joined = "\n".join(runs).encode("gb18030", "ignore")
    if is_no_language(text[:_HEAD]) or _KUN_JIN_KAO in text or len(_MOJIBAKE.findall(text)) > _FEW_SIGNS_OF_MOJIBAKE:
        return True
    right = len(_WIDE.findall(joined.decode("utf-8", "ignore")))
    return length >= _SHORTEST_RUN and right * 2 >= length


def _legacy(data: bytes, declared: str | None) -> Decoded:
    """Decode bytes that are not UTF-8 throughout. Raises Unreadable("bad_charset")."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return clean(data[len(bom) :].decode(encoding, "replace"))
    for codec in ("utf-16-le", "utf-16-be"):  # Chinese in UTF-16 has no NUL
        if len(data) % 2 == 0 and is_utf16_chinese(data[: 2 * _HEAD].decode(codec, "replace")):
            return clean(data.decode(codec, "replace"))
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    # Bytes of other charsets hardly ever form the three bytes of a Chinese character in UTF-8.
    if broken <= _MAX_BROKEN * sum(1 for char in lenient if char > "\x7f") or broken <= len(_WIDE.findall(lenient)):
        return clean(lenient)
    for codec, score in ranked(data, declared):
        text = _try(data, codec)
        if text is not None:
            read = clean(mended(data, codec, text))
            return read._replace(warnings=[*read.warnings, DOUBTFUL]) if is_doubtful(data, score) else read
    raise Unreadable("bad_charset", "no encoding that pages are written in reads it; save it as UTF-8 and try again")


def _utf16(data: bytes) -> str | None:
    """Decode UTF-16 without a byte order mark; None for anything else. ASCII in it has a NUL in every other byte."""
    head = data[:_HEAD]
    if b"\0" not in head or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    if head.count(0) < 2:
        return None
    codec = max(("utf-16-le", "utf-16-be"), key=lambda name: _plain_signs(head.decode(name, "replace")))
    if _plain_signs(head.decode(codec, "replace")) < _FEW_SIGNS:
        return None
    text = data.decode(codec, "replace")
    letters = sum(char.isalnum() or char.isspace() or char in _COMMON_SIGNS for char in text[:_HEAD])
    return text if letters >= _MOSTLY * len(text[:_HEAD]) and text.count("\ufffd") <= 1 + len(text) // 100 else None


def _plain_signs(text: str) -> int:
    """Count what only the right order of bytes gives in numbers: ASCII and Chinese punctuation."""
    return sum("\x20" <= char < "\x7f" or char in _COMMON_SIGNS for char in text)


def _escaped(data: bytes) -> str | None:
    """Decode a charset of seven bits, as Japanese and Korean mail writes them."""
    try:
        return data.decode("iso2022_kr" if _KOREAN in data else "iso2022_jp_2")
    except UnicodeError:
        return None


def _try(data: bytes, codec: str) -> str | None:
    """Decode with a few errors allowed; None when the bytes are not in `codec`."""
    text = data.decode(codec, "replace")
    return text if text.count("\ufffd") <= _MAX_BROKEN * len(text) else None


def _declared(data: bytes, charset: str | None, content_type: str | None) -> str | None:
    name = charset
    if not name and content_type and (match := _PARAMETER.search(content_type)):
        name = match[1]
    if not name and (found := _META_CHARSET.search(data[:4096])):
        name = found[1].decode("ascii")
    return codec_of(name)
