"""An entry of the bank as its publisher gives it: checked, cleaned, and told apart from others by a key."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from articles.text.search_folding import fold_for_search
from articles.text.visible import visible
from articles.vocabulary.known_claims import FALSE, MISLEADING, OTHER, PARTLY_FALSE, TRUE, UNPROVEN, VERDICTS

LONGEST = {"claim": 500, "verdict_words": 200, "publisher": 200, "link": 2000, "language": 12, "note": 200}
"""Characters of each text."""
_FEWEST_LETTERS = 4
_SPACES = re.compile(r"\s+")
_LETTERS = re.compile(r"\w")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,2}")
_DAY = re.compile(r"(?P<y>\d{4})(?:年|[-/.])(?P<m>\d{1,2})(?:月|[-/.])(?P<d>\d{1,2})日?(?:[T ].*)?")
# What verdicts of publishers mean, the first that stands in their words: the narrower ones come first.
_MEANINGS = (
    (PARTLY_FALSE, "部分不实 部分失实 部分错误 参半 半真半假 基本属实 partly partially mixture half-true mostly-true"),
    (MISLEADING, "误导 断章取义 移花接木 张冠李戴 夸大 片面 misleading out-of-context missing-context exaggerated"),
    (UNPROVEN, "无法证实 未经证实 尚无定论 证据不足 存疑 待证实 unproven unverified unsupported no-evidence"),
    (FALSE, "不实 谣言 假 错误 不属实 不是真的 伪 否 false fake hoax pants-on-fire incorrect not-true wrong scam"),
    (TRUE, "属实 真实 真 正确 true correct accurate"),
)  # fmt: skip


class BadEntry(ValueError):
    """A row is no entry; the message says which field and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim that a publisher has checked. `verdict` is a code of `VERDICTS`; `published_on` is None where unknown."""

    claim: str
    verdict: str
    publisher: str
    verdict_words: str = ""
    published_on: date | None = None
    link: str = ""
    language: str = ""
    note: str = ""

    def key(self, platform: str = "") -> str:
        """Return a hash over platform, publisher, claim and link; spelling, width and script make no difference."""
        parts = [platform, _same(self.publisher), _same(self.claim), self.link.split("#")[0].rstrip("/")]
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def entry(row: Mapping[str, Any] | str, note: str = "") -> Entry:
    """Check a row with `claim`, `verdict`, `publisher`, and perhaps `date`, `link`, `language`.

    A string is what is wrong with a row that could not be read. Raises BadEntry.
    """
    if isinstance(row, str):
        raise BadEntry(row)
    claim, words, publisher = (_text(row, name) for name in ("claim", "verdict", "publisher"))
    if len(_LETTERS.findall(claim)) < _FEWEST_LETTERS:
        raise BadEntry(f"`claim` needs {_FEWEST_LETTERS} letters or more")
    if not words:
        raise BadEntry("`verdict` is missing")
    if not publisher:
        raise BadEntry("`publisher` is missing")
    link = _link(_text(row, "link"))
    language = _text(row, "language")
    if language and not _LANGUAGE.fullmatch(language):
        raise BadEntry("`language` is no language tag, such as zh or en-GB")
    code = words if words in VERDICTS else verdict_of(words)
    said = "" if words in VERDICTS else words
    told = _text(row, "verdict_words") or said
    found = Entry(claim, str(code), publisher, told, day(row.get("date")), link, language, _text(row, "note") or note)
    for name, most in LONGEST.items():
        if len(getattr(found, name)) > most:
            raise BadEntry(f"`{name}` is longer than {most} characters")
    return found


def verdict_of(words: str) -> str:
    """Return the code of a verdict in its publisher's words; `other` for words that nobody listed."""
    folded = fold_for_search(words).text
    for code, words_of_it in _MEANINGS:
        if any(word.replace("-", " ") in folded for word in words_of_it.split()):
            return code
    return OTHER


def day(value: Any) -> date | None:
    """Read the day of `2019-05-03`, `2019/5/3`, `2019年5月3日`, or of a time that begins so. Raises BadEntry."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    text = str(value).strip()
    if not text:
        return None
    refused = BadEntry(f"`date` is no day, such as 2019-05-03: {visible(text[:30])}")
    found = _DAY.fullmatch(text)
    if found is None:
        raise refused
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        raise refused from None


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadEntry(f"`{name}` is no text")
    # A NUL is refused by PostgreSQL, half a surrogate pair by every encoder.
    return _SPACES.sub(" ", value.replace("\0", "").encode("utf-8", "replace").decode()).strip()


def _link(link: str) -> str:
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_web = False
    if not is_web or " " in link:
        raise BadEntry("`link` is no address that begins with http:// or https://")
    return link


def _same(text: str) -> str:
    return "".join(_LETTERS.findall(fold_for_search(text).text))


def named(columns: Iterable[str]) -> dict[str, str]:
    """Return the field that each column of a table stands for, by its English or Chinese name."""
    return {column: field for column in columns if (field := _COLUMNS.get((column or "").strip().lower()))}


_COLUMNS = {
    name: name for name in ("claim", "verdict", "verdict_words", "date", "publisher", "link", "language", "note")
}
_COLUMNS |= {
    "说法": "claim",
    "谣言": "claim",
    "结论": "verdict",
    "日期": "date",
    "发布日期": "date",
    "发布方": "publisher",
}
_COLUMNS |= {"机构": "publisher", "链接": "link", "网址": "link", "url": "link", "语言": "language", "备注": "note"}
