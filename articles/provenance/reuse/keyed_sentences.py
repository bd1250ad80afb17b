"""The sentences of a compared text with a key each, under which the bank of public text counts who holds them."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.reuse.compared import ComparedText, compared_text
from articles.provenance.reuse.shingles import SHORTEST_WHOLE, digest

MOST = 300  # per article; only 1 web article in 300 has more
_END = re.compile(r"[。！？!?；;…\n]+")
_NUMBER = re.compile(r"[\d零〇一二三四五六七八九十百千万亿两]+")


class KeyedSentence(NamedTuple):
    """A sentence `start:end` of a compared text. Two have the same key when only their numbers differ."""

    start: int
    end: int
    key: int

    @property
    def letters(self) -> int:
        return self.end - self.start


def keyed_sentences(text: str, compared: ComparedText) -> list[KeyedSentence]:
    """Cut a compared text at the ends of sentences in the article's `text`. Linear.

    Left out are sentences of fewer than 12 letters, which say nothing, and those after the first 300.
    """
    ends = np.searchsorted(compared.offsets, [found.start() for found in _END.finditer(text)])
    found, start = [], 0
    for end in dict.fromkeys([*ends.tolist(), len(compared.text)]):
        if end - start >= SHORTEST_WHOLE and (key := digest(_NUMBER.sub("0", compared.text[start:end]))):
            found.append(KeyedSentence(start, end, key))
            if len(found) == MOST:
                break
        start = end
    return found


def keys_of(words: str) -> list[tuple[int, str]]:
    """Return (key, words) of each sentence in a text that somebody writes down; the same keys as in an article."""
    article = ExtractedArticle(headline="", body=tuple(words.split("\n")))
    compared = compared_text(article)
    found = []
    for each in keyed_sentences(article.text, compared):
        start, end = int(compared.offsets[each.start]), int(compared.offsets[each.end - 1]) + 1
        found.append((each.key, article.text[start:end]))
    return found
