"""The furniture of pages as data: lines that stand around and between the paragraphs and belong to no article.

Only whole lines count, so that a sentence of the body never does. In a wording `#` stands for a count (`12`, `1.2万`,
`999+`) and `…` for at most 20 characters; width, traditional characters, case and spaces do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from articles.text.page_folding import fold_page

_COUNT = r"\d[\d,.]{0,9}[千万亿wk]?\+?"
_LONGEST = 60
_COUNTERS = re.compile(
    rf"(?:(?:阅读量?|点赞|赞|在看|评论|分享|收藏|转发|喜欢|浏览量?|推荐|留言|投币|硬币|弹幕|播放|粉丝|获赞|"
    rf"文章|关注者)[:·|]?(?:{_COUNT})?[·|,]?){{2,8}}"
)
"""Several counters and buttons in one line."""
_ALBUM = re.compile(r"(?:收录于(?:合集|话题))?#\S{1,20}?\d{1,4}个(?:内容)?")
"""The album of an article and how many it holds: #老街 5个."""
_FIRST = re.compile(r"0?[1１][.．、]?")
"""The number of a text's first section, which is no count."""
_FEWEST_IN_A_ROW, _LONGEST_BUTTON = 3, 6
_MOST_AT_AN_END = 60
LEFT_OUT = "furniture_left_out"
_LONGEST_WARNING = 200
_ARROWS = "▼▲↓↑⬇👇☟⇩"
_SPACE = re.compile(r"[\s\u200b-\u200f\ufeff]+")


@dataclass(frozen=True)
class Furniture:
    """`anywhere`: lines that are furniture wherever they stand. `edges`: only above and below the body.
    `ends`: lines that begin what follows an article: lists of other articles, comments, forms.
    """

    anywhere: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    def __or__(self, other: Furniture) -> Furniture:
        return Furniture(
            tuple(dict.fromkeys((*self.anywhere, *other.anywhere))),
            tuple(dict.fromkeys((*self.edges, *other.edges))),
            tuple(dict.fromkeys((*self.ends, *other.ends))),
        )

    def is_anywhere(self, line: str) -> bool:
        """Whether the line is furniture even between two paragraphs."""
        return _is_one(line, self._anywhere)

    def is_edge(self, line: str) -> bool:
        """Whether the line is furniture where the body begins or ends."""
        if _is_one(line, self._edges) or _is_one(line, _COUNTERS) or _is_one(line, _ALBUM):
            return True
        return " " in line and len(line) <= _LONGEST and self._is_row(line.split())

    def _is_row(self, words: list[str]) -> bool:
        """Whether a line is a row of buttons: 收藏 微博 微信 分享. Two words may be a sentence's."""
        return len(words) >= _FEWEST_IN_A_ROW and all(
            len(word) <= _LONGEST_BUTTON and _is_one(word, self._edges) for word in words
        )

    def is_end(self, line: str) -> bool:
        """Whether what stands from this line on belongs to no article."""
        return _is_one(line, self._ends)

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return _compiled(self.anywhere)

    @cached_property
    def _edges(self) -> re.Pattern[str]:
        return _compiled((*self.anywhere, *self.edges))

    @cached_property
    def _ends(self) -> re.Pattern[str]:
        return _compiled(self.ends)


NO_FURNITURE = Furniture()


def furniture_warnings(lines: Iterable[str]) -> list[str]:
    """The warning that names the furniture that was left out of a body, in one text; none when there was none."""
    named = " · ".join(dict.fromkeys(line[:_LONGEST] for line in lines if any(map(str.isalnum, line))))
    return [f"{LEFT_OUT}:{named[:_LONGEST_WARNING]}"] if named else []


def without_furniture(lines: list[str], furniture: Furniture) -> list[str]:
    """Return the lines of a body without the furniture between them and at both ends."""
    start, end = 0, len(lines)
    while start < min(end, _MOST_AT_AN_END) and furniture.is_edge(lines[start]) and not _FIRST.fullmatch(lines[start]):
        start += 1
    while end > start and furniture.is_edge(lines[end - 1]):
        end -= 1
    return [line for line in lines[start:end] if not furniture.is_anywhere(line)]


def _is_one(line: str, pattern: re.Pattern[str]) -> bool:
    return (
        len(line) <= _LONGEST
        and pattern.fullmatch(_SPACE.sub("", fold_page(line)).casefold().strip(_ARROWS)) is not None
    )


def _compiled(wordings: Iterable[str]) -> re.Pattern[str]:
    """A pattern of all wordings; without one, a pattern that never matches."""
    return re.compile("|".join(map(_written, wordings)) or r"(?!)")


def _written(wording: str) -> str:
    escaped = re.escape(_SPACE.sub("", fold_page(wording)).casefold())
    head = r"\D{0,20}" if escaped.startswith("…") else ""  # a byline may end like one
    return head + escaped.removeprefix("…").replace(r"\#", _COUNT).replace("…", ".{0,20}")
