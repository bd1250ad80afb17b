"""What stands above the headline of a copied page: ways through the site, its name, a clock, its window's title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.parsing.byline import read_byline
from articles.parsing.bylines.names import is_outlet
from articles.parsing.bylines.titles import headline_of, is_site
from articles.parsing.furniture import Furniture
from articles.parsing.times.dates import find_stamps
from articles.text.page_folding import fold_page

_MOST = 30
"""Lines that may stand above a headline."""
_PROSE = 45
_CRUMB = re.compile(
    r"(?:您|你)?(?:现在|当前|目前)?(?:的|所在|所处)?(?:的)?位置(?:是)?\s?:|(?:当前栏目|所在栏目|栏目导航)\s?:|"
    r"[^>›»/]{1,16}(?:\s{0,3}[>›»]\s{0,3}[^>›»/]{1,16}){1,6}[>›»]?|(?:首页|主页|home)\s{0,3}[/\\|·]\s{0,3}.{1,40}|"
    r"(?:跳转?到|skip to)\s?(?:主要)?(?:内容|正文|main content|content)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"今天是|现在是|农历|星期[一二三四五六日天]|(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE
)
_MENU = re.compile(
    r"(?:(?:home|news|sports?|opinions?|world|local|national|business|money|tech|technology|science|health|life|lifestyle|"
    r"culture|arts|politics|weather|video|videos|photos|obituaries|subscribe|sign in|log in|search|menu|more|about|"
    r"contact|e-edition|u\.?s\.?)[\s|·/]{0,4}){2,15}",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\s|·/、,>-]{1,6}")
_STEPS = frozenset("/>|›»·")
_FEWEST_TOKENS, _LONGEST_TOKEN = 3, 6
_LONGEST_SITE, _SHORTEST_HEADLINE = 12, 8
_SENTENCE_ENDS = ("。", "！", "？", "；")
_SEPARATORS = "_|｜丨–—- "


def skip_navigation(lines: Sequence[str], furniture: Furniture, before: str = "") -> tuple[int, str | None]:
    """Return where the headline of a copy stands, and the name of the site that stands above it, if any.

    `before` is the line above the first one. Only lines that surely lead elsewhere are passed over; without one the
    headline is the first line.
    """
    window = list(lines[:_MOST])
    ends = (at for at, line in enumerate(window) if _is_prose(line))
    window = window[: next(ends, len(window))]
    if len(window) < 2:
        return 0, None
    repeated, tail = _repeated(window)
    if repeated:
        return repeated, tail
    at, site = 0, None
    while at < len(window) - 1:
        line = window[at]
        is_step = len(line) <= _LONGEST_TOKEN and not _STEPS.isdisjoint(
            (window[at + 1], window[at - 1] if at else before)
        )
        running = read_byline(line) if not at else None
        if running is not None and running.is_dated and _has_headline(window, 1, furniture):
            site = running.source  # the head of a page, with the day of the issue or of the visit
            at += 1
        elif _is_way(line) or furniture.is_edge(line) or _is_clock(line) or is_step:
            at += 1
        elif _names_site(line) and (at or _has_headline(window, at + 1, furniture)):
            site = site or (line if is_outlet(fold_page(line)) else None)
            at += 1
        else:
            break
    is_headline = at and len(window[at]) >= _SHORTEST_HEADLINE and _has_headline(window, at, furniture)
    return (at, site) if is_headline else (0, None)


def _is_prose(line: str) -> bool:
    longest = 2 * _PROSE if line.isascii() else _PROSE
    return len(line) >= longest or line.endswith(_SENTENCE_ENDS) or (line.isascii() and line.endswith(". "))


def _repeated(window: Sequence[str]) -> tuple[int, str | None]:
    """Find the line that repeats the first one without the name of the site: the title of the window comes first."""
    first = window[0]
    for at, line in enumerate(window[1:], 1):
        if len(line) >= _SHORTEST_HEADLINE and first.startswith(line) and first != line:
            tail = first[len(line) :]
            if tail.strip()[:1] in _SEPARATORS and headline_of(first) in {line, first}:
                site = tail.strip(_SEPARATORS).rsplit("_", 1)[-1].rsplit("|", 1)[-1].rsplit("-", 1)[-1].strip()
                return at, site if _names_site(site) else None
    return 0, None


def _is_way(line: str) -> bool:
    folded = fold_page(line).strip()
    if len(folded) > 80:
        return False
    if _CRUMB.match(folded) and (_CRUMB.fullmatch(folded) or "位置" in folded[:8] or "栏目" in folded[:6]):
        return True
    if _MENU.fullmatch(folded):
        return True
    tokens = [token for token in _SIGNS.split(folded) if token]
    return len(tokens) >= _FEWEST_TOKENS and all(
        len(token) <= _LONGEST_TOKEN and token.isalpha() and not token.isascii() for token in tokens
    )


def _is_clock(line: str) -> bool:
    return _CLOCK.search(fold_page(line)) is not None and bool(find_stamps(line)) and len(line) <= 40


def _names_site(line: str) -> bool:
    folded = fold_page(line).strip()
    longest = 40 if folded.isascii() else _LONGEST_SITE
    is_word = folded.isascii() or " " not in folded
    return 2 <= len(folded) <= longest and is_word and (is_outlet(folded) or is_site(folded))


def _has_headline(window: Sequence[str], start: int, furniture: Furniture) -> bool:
    """Whether a line that can be a headline stands before the first line that reads as a byline, or before the text."""
    for line in window[start:]:
        if read_byline(line) is not None:
            return False
        is_other = _is_way(line) or furniture.is_edge(line) or _is_clock(line) or _names_site(line)
        if len(line) >= _SHORTEST_HEADLINE and not is_other:
            return True
    return False
