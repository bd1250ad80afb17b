"""One item of a reference list → headline, outlet, time and URL.

Understood: 《headline》 beside an outlet, `outlet：headline`, `headline - outlet`, and the parts of GB/T 7714
(`authors. title[J]. journal, year`). A time counts only to the minute, and never when it says when somebody looked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from articles.parsing.document.page import web_address
from articles.parsing.extracted import ExtractedReference
from articles.parsing.references.numbering import number_at_start
from articles.parsing.references.outlets import is_nowhere, is_outlet
from articles.parsing.times.dates import find_moment
from articles.text.page_folding import fold_page

Links = Mapping[str, tuple[str, ...]]  # paragraphs with the addresses of the links in them
NO_LINKS: Links = {}

_URL = re.compile(r"https?://[^\s<>\"“”()\[\]，。；、《》（）【】\u4e00-\u9fff]{4,1000}", re.IGNORECASE)
_BARE_URL = re.compile(
    r"(?<![\w./@-])(?:www\.|(?:[a-z0-9-]{1,40}\.){1,3}(?:com|cn|net|org|gov)/)[a-z0-9./?=&%_#-]{3,300}", re.I
)
_LOOKED = re.compile(
    r"\[(?:19|20)\d{2}[-/.年][^\[\]]{2,24}\]|"
    r"[\[(,.;\s]{0,2}(?:(?:最后|最近)?(?:引用|访问|检索|查阅|浏览|获取|登录)(?:日期|时间|于|：|:)|"
    r"(?:accessed|retrieved|last\svisited|viewed)(?:\son)?(?:\sat)?[:,]?)\s{0,3}[\d\s:/.,年月日-]{6,24}[\])]?",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"[\[(]?(?<!\d)(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}(?:\s?[-/.月]\s?\d{1,2})?(?:\s?[日号])?"
    r"(?:[T\s]{0,3}\d{1,2}:\d{2}(?::\d{2})?)?(?:\(\d{1,3}\))?[\])]?(?!\d)"
)
_YEAR = re.compile(
    r"[,(\s]\s{0,2}(?:19|20)\d{2}年?(?:,\s{0,2}\d{1,4}\s?(?:\(\d{1,4}\))?)?(?:\(\d{1,4}\))?"
    r"(?:第\d{1,3}[期卷号])?(?::\s{0,2}[\d+-]{1,12})?\)?[.。\s]{0,3}$"
)
_HOLLOW = re.compile(r"[,，;；\s]{0,4}(?:[(（\[【]\s{0,4}[,，;；.\s]{0,4}[)）\]】]|(?<=[,，;；\s])(?=[)）\]】]))")
_TITLE = re.compile(r"《[^《》]{2,150}》")
_TITLED = re.compile(r"([^《》]{0,80})《([^《》]{2,150})》")
_TYPE = re.compile(r"\s{0,2}\[\s?([A-Z]{1,2})(?:\s?/\s?(?:OL|CD|MT|DK))?\s?\]")
_LABEL = re.compile(
    r"(?:^|(?<=\s)|(?<=[,;]))(标题|题目|题名|来源|出处|媒体|作者|链接|网址|地址|原文链接|原文|时间|日期|发布时间|发表时间|title|source|author|date|url|link)"
    r"\s{0,2}:\s{0,3}",
    re.IGNORECASE,
)
_PART = re.compile(
    r"^(?:来源|出处|媒体|链接|网址|原文链接|原文|时间|日期|发布时间|发表时间|source|date|url|link)\s{0,2}:\s{0,3}(.{0,200})$",
    re.IGNORECASE,
)
_COLON = re.compile(r"^([^:]{2,24}?)\s{0,2}:\s{0,3}(?=\S)")
_TAIL = re.compile(
    r"^(.{4,200}?)\s{0,3}(?:[-—–_|/·丨｜,，;；]{1,2}|\s|[(（\[])\s{0,3}([^-—–_|/·丨,，;；()（）\[\]]{2,24}?)[)）\]]?[.。]?$"
)
_HEAD = re.compile(r"^([^-—–_|/·丨,，]{2,24}?)\s{0,3}(?:[-—–_|/·丨｜,，]{1,2}|\s)\s{0,3}(.{4,200})$")
_PART_END = re.compile(r"[,，.。．](?!\d)")
_PLACE = re.compile(r"^[^:：]{1,20}[:：]\s{0,3}(.{2,60})$")
_NAME_END = re.compile(r"[,，;；。()（）《|]")
_EDITION = re.compile(r"(?:19|20)\d{2}年?(?:\d{1,2}月)?(?:第.{1,2})?版?$")
_SAID = re.compile(r"\s(?:报道|刊发|刊登|发布|发表|消息|讯|电)[:：]?$")
_STOP = re.compile(r"[.．。](?=\s{0,3}[^\s\d.．,，])|[:：]\s{0,2}(?=《)")
_INITIAL = re.compile(r"(?:^|[\s.,-])(?:[A-Z]|et al|vs|No|Dr)$")
_NEXT_NAME = re.compile(r"\s{0,3}(?:[A-Z]\b|[A-Z][\w'-]{1,20},?\s{1,2}[A-Z]\b|,|&|et al)")
_EDGES = " \t\u3000:：,，、;；·•.。|-—–_/*「」"
_QUOTES = "“”\"'‘’"
_LONGEST_AUTHORS, _LONGEST_BARE_NAME = 120, 12
_TALK = re.compile(r"[我你他她]们|笔者|[看读]了|也看|写作时|参考了|查阅了|可以看到|显示|指出")


@dataclass(frozen=True, slots=True)
class Item:
    """The lines of an item, without their number; `addresses` are those of links in them."""

    lines: tuple[str, ...]
    number: int | None = None
    addresses: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The lines as one, joined as a reader would: no space between wide characters."""
        joined = ""
        for line in self.lines:
            is_wide = joined[-1:] > "\u2e7f" and line[:1] > "\u2e7f" and not is_part(line)
            joined += ("" if not joined or is_wide else " ") + line
        return joined


def item_of(line: str, addresses: tuple[str, ...] = ()) -> Item:
    """The item that begins with `line`."""
    numbered = number_at_start(line)
    rest = line[numbered[1] :].strip() if numbered else line.strip().lstrip("·•●■◆▶►※▪○*+ ").strip()
    return Item((rest,) if rest else (), numbered[0] if numbered else None, addresses)


def is_clear(text: str) -> bool:
    """Whether a text has a form that only references have: 《》, an address, a type of GB/T 7714, an outlet's name."""
    if _URL.search(text) or _BARE_URL.search(text) or _TYPE.search(fold_page(text)):
        return True
    titled = _TITLED.search(text)
    if titled and not is_prose(text):
        return True
    return not is_prose(text) and parts_of(text)[1] is not None


def is_prose(text: str) -> bool:
    """Whether a text has a sentence's end or length that no item has."""
    plain = _TITLE.sub("", _URL.sub("", text))
    return (
        len(plain) > 300
        or _TALK.search(plain) is not None
        or any(mark in plain.rstrip('。！？!? ”"') for mark in "。！？")
    )


def is_part(line: str) -> bool:
    """Whether a line holds one labelled part of the item above it (来源：…), an address or a date alone."""
    folded = fold_page(line).strip()
    if _PART.match(folded) or _URL.sub("", line).strip(" <>()（）*") == "":
        return True
    return _DATE.sub("", folded).strip(" .。,") == ""


def read_item(item: Item, *, outlet_first: bool = False) -> ExtractedReference | None:
    """Read an item; None when nothing is left of it. `outlet_first`: all items of its list are `outlet：headline`."""
    text, named_below = _outlet_below(item)
    url = _url(item)
    text = _HOLLOW.sub("", _BARE_URL.sub("", _URL.sub(" ", text)))
    moment = find_moment(_LOOKED.sub(" ", fold_page(item.text)))
    headline, outlet = (_without_dates(text), named_below) if named_below else parts_of(text, outlet_first=outlet_first)
    if named_below and (titled := _TITLED.search(text)):
        headline = titled[2]
    if not headline and not outlet:
        headline = text.strip(_EDGES) or (url or "")
    if outlet is not None and is_nowhere(outlet):
        outlet = None
    return ExtractedReference(headline, outlet, moment[0] if moment else None, url) if headline or outlet else None


def names_outlet(line: str) -> bool:
    """Whether a line is the name of an outlet, perhaps with a date."""
    return len(line) <= 60 and is_outlet(_without_dates(line))


def _outlet_below(item: Item) -> tuple[str, str | None]:
    """The text of an item without the line that holds only its outlet, and the outlet."""
    line = next((line for line in item.lines[1:] if names_outlet(line)), None)
    if line is None or _TYPE.search(fold_page(item.text)):
        return item.text, None
    rest = Item(tuple(each for each in item.lines if each != line)).text
    return rest, _without_dates(line)


def parts_of(text: str, *, outlet_first: bool = False) -> tuple[str, str | None]:
    """Headline and outlet of an item without its URL."""
    folded = fold_page(text)
    typed = _TYPE.search(folded)
    if typed:
        return _from_standard(text, folded, typed)
    labelled = _from_labels(text, folded, outlet_first)
    if labelled:
        return labelled
    if "《" in text and (titled := _from_titles(text)):
        return titled
    plain = _without_dates(text)
    if len(plain) <= _LONGEST_BARE_NAME and is_outlet(plain):
        return "", plain
    colon = _COLON.match(fold_page(plain))
    if colon:
        before, after = plain[: colon.end(1)].strip(_QUOTES + " "), plain[colon.end() :].strip()
        if is_outlet(before) or outlet_first:
            return _unquoted(after), before
    found = _TAIL.match(plain)
    if found and is_outlet(found[2].strip()):
        return _unquoted(found[1].strip(_EDGES)), found[2].strip()
    found = _HEAD.match(plain)
    if found and is_outlet(found[1].strip()) and not is_outlet(found[2].strip()):
        return _unquoted(found[2]), found[1].strip()
    return _unquoted(plain), None


def without_visits(folded: str) -> str:
    """A folded text without the days on which somebody looked a work up."""
    return _LOOKED.sub(" ", folded)


def may_be_outlet_first(text: str) -> bool:
    """Whether a text has the form `name：headline` with a short name in front."""
    folded = _without_dates(fold_page(_URL.sub("", text)))
    colon = _COLON.match(folded)
    return colon is not None and len(colon[1]) <= 12 and not is_prose(colon[1]) and len(folded) - colon.end() >= 6


def _without_dates(text: str) -> str:
    folded = fold_page(text)
    for pattern in (_LOOKED, _DATE, _YEAR):
        for found in reversed(list(pattern.finditer(folded))):
            text = text[: found.start()] + " " + text[found.end() :]
            folded = folded[: found.start()] + " " + folded[found.end() :]
    return _HOLLOW.sub("", text).strip(_EDGES)


def _from_standard(text: str, folded: str, typed: re.Match[str]) -> tuple[str, str | None]:
    """GB/T 7714: `authors. title[type]. outlet, year`; for books and theses `place: publisher, year`."""
    left, right = text[: typed.start()].strip(), text[typed.end() :]
    authors, title = _split_authors(left)
    rest = _without_dates(right).lstrip("/.。．:： ")
    first = _PART_END.split(rest, maxsplit=1)[0].strip(_EDGES)
    place = _PLACE.match(first)
    outlet = (place[1] if place else first).strip(_EDGES + _QUOTES)
    if not outlet or not any(char.isalpha() for char in outlet) or len(outlet) > 60:
        outlet = authors if is_outlet(authors) else ""
    if not title:
        title, outlet = (authors, outlet) if outlet != authors else (authors, "")
    return _unquoted(title), outlet.strip("《》") or None


def _split_authors(left: str) -> tuple[str, str]:
    """Split `authors. title` at the first full stop that ends neither an initial nor a number."""
    for found in _STOP.finditer(left, 0, _LONGEST_AUTHORS):
        is_initial = _INITIAL.search(left[max(0, found.start() - 8) : found.start()])
        if not is_initial or not _NEXT_NAME.match(left, found.end()):
            return left[: found.start()].strip(_EDGES), left[found.end() :].strip(_EDGES)
    return "", left.strip(_EDGES)


def _from_labels(text: str, folded: str, outlet_first: bool) -> tuple[str, str | None] | None:
    """Labelled parts: `标题：… 来源：…`, or `… 来源：…`."""
    marks = list(_LABEL.finditer(folded))
    if not marks:
        return None
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    parts = {mark[1].lower(): text[mark.end() : end].strip(_EDGES) for mark, end in zip(marks, ends, strict=True)}
    stated = next((parts[name] for name in ("来源", "出处", "媒体", "source") if parts.get(name)), "")
    title = next((parts[name] for name in ("标题", "题目", "题名", "title") if parts.get(name)), "")
    before = text[: marks[0].start()].strip(_EDGES)
    headline, outlet = parts_of(title or before, outlet_first=outlet_first) if title or before else ("", None)
    return headline, _without_dates(stated).strip("《》") or outlet


def _from_titles(text: str) -> tuple[str, str | None] | None:
    """《headline》 with the outlet before or after it; a second 《》 is the periodical."""
    found = list(_TITLED.finditer(text))
    if not found:
        return None
    headline = found[0][2].strip()
    before = _SAID.sub("", _without_dates(found[0][1])).strip(_EDGES + "()（）[]" + _QUOTES)
    second = found[1][2].strip() if len(found) > 1 else None
    after = _first_name(text[found[0].end() :])
    if second and (is_outlet(second) or not after) and len(second) <= 24 and len(found) == 2:
        return headline, second
    if is_outlet(headline) and not is_outlet(before) and len(found) == 1 and after and not is_outlet(after):
        return after, headline
    if after and (is_outlet(after) or not before) and not is_outlet(before):
        return headline, after
    return headline, before or None


def _first_name(after: str) -> str:
    """The name behind a title: up to the next comma, without dates."""
    plain = _without_dates(after).lstrip("，,。.、 ：:（(—-|·")
    name = _EDITION.sub("", _NAME_END.split(plain, maxsplit=1)[0]).strip(_EDGES + _QUOTES)
    return name if 2 <= len(name) <= 30 and not name.isdigit() else ""


def _unquoted(text: str) -> str:
    text = text.strip(_EDGES)
    if len(text) > 2 and text[0] in '“"「『' and text[-1] in '”"」』':
        return text[1:-1].strip()
    return text


def _url(item: Item) -> str | None:
    text = item.text
    found = _URL.search(text)
    if found:
        return found.group().rstrip(".,;:!?")
    linked = next(filter(None, map(web_address, item.addresses)), None)
    bare = _BARE_URL.search(text)
    return linked or ("https://" + bare.group().rstrip(".,;") if bare else None)
