"""The part of a Chinese headline that is scored: no tail of the site, and one digit for each number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.scoring.clickbait.cues import has_cue
from articles.text.search_folding import Folded

# 5.2 % and 5 % are the same wording; “100%” is an absolute.
_NUMBER = re.compile(r"(?!100%)\d+(?:[.,:/]\d+)*(?<=..)", re.DOTALL)
_SITE = (
    r"(?:网|网站|日报|晚报|早报|时报|新闻|频道|论坛|贴吧|百科|知道|门户|在线|资讯|客户端|平台|博客|社区|订阅|公众号|空间|"
    r"搜狐|新浪|网易|腾讯|凤凰|头条|百度|豆瓣|知乎|微博|\.com|\.cn|\.net)"
)
# Names of sites hold no punctuation of a sentence, and are short.
_NAME = r"[^_|丨!?,;:。\-–—]"
_TAILS = (
    re.compile(rf"_(?:{_NAME}{{1,12}}|\.+)$"),
    re.compile(rf"\s+[-–—|丨]+\s*{_NAME}{{1,12}}$"),
    re.compile(rf"[-–—|丨]+\s*{_NAME}{{0,10}}{_SITE}{_NAME}{{0,3}}$"),
)
_SEPARATORS = re.compile(r"[_|丨\-–—]")
# A tail is what follows a headline; after fewer characters it is the headline. Chosen.
_LEAST_BEFORE = 8
_MOST_TAILS = 4


@dataclass(frozen=True, slots=True)
class HeadlineText:
    """The scored `text`; `span` finds the place of a part of it in the headline as it was handed in."""

    text: str
    _folded: Folded
    _starts: Sequence[int] | None = None
    _ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the headline behind `text[start:end]`, which must not be empty."""
        if self._starts is None or self._ends is None:
            return self._folded.span(start, end)
        return self._folded.span(self._starts[start], self._ends[end - 1])


def headline_text(folded: Folded, language: str) -> HeadlineText:
    """Read a headline folded by `fold_for_search`; English headlines stay as they are."""
    if language != "zh":
        return HeadlineText(folded.text, folded)
    text = without_tail(folded.text)
    numbers = [match.span() for match in _NUMBER.finditer(text)]
    if not numbers:
        return HeadlineText(text, folded)
    starts: list[int] = []
    pieces, at = [], 0
    for start, end in numbers:
        pieces += [text[at:start], "0"]
        starts += range(at, start + 1)
        at = end
    pieces.append(text[at:])
    starts += range(at, len(text))
    return HeadlineText("".join(pieces), folded, starts, [*starts[1:], len(text)])


def without_tail(folded: str) -> str:
    """Cut off the names of site and column that follow a headline, such as `…_新闻频道_某某网`.

    What holds a cue is no name: a headline cannot hide its bait behind a separator.
    """
    for _ in range(_MOST_TAILS):
        if not _SEPARATORS.search(folded, _LEAST_BEFORE):
            break
        found = next((match for tail in _TAILS if (match := tail.search(folded, _LEAST_BEFORE))), None)
        if found is None or has_cue(found[0].rstrip(".… "), "zh"):
            break
        folded = folded[: found.start()]
    return folded
