"""The compared text of an article: its words without notices, credits and boilerplate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.reuse.boilerplate import boilerplate
from articles.text.prose_folding import fold_prose

LONGEST = 200_000
"""Characters of a body that are compared; the rest is ignored."""

_MOST_DISCLAIMERS = 50


@dataclass(frozen=True, slots=True)
class ComparedText:
    """`text`: simplified, lower case, letters and digits of any script only.

    `offsets[i]` is the offset of its character i in `ExtractedArticle.text`.
    """

    text: str
    offsets: np.ndarray[tuple[int], np.dtype[np.intp]]


def compared_text(article: ExtractedArticle) -> ComparedText:
    """Build the compared text of an article. Pure, and linear in its length.

    Left out are

    - declarations and disclaimers, wherever they stand
    - lines that only name editors and sources, greet, or ask to follow, like and share
    - punctuation, spaces and emoji, which a copy changes first
    - single characters that are put between the others everywhere (老桥啊因护栏啊), which hide a copy
    """
    body = "\n".join(article.body)[:LONGEST]
    places = np.minimum(_codes(body), _TABLE_SIZE - 1)
    codes = _folded()[places]
    folded = _text(codes)
    notices = {fold_prose(notice.text).strip() for notice in article.disclaimers[:_MOST_DISCLAIMERS]}
    kept = _words()[places]
    for start, end in (*_declared(article), *boilerplate(folded, notices)):
        kept[start:end] = False
    offsets = np.flatnonzero(kept)
    offsets = offsets[~_fillers(codes[offsets])]
    return ComparedText(_lower(_text(codes[offsets])), offsets)


_PARTICLES = np.array([ord(each) for each in "啊呀吧吗呢嘛哦哈呵嗯唉哎啦噢喔哟咯"], np.uint32)
_WINDOW, _MANY = 40, 6  # characters, and particles among them; of 7,353 web articles 20 have so many anywhere
_FILLED = 0.13  # of a whole text one character; 的 reaches .08
_LEAST_FILLED, _FARTHEST = 60, 8


def _fillers(
    letters: np.ndarray[tuple[int], np.dtype[np.uint32]],
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Mark the characters that somebody put between the others: particles where they crowd, any one everywhere."""
    found = np.zeros(len(letters), np.bool_)
    if len(letters) < _LEAST_FILLED:
        return found
    particles = np.isin(letters, _PARTICLES)
    if int(particles.sum()) >= _MANY:
        sums = np.concatenate(([0], np.cumsum(particles)))
        crowded = np.flatnonzero(sums[_WINDOW:] - sums[:-_WINDOW] >= _MANY)
        edges = np.zeros(len(letters) + 1, np.int64)
        np.add.at(edges, crowded, 1)
        np.add.at(edges, crowded + _WINDOW, -1)
        found = particles & (np.cumsum(edges)[:-1] > 0)
    # In buckets first, because a table of all characters costs more than the rest.
    buckets = letters & 0x3FF
    counts = np.bincount(buckets)
    if counts.max() >= _FILLED * len(letters):
        alike = letters[buckets == counts.argmax()]
        most = np.bincount(np.minimum(alike, _TABLE_SIZE - 1)).argmax()
        same = letters == most
        gaps = np.diff(np.flatnonzero(same))
        between = bool(len(gaps)) and float(((gaps > 1) & (gaps <= _FARTHEST)).mean()) >= 0.9
        if between and _FILLED * len(letters) <= int(same.sum()) and not chr(int(most)).isdigit():
            found |= same
    return found


_BLANK = "\u115f\u1160\u3164\uffa0"
"""Letters by their class that nobody sees: put between the others, they would hide a copy."""
_TABLE_SIZE = 0x323B0 + 1  # one past the last ideograph; the last entry stands for all higher code points


@cache
def _words() -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Table: whether a code point is a letter or digit."""
    table = np.fromiter((chr(code).isalnum() for code in range(_TABLE_SIZE)), np.bool_, _TABLE_SIZE)
    table[-1] = False
    table[[ord(each) for each in _BLANK]] = False
    return table


@cache
def _folded() -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """Table: each code point folded; an array look-up is ten times as fast as `str.translate`."""
    return _codes(fold_prose("".join(map(chr, range(_TABLE_SIZE)))))


def _codes(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _text(codes: np.ndarray[tuple[int], np.dtype[np.uint32]]) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def _lower(text: str) -> str:
    lowered = text.lower()
    # Some capitals have a longer lower-case form (İ); each character must stay one character.
    return lowered if len(lowered) == len(text) else "".join(low if len(low := c.lower()) == 1 else c for c in text)


def _declared(article: ExtractedArticle) -> Iterator[tuple[int, int]]:
    for flag in article.provenance_flags:
        if flag.start is not None and flag.end is not None:
            yield flag.start, flag.end
