"""Which legacy charset are these bytes in? The one in which they read as a language that people write.

Pages often declare another charset than they send, or none, so a declaration is only a candidate with a small bonus.
The rest is decided by frequencies: in a right decoding a third or more of the letters are common ones of the language,
in a wrong one hardly any.
"""

from __future__ import annotations

import re

# Names of pages → codecs that read what browsers read under these names (https://encoding.spec.whatwg.org/#names-and-labels).
_CODECS = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "windows-936": "gb18030", "chinese": "gb18030", "euc-cn": "gb18030", "gb-2312": "gb18030", "utf8": "utf-8",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "big-5": "big5hkscs", "cp950": "big5hkscs",
    "x-big5": "big5hkscs", "hkscs": "big5hkscs",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "windows-949": "cp949", "korean": "cp949",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "ms_kanji": "cp932", "x-euc-jp": "euc_jp", "eucjp": "euc_jp",
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "iso8859-1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "windows-1252": "cp1252", "x-cp1252": "cp1252",
    "tis-620": "cp874", "windows-874": "cp874", "unicode": "utf-16-le",
}  # fmt: skip
_GUESSED = ("gb18030", "big5hkscs", "cp949", "cp932", "euc_jp", "cp1252")
# Bytes that are not ASCII, each with the byte behind it, which may be ASCII in the charsets of two bytes.
_RUN = re.compile(rb"(?:[\x80-\xff][\x30-\xff]?)+")
_SAMPLE = 24_000
"""Bytes of a page that decide: some thousand characters, decoded in less than a millisecond per charset."""
_BONUS = 0.04
"""For the declared charset; right and wrong decodings of prose differ by .2."""
_MAX_ODD = 0.05
_DOUBTFUL, _FEW = 0.03, 60
"""A best decoding with fewer common letters is doubtful, unless it has few letters in all."""

_CHINESE = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种"
    "事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日者意无力它与长把機機這個們來"
    "為國說時會對過發後裡經麼學現當沒動還進樣開從實無與長網新聞报报道月，。、：；？！“”《》（）【】"
)
_JAPANESE = frozenset(
    "日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語土木聞食"
    "車何南万毎白天母火右読友左休父雨事会社者市的方地分場業同部員自手新体当度内力発合動対政回家通理定明実物化意表用性代主公不、。「」・ー"
)
_KOREAN = frozenset(
    "이다는에의가을하고지를은로기사한인대도자리어서정시일나라스해전부그아상만장으보원수주제과있들것게구했공년동성적조여면유조"
    "안소오신위국선경무진관비려모기우치화회당음생연방세마계까내래학와물용미된됩니습"
)
_WESTERN = frozenset("éèàêçôîùâûëïüöäßñóíáúãõåøæœÉÀÜÖÄÑÇÓ’‘“”–—«»…°·£€©®¿¡½º\xa0")
_KNOWN_HAN = re.compile(f"[{''.join(sorted(char for char in _CHINESE | _JAPANESE if char.isalpha()))}]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fc]")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_WIDE = re.compile("[\u3000-\u9fff\uf900-\uffef]")
_HAN_RUN = re.compile("[\u3400-\u9fff]+")
_PAIR = re.compile(rb"[\x80-\xff]{2}")
_SINGLE = re.compile(rb"[\x80-\xff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def codec_of(name: str | None) -> str | None:
    """Return Python's codec for the name of a charset in a page."""
    name = (name or "").strip().lower()
    return _CODECS.get(name, name) or None


def common_letters(text: str) -> int:
    """Count the common letters of Chinese in a text, and take off those that no charset assigns."""
    return sum(char in _CHINESE for char in text) - len(_PRIVATE.findall(text))


def ranked(data: bytes, declared: str | None) -> list[tuple[str, float]]:
    """Return the codecs that may have made `data`, the most plausible one first, with how plausible each is.

    `declared` is a codec. Reads at most 24,000 bytes of what is not ASCII.
    """
    sample = _sample(data)
    found: list[tuple[str, float]] = []
    for codec in dict.fromkeys((declared, *_GUESSED)):
        if codec is None:
            continue
        score = _plausibility(sample, codec, is_declared=codec == declared)
        if score is not None:
            found.append((codec, score + (_BONUS if codec == declared else 0.0)))
    return sorted(found, key=lambda one: -one[1])  # on a tie the declared one, else the order of `_GUESSED`


def is_doubtful(data: bytes, score: float) -> bool:
    """Whether the best decoding of `data` is no language that we know."""
    return score < _DOUBTFUL and len(_SINGLE.findall(data)) > _FEW


def is_no_language(text: str) -> bool:
    """Whether a text of Chinese characters has hardly any common one, as after a wrong decoding."""
    han = sum(map(len, _HAN_RUN.findall(text)))
    if han < _FEW or han * 3 < len(text):
        return False
    return len(_KNOWN_HAN.findall(text)) < 0.05 * han


def is_utf16_chinese(text: str) -> bool:
    """Whether UTF-16 was decoded rightly: most of the text is Chinese, with its marks or common characters."""
    head = text[:2_000]
    wide = len(_WIDE.findall(head))
    # The marks hold bytes (0C, 02) that other charsets have only as control characters.
    least = -1 if "，" in head or "。" in head else 0.15
    return wide > 0.6 * len(head) and sum(char in _CHINESE for char in head) > least * len(head)


def _sample(data: bytes) -> bytes:
    runs: list[bytes] = []
    length = 0
    for run in _RUN.finditer(data):
        runs.append(run[0][:2_000])
        length += len(runs[-1]) + 1
        if length >= _SAMPLE:
            break
    return b"\n".join(runs)


def _plausibility(sample: bytes, codec: str, *, is_declared: bool) -> float | None:
    """Return the share of common letters, from 0 to 1; None when the bytes are not in this charset."""
    try:
        text = sample.decode(codec, "replace")
    except (LookupError, UnicodeError):
        return None
    letters = [char for char in text if char > "\x7f"]
    if not letters:
        return 0.0
    if text.count("\ufffd") > max(_MAX_ODD * len(letters), 1 if len(letters) > 4 else 0):
        return None
    score = _share(text, letters, sample, codec)
    if score is None:
        score = _alphabetic(letters) if is_declared else 0.0
    return score - len(_PRIVATE.findall(text)) / len(letters)


def _share(text: str, letters: list[str], sample: bytes, codec: str) -> float | None:
    """Return the share of common letters by the language that a charset is used for; None for other charsets."""
    count = len(letters)
    if codec in ("gb18030", "big5hkscs"):
        return (sum(char in _CHINESE for char in letters) + 0.4 * len(_KANA.findall(text))) / count
    if codec in ("cp932", "euc_jp"):
        kana = len(_KANA.findall(text))
        kanji = sum(char in _JAPANESE for char in letters)
        return (0.5 * kana + kanji) / count - len(_HALF_KANA.findall(text)) / count if kana * 20 >= count else 0.0
    if codec == "cp949":
        hangul = len(_HANGUL.findall(text))
        common = sum(char in _KOREAN for char in letters)
        return common / count if hangul * 2 >= count else 0.0
    if codec == "cp1252":
        # In western prose an accented letter stands between letters of ASCII; in other charsets bytes come in pairs.
        pairs = len(_PAIR.findall(sample)) / max(1, len(_SINGLE.findall(sample)))
        return sum(char in _WESTERN for char in letters) / count if pairs < 0.15 else 0.0
    return None


def _alphabetic(letters: list[str]) -> float:
    """Return how plausible a declared charset of another alphabet is: in prose nearly all letters are small."""
    if sum(_WIDE.match(char) is not None for char in letters) * 2 > len(letters):
        return sum(char in _CHINESE for char in letters) / len(letters)
    small = sum(char.islower() for char in letters)
    large = sum(char.isupper() for char in letters)
    return 0.3 if small > 6 * large else 0.0
