"""A promise of a headline that its body does not keep, and the headline as the comparison reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["claim", "contradicted", "name", "number"]

ORDER: tuple[Kind, ...] = ("claim", "contradicted", "name", "number")
"""The kinds, the gravest first."""

# What a site, a column or an editor puts around a headline. It says nothing of the event.
_TAIL = re.compile(
    r"[_|].*$| [-–—].*$|[-–—][^-–—]{0,16}(?:网|新闻|百科|在线|频道|门户|博客|平台|论坛|社区)[^-–—]{0,8}$"
)
_LABELS = re.compile(r"^(?:[\[【(][^\]】)]{1,12}[\]】)] ?)+|^[^,。!?:|｜]{1,6}[|｜]")
_RUN = re.compile("[\u4e00-\u9fff]{2,}|[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Unkept:
    """The promise at `start:end` of the folded headline that the body does not keep.

    `claim`: the body is about something else. `contradicted`: the body counts the same thing otherwise, or denies what
    the headline says; `instead` is what it says. `name`: it never names that person or body. `number`: it holds no such
    amount.
    """

    kind: Kind
    start: int
    end: int
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """A folded headline; `start:end` is what an author wrote, between a column's label and a site's name."""

    text: str
    start: int
    end: int

    @property
    def own(self) -> str:
        """The author's part, with spaces in place of the label, so that positions stay."""
        return " " * self.start + self.text[self.start : self.end]


def read_headline(folded: str) -> Headline:
    """Find the author's part of a folded headline; the whole of it when hardly anything else is left."""
    label = _LABELS.match(folded)
    start = label.end() if label else 0
    tail = _TAIL.search(folded, start)
    end = tail.start() if tail else len(folded)
    if end - start < 4:
        start, end = 0, len(folded)
    return Headline(folded, start, end)


def pieces(text: str) -> list[str]:
    """Pairs of Chinese characters and English words of four letters on, each once, in order."""
    found: dict[str, None] = {}
    for run in _RUN.findall(text):
        found.update(dict.fromkeys([run] if run.isascii() else map("".join, pairwise(run))))
    return list(found)
