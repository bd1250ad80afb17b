"""The titles of reference lists as data, and the search for one.

延伸阅读, 相关阅读 and further reading recommend; they list no sources of the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from articles.text.page_folding import fold_page


class Kind(Enum):
    """Strength of a title: what the lines below it must look like to be a list."""

    LIST = "a list of works: 参考资料, References"
    NAMES = "where the information is from: 信息来源; outlets alone are items as well"
    WEAK = "a word that also stands in bylines and in prose (来源, 注释): only items in a clear form count"


_LISTS = (
    "资料参考", "参考资料", "参考文献", "参考链接", "参考来源", "参考信源", "参考信息", "参考新闻", "参考网址",
    "参考网站", "参考文章", "参考报道", "参考书目", "参考书籍", "参考材料", "参考素材", "参考论文", "参考内容",
    "参考出处", "参考消息来源", "参考与引用", "参考和引用", "参考及引用", "引用文献", "引用资料", "引用链接",
    "引用来源", "引用出处", "引用文章", "引用网址", "引用与参考", "引文出处", "引文来源", "资料链接", "资料出处",
    "信息出处", "文献出处", "文献来源", "文献资料", "信源列表", "来源列表", "资料来源及参考文献",
    "资料来源与参考文献", "参考资料来源", "参考文献及资料来源", "参考资料与来源", "参考资料及来源",
    "参考文献和资料", "注释与参考文献", "注释及参考文献", "注释和参考文献",
)  # fmt: skip
_NAMES = (
    "信息综合自",
    "资料综合自",
    "内容综合自",
    "资料来源",
    "信息来源",
    "消息来源",
    "新闻来源",
    "数据来源",
    "素材来源",
    "内容来源",
    "信源",
    "消息源",
    "资讯来源",
)
_WEAK = ("来源", "出处", "文献", "引用", "引文", "注释", "注解", "尾注", "脚注", "参考", "综合", "综合自", "综合来源")
_ENGLISH = (
    "references", "reference list", "reference links", "list of references", "references cited", "bibliography",
    "works cited", "literature cited", "cited works", "cited literature", "notes and references",
    "references and notes", "references and sources", "sources and references", "information sources", "citations",
)  # fmt: skip
_ENGLISH_WEAK = ("reference", "sources", "source", "endnotes", "footnotes", "literature")

_KINDS = {
    **dict.fromkeys((*_WEAK, *_ENGLISH_WEAK), Kind.WEAK),
    **dict.fromkeys(_NAMES, Kind.NAMES),
    **dict.fromkeys((*_LISTS, *_ENGLISH), Kind.LIST),
}
_BEFORE = "本文|文章|全文|文中|主要|部分|附录|附件|附|注|以下为|以下是|相关|其他|更多"
_AFTER = "如下|列表|清单|部分|节选|汇总|一览|附后"
_WORDS = "|".join(sorted(map(re.escape, _KINDS), key=len, reverse=True))
_SIGNS = r"[\s#*_【】\[\](){}<>《》“”\"'·•●■◆▲▼※→↓↑☞★☆|/=~—–-]"
_TITLE = re.compile(
    rf"{_SIGNS}{{0,8}}(?:[一二三四五六七八九十]{{1,3}},|\d{{1,2}}[.,]\s?)?(?:(?:{_BEFORE}):?){{0,3}}({_WORDS})"
    rf"(?:\s?[(/|·&,和与及-]?\s?(?:{_WORDS}){_SIGNS}{{0,2}})?(?:\(?(?:{_AFTER})\)?)?{_SIGNS}{{0,8}}(:?)\s{{0,4}}"
    rf"{_SIGNS}{{0,6}}"
)
_START = re.compile(
    rf"{_SIGNS}{{0,4}}(?:(?:{_BEFORE}):?){{0,3}}({_WORDS})(?:\(?(?:{_AFTER})\)?)?[\])”]{{0,2}}\s{{0,2}}[:|]\s{{0,4}}[\])”]?"
)
_FROM_START = re.compile(r"[\[(]?(?:(?:本文|文章|内容|信息|资料)?综合(?:自|来源于?))(?=[^\s:|])")
_BARE_START = re.compile(rf"[\[(]?(?:(?:{_BEFORE}):?){{0,2}}({_WORDS})[\])]?\s{{0,4}}(?=\[1\]|\(1\)|①|1[.,)])")
_MAY_BE = re.compile(
    r".{0,12}?(?:参考|參考|[来來]源|信源|消息源|出处|出處|文献|文獻|引用|引文|注释|注釋|注解|註|尾注|脚注|资料链|資料鏈|"
    r"综合|綜合|reference|bibliograph|cited|source|citation|notes|literature)",
    re.IGNORECASE,
)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Title:
    """A title: its kind, and the offset in its line at which items begin; None when it stands alone."""

    kind: Kind
    items_at: int | None = None


def find_title(line: str) -> Title | None:
    """The title that `line` is or begins with, or None. A sentence that mentions such a word is no title."""
    if not _MAY_BE.match(line[:_LONGEST]):
        return None
    folded = fold_page(line[:_LONGEST]).casefold()
    whole = _TITLE.fullmatch(folded) if len(line) < _LONGEST else None
    if whole:
        return Title(_KINDS[whole[1]])
    start = _START.match(folded) or _BARE_START.match(folded)
    if start is not None:
        return Title(_KINDS[start[1]], start.end())
    compiled = _FROM_START.match(folded)
    return Title(Kind.WEAK, compiled.end()) if compiled else None
