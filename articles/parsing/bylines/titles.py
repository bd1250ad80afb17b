"""Titles of pages: without the names of site and channel that stand around a headline."""

from __future__ import annotations

import re

from articles.parsing.bylines.names import is_nickname, is_outlet
from articles.text.page_folding import fold_page

LONGEST = 200
_TAIL = re.compile(r"(\s{0,3}(?:_|\||｜|丨|–|—|-|/|::|»|>>|<|«|·)\s{0,3})([^_|｜丨–—»<«]{1,40})$")
_LAST = re.compile(r"(\s{0,3}-\s{0,3})([^_|｜丨–—»<«-]{1,40})$")
_HEAD = re.compile(r"^([^_|｜丨–—\-]{2,20})(\s{0,3}[_|｜丨–—-]\s{0,3})(?=\S)")
_SIGN = re.compile(r"[_|｜丨–—»<«-]|\s·\s")
_GENERIC = re.compile(
    r"(?:首页|正文|详情|内容|内容页|新闻详情|文章详情|新闻中心|资讯中心|新闻资讯|新闻动态|通知公告|详细页面|文章内容|阅读全文|"
    r"政府信息公开|信息公开|政务公开|信息公开目录|信息详情|文章正文|无标题文档|"
    r"untitled(?: document)?|home|index|news|article)$",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"(?:频道|专栏|专题|栏目|门户|官网|官方网站|网站|中心|动态|资讯|要闻|快讯|首页|正文|手机版|移动版|主站|在线)$"
)
_SITE = re.compile(
    r"(?:网|网站|日报|晚报|早报|晨报|时报|都市报|商报|周刊|周报|在线|频道|新闻|资讯|客户端|电视台|广播网|传媒|融媒体?|论坛|社区|"
    r"数字报|电子报|数字版|电子版|政府|门户|daily|news|times|online|herald|tribune|weekly)$",
    re.IGNORECASE,
)
_NAMED_SITE = re.compile(
    r"(?:网|网站|日报|晚报|早报|晨报|时报|都市报|商报|周报|导报|周刊|在线|客户端|电视台|广播网|融媒体?|融媒体中心|论坛|门户|政府|"
    r"[局委厅办]|大学|学院|医院|发布|之家)$"
)
_COLUMN = re.compile(
    r"(?:本网|本站|官网|外网|内网|手机网|全网|新闻网|官方网站|网站|政务网|信息网|门户网|新闻论坛|信息发布|新闻发布|文件发布|政策发布|"
    r"权威发布|最新发布|通知发布|在线|移动门户|.{0,4}学院|新闻在线)"
)
_PROGRAM = re.compile(r"powered by|discuz|手机版|移动版|触屏版|wap版", re.IGNORECASE)
_CLAUSE = re.compile(r"[,:!?;、“”0-9]")
_SHORTEST = 6
"""Fewest characters that a title keeps when tails are cut that are no known site's name."""
_SHORTEST_BEFORE_OUTLET = 8
_LONGEST_TAIL = 20


def headline_of(title: str, sites: frozenset[str] = frozenset()) -> str:
    """Cut the names of site and channel from both ends of a page's title. `sites` are names that the page states."""
    title = " ".join(title.split())[:LONGEST]
    for _ in range(6):
        tails = (_TAIL.search(title), _LAST.search(title))
        tail = next(
            (one for one in tails if one and _is_tail(one[1], one[2].strip(), title[: one.start()], sites)), None
        )
        if tail is None:
            break
        title = title[: tail.start()].rstrip(" _|-—–")
    for _ in range(3):
        head = _HEAD.match(title)
        rest = title[head.end() :] if head else ""
        if head is None or len(rest) < _SHORTEST or not (head[1].strip() in sites or is_site(head[1].strip(), sites)):
            break
        if "-" in head[2] and head[1].strip() not in sites and " " not in head[2]:
            break  # a compound headline: 河湾晚报-读者之夜
        title = rest
    return title


def site_of(title: str, headline: str) -> str | None:
    """Return the name of an outlet or office with which a page's title ends; None where it ends with a channel."""
    if len(title) <= len(headline):
        return None
    parts = [part for part in parts_of(title) if part not in headline and not _PROGRAM.match(part)]
    name = fold_page(parts[-1]) if parts else ""
    is_sole = len(parts) == 1 and is_outlet(name) and is_nickname(name)
    is_outlet_name = (is_sole or _NAMED_SITE.search(name)) and not _GENERIC.search(name) and not _COLUMN.fullmatch(name)
    return parts[-1] if is_outlet_name and 3 <= len(name) <= 14 and not _CLAUSE.search(name) else None


def parts_of(title: str) -> list[str]:
    """Split a title at all signs that may separate headline, channel and site."""
    return [part for raw in _SIGN.split(title[:LONGEST]) if len(part := raw.strip()) >= 2]


def is_site(text: str, sites: frozenset[str] = frozenset()) -> bool:
    """Whether a text is the name of a site, a channel or a kind of page, and no headline."""
    text = text.strip()
    if not text or text in sites:
        return True
    folded = fold_page(text)
    if _GENERIC.fullmatch(folded):
        return True
    if len(folded) > _LONGEST_TAIL:
        return False
    if _CLAUSE.search(folded):
        return False
    return bool(_GENERIC.search(folded) or _CHANNEL.search(folded) or (len(folded) <= 12 and _SITE.search(folded)))


def _is_tail(sign: str, tail: str, before: str, sites: frozenset[str]) -> bool:
    if len(before.strip()) < 2 or not tail:
        return False
    if tail in sites:
        return True
    is_known = is_site(tail, sites) or (len(tail) <= 12 and is_outlet(fold_page(tail)))
    if len(tail) > _LONGEST_TAIL and " " not in tail:
        return False
    if is_site(before, sites) and not is_known:
        return False  # the site's name stands first
    bare = sign.strip()
    is_spaced = sign != bare
    if bare == "_" or (is_spaced and bare in {"|", "｜", "-", "–", "—", "»", ">>", "·", "::", "<", "«"}):
        return len(before.strip()) >= 4 and (len(before.strip()) >= _SHORTEST or is_known)
    if bare in {"—", "–"} and before.endswith(("—", "–")):
        return False  # a double dash belongs to the headline
    least = _SHORTEST if bare in {"|", "｜"} else _SHORTEST_BEFORE_OUTLET
    return len(before.strip()) >= least and (bare in {"|"} or is_known)
