"""The address that a text copy states for its article: as its first line, in a clipper's line, in front matter.

Lines that hold nothing else are taken out, so that the rest reads as a copy without them.
"""

from __future__ import annotations

import re

from articles.parsing.document.front_matter import split_front_matter
from articles.parsing.document.page import web_address
from articles.text.page_folding import fold_page

ADDRESS_FIELDS = (
    "source", "url", "source_url", "original_url", "link", "original", "origin", "permalink", "canonical", "来源链接",
    "原文链接", "原文地址", "链接", "网址", "原文", "来源", "出处",
)  # fmt: skip
"""Fields of front matter that hold the address of the article."""
_LABELS = (
    "原文链接|原文连结|文章连结|连结|原文地址|原文网址|原文出处|原文|文章链接|文章地址|原始链接|来源链接|来源网址|来源地址|来源|出处|链接|网址|地址|"
    "url|link|source|source url|url source|original|original url|permalink|canonical|read original|"
    "via|from|网页链接|分享链接|转载自|本文链接"
)
_TARGET = r"<?((?:https?://|//)[^\s<>()\[\]]{3,2000})>?"
_AIM = r"\(\s{0,3}<?((?:https?:)?//[^\s<>()]{3,2000})>?[^()\n]{0,200}\)"
_LINKED = rf"\[[^\[\]\n]{{0,300}}\]{_AIM}"
_NAMED_LINK = rf"\[(?:{_LABELS})\]{_AIM}"
_HOST_ONLY = r"((?:[a-z0-9-]{1,40}\.){1,4}(?:com|cn|net|org|tv|com\.cn)(?:/[^\s\u2e80-\uffef]{0,1000})?)"
_LINE = re.compile(
    rf"[>\s*#·|-]{{0,8}}(?:(?:\*\*)?(?:{_LABELS})(?:\*\*)?\s{{0,3}}:?(?:\*\*)?[\s|]{{0,6}}(?:{_TARGET}|{_LINKED})"
    rf"|{_TARGET}|{_NAMED_LINK})[)\]*\s|]{{0,5}}",
    re.IGNORECASE,
)
_LINKED_HEADLINE = re.compile(rf"#{{1,3}}\s{{1,4}}\*{{0,2}}\[[^\[\]\n]{{8,200}}\]{_AIM}\*{{0,2}}")
"""A clipper links the headline to its article; without the marks of a heading the line may be any link."""
_INSIDE = re.compile(
    rf"(?:原文链接|原文地址|原文网址|原文|文章链接|来源链接|链接|网址|url)\*{{0,2}}\s{{0,2}}:\s{{0,3}}{_TARGET}",
    re.IGNORECASE,
)
_CLIPPER = re.compile(
    r"[>\s*]{0,6}本文由\s?.{0,80}?(?:转码|剪藏|保存|收藏|采集|导出|抓取).{0,40}?(?:原文(?:地址|链接)?|来源)",
    re.IGNORECASE,
)
_ANY = re.compile(rf"(?:{_LINKED}|{_TARGET}|{_HOST_ONLY})", re.IGNORECASE)
_HEAD, _BARE, _TAIL, _LONGEST = 12, 5, 4, 2_500  # lines that may hold a labelled address, a bare one; characters
_PROSE = 40  # a bare address below a line of so many characters belongs to the text


def split_origin(text: str) -> tuple[str | None, str]:
    """Return the address that a text copy states, or None, and the text without the line that states only it."""
    front, below = split_front_matter(text[:40_000].replace("\r\n", "\n"))
    stated = next(filter(None, (web_address(front.text(name)) for name in ADDRESS_FIELDS)), None)
    lines = text.splitlines(keepends=True)
    if front.fields:
        below_front = [line.strip() for line in below.splitlines() if line.strip()][:_HEAD]
        labelled = (_address_of(line, may_be_bare=False) for line in below_front if len(line) <= _LONGEST)
        return stated or next(filter(None, labelled), None), text
    filled = [index for index, line in enumerate(lines) if line.strip("\ufeff \t\r\n\u3000")]
    if filled and (headline := _LINKED_HEADLINE.fullmatch(lines[filled[0]].strip("\ufeff \t\r\n\u3000"))):
        return _complete(headline[1]), text
    may_be_bare = True
    for number, index in enumerate(filled[:_HEAD] + filled[_HEAD:][-_TAIL:]):
        line = lines[index].strip("\ufeff \t\r\n\u3000")
        if len(line) > _LONGEST:
            continue
        may_be_bare = may_be_bare and number < _BARE
        address = _address_of(line, may_be_bare=may_be_bare)
        if address is not None:
            return address, "".join((*lines[:index], *lines[index + 1 :]))
        may_be_bare = may_be_bare and len(line) < _PROSE
    heads = (fold_page(lines[index][:_LONGEST]) for index in filled[:_HEAD])
    found = next(filter(None, map(_INSIDE.search, heads)), None)
    return (_complete(found[1]) if found else None), text


def _address_of(line: str, *, may_be_bare: bool) -> str | None:
    """The address of a line that states nothing but the article's; without a label only if it `may_be_bare`."""
    folded = fold_page(line)
    clipper = _CLIPPER.match(folded)
    if clipper:
        found = _ANY.search(folded, clipper.end())
        return _complete(next(filter(None, found.groups()))) if found else None
    whole = _LINE.fullmatch(folded)
    if whole is None or not (may_be_bare or re.match(rf"[>\s*#·|\[-]{{0,8}}(?:{_LABELS})", folded, re.IGNORECASE)):
        return None
    return _complete(next(filter(None, whole.groups())))


def _complete(address: str) -> str | None:
    address = address.rstrip(".,;)>*")
    if address.startswith("//"):
        address = "https:" + address
    return web_address(address if "://" in address else "https://" + address)
