"""What of an article counts for reuse: its words, without notices, credits and boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from articles.parsing.disclaimers import is_disclaimer
from articles.parsing.extracted import ExtractedArticle
from articles.provenance.folding import fold
from articles.provenance.lexicons import lexicon, one_of

LONGEST = 200_000
"""Characters of a body that are looked at; what stands behind them is not compared."""

_WORDS = lexicon("boilerplate")
_ASK = re.compile(one_of(_WORDS["asks"]))
_OPENING = re.compile(r"[^\w]{0,4}" + one_of(_WORDS["openings"]))
_CREDIT = re.compile(rf"[^\w]{{0,4}}(?:{one_of(_WORDS['credit_lines'])}[ /|、]{{0,2}}){{1,3}}[:|]")
_MOST_DISCLAIMERS = 50


@dataclass(frozen=True, slots=True)
class ComparedText:
    """`text`: simplified, lower case, letters and digits of any script only. `offsets[i]` is where its character i
    stands in `ExtractedArticle.text`.
    """

    text: str
    offsets: np.ndarray[tuple[int], np.dtype[np.intp]]


def compared_text(article: ExtractedArticle) -> ComparedText:
    """The words of the body. Pure, and linear in its length.

    - declarations and disclaimers do not count, wherever they stand
    - nor do lines that only name editors and sources, greet, or ask to follow, like and share
    - nor punctuation, spaces, and emoji: what a copy changes first
    """
    body = "\n".join(article.body)[:LONGEST]
    folded = fold(body)
    kept = _words()[np.minimum(_codes(folded), _TABLE_SIZE - 1)]
    for start, end in (*_declared(article), *_dropped_lines(article, folded)):
        kept[start:end] = False
    offsets = np.flatnonzero(kept)
    codes = _codes(folded)[offsets]
    return ComparedText(_lower(codes.tobytes().decode("utf-32-le", "replace")), offsets)


_TABLE_SIZE = 0x323B0 + 1  # behind the last ideograph; the entry there stands for all that follows


@cache
def _words() -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a code point is a letter or digit."""
    table = np.fromiter((chr(code).isalnum() for code in range(_TABLE_SIZE)), np.bool_, _TABLE_SIZE)
    table[-1] = False
    return table


def _codes(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _lower(text: str) -> str:
    lowered = text.lower()
    # Some capitals have a longer small form (İ); one character must stay one.
    return lowered if len(lowered) == len(text) else "".join(low if len(low := c.lower()) == 1 else c for c in text)


def _declared(article: ExtractedArticle) -> Iterator[tuple[int, int]]:
    for flag in article.provenance_flags:
        if flag.start is not None and flag.end is not None:
            yield flag.start, flag.end


def _dropped_lines(article: ExtractedArticle, folded: str) -> Iterator[tuple[int, int]]:
    notices = {fold(notice.text).strip() for notice in article.disclaimers[:_MOST_DISCLAIMERS]}
    start = 0
    for line in folded.split("\n"):
        words = line.strip()
        if words and (words in notices or _is_boilerplate(words.lower())):
            yield start, start + len(line)
        start += len(line) + 1


def _is_boilerplate(line: str) -> bool:
    if len(line) > 2 * _WORDS["longest"]:
        return False
    if is_disclaimer(line):
        return True
    if len(line) > _WORDS["longest"]:
        return False
    if _OPENING.match(line) or (_CREDIT.match(line) and len(line) <= 80):
        return True
    asks = {found.group() for found in _ASK.finditer(line)}
    return len(asks) >= 2 and sum(map(len, asks)) * 10 >= len(line)
