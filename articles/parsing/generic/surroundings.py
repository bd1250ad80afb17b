"""What stands behind the text in the element of a body: lists of other articles, ways to the next one, keywords."""

from __future__ import annotations

import re

from articles.parsing.bylines.names import is_outlet
from articles.parsing.common.furniture import COMMON
from articles.parsing.furniture import Furniture
from articles.text.page_folding import fold_page

_HEAD, _TAIL = 4, 10
"""Lines at both ends of a body that may be no part of it."""
_LONGEST, _MOST_ITEMS = 120, 60
_TIME = re.compile(r"(?:20\d{2}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?\s{0,2}\d{1,2}:\d{2}(?::\d{2})?")
_PROSE_END = ("。", "！", "？", "”", "…", ".", "!", "?", '"', "」")
_LONG = 30
"""Characters from which on two neighbouring paragraphs are a text that goes on, and no headline with its summary."""
_WAY = re.compile(
    r"(?:[\[(【<«‹]?\s?(?:上|下|前|后)一?(?:篇|条|则|主题|文章|新闻|个|产品)(?:文章|新闻|主题)?\s?[\])】]?\s?(?::|$)|"
    r"(?:您|你)?(?:当前|现在|目前)?(?:的|所在|所处)?(?:的)?位置(?:是)?\s?:|"
    r"(?:prev(?:ious)?|next)(?: post| article)?\s?[:»«]|"
    r"扫一扫在手机|顶一下\s?\(|(?:本文)?(?:关键词|关键字|标签|tags?)\s?:|首页\s?[>|»]|返回(?:列表|首页|上页|上一页|顶部)$)",
    re.IGNORECASE,
)
_SAID = re.compile(r"(?:责任编辑|责编|编辑|校对|审核|监制|[^\s:]{0,4}(?:声明|提示))\s?[:丨|/]")
"""Lines of the article itself that may stand behind a list."""
_LABEL = re.compile(r"编|记者|作者|来源|供稿|摄|图|文|审|校")


_POINTER = re.compile(
    r"[>▶►◆■☞\s]{0,3}(?:延伸|相关|扩展|推荐|更多|继续)(?:阅读|新闻|报道|文章)\s?(?::|\||>+|▶|>)\s?(?P<aim>.{4,80})"
)
"""A line between paragraphs that recommends one other article."""


def without_surroundings(paragraphs: list[str], furniture: Furniture = COMMON) -> tuple[list[str], list[str]]:
    """Split what belongs to the site from a body: (body, the first line of each part left out)."""
    left_out = [line for line in paragraphs[1:-1] if len(line) <= _LONGEST and _POINTER.fullmatch(fold_page(line))]
    kept = [line for line in paragraphs if line not in left_out] if left_out else paragraphs
    end = min(_end_of_text(kept, furniture), _end_before_items(kept))
    if end < len(kept):
        left_out.append(kept[end])
        kept = [*kept[:end], *(line for line in kept[end:] if _SAID.match(fold_page(line[:_LONGEST])))]
    ends = {*range(min(_HEAD, len(kept))), *range(max(len(kept) - _TAIL, 0), len(kept))}
    ways = {at for at in ends if _is_way(kept[at])}
    if len(ways) < len(kept):
        left_out += [kept[at] for at in sorted(ways)]
        kept = [line for at, line in enumerate(kept) if at not in ways]
    return kept, left_out


def without_ways(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """Split the ways to other articles from the last lines of a copy: (body, lines left out)."""
    last = max(len(paragraphs) - _TAIL, 1)
    ways = [line for line in paragraphs[last:] if _is_way(line)]
    return [*paragraphs[:last], *(line for line in paragraphs[last:] if line not in ways)], ways


def _end_of_text(paragraphs: list[str], furniture: Furniture) -> int:
    """Return where a list of other articles begins: behind its heading no two paragraphs of prose follow each other."""
    length = len(paragraphs)
    candidates = [at for at in range(1, length) if len(paragraphs[at]) <= 20 and furniture.is_end(paragraphs[at])]
    if not candidates:
        return length
    prose = [at for at in range(1, length) if _is_prose(paragraphs[at]) and _is_prose(paragraphs[at - 1])]
    latest = max(prose, default=0)
    return next((at for at in candidates if at > latest), length)


def _end_before_items(paragraphs: list[str]) -> int:
    """Return where a list without a heading begins: items of two or three lines, of which the last is a time."""
    length = len(paragraphs)
    times = [at for at in range(max(length - _MOST_ITEMS, 1), length) if _TIME.fullmatch(paragraphs[at].strip())]
    if len(times) < 2 or times[-1] < length - 2:
        return length
    first, size = times[-1], times[-1] - times[-2]
    if not 2 <= size <= 3:
        return length
    for before in reversed(times[:-1]):
        if first - before != size:
            break
        first = before
    start = first - size + 1
    return start if start >= 1 else length


def _is_prose(text: str) -> bool:
    return len(text) >= _LONG and text.endswith(_PROSE_END)


def _is_way(line: str) -> bool:
    """Whether a line leads elsewhere: to the next article, up the site, or to a keyword."""
    if len(line) > _LONGEST:
        return False
    folded = fold_page(line)
    return _WAY.match(folded) is not None or _is_tags(folded)


def _is_tags(folded: str) -> bool:
    """Whether a line is a list of keywords: 20190926|国贸|增长率."""
    tags = [tag.strip() for tag in folded.split("|")]
    if len(tags) < 3 or not all(1 <= len(tag) <= 10 and tag.replace(" ", "").isalnum() for tag in tags):
        return False
    return not any(is_outlet(tag) or _LABEL.search(tag) for tag in tags)
