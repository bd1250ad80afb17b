"""How much of an article's own text stands in another: what belongs to nobody is taken out first."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.reuse.compared import compared_text
from articles.provenance.reuse.keyed_sentences import KeyedSentence, keyed_sentences
from articles.provenance.reuse.own_share import NOTHING, Share
from articles.provenance.reuse.shared_text import FILLED_IN, SharedText, shared_text
from articles.vocabulary.public_text import SHARED

FEWEST_OWN = 40
"""With fewer own characters, most of it shared text, two articles share nothing that tells where a text is from."""

_NUMBER = re.compile(r"\d{2,}|[零〇一二三四五六七八九十百千万亿两]{2,}")
_FEWEST_NUMBERS = 5
_AGREEING = 0.4
_ALIKE = 0.92
"""Two who fill in the same form reach .87."""
_NEAR = 12  # characters around a passage in which the numbers of a form stand


@dataclass(frozen=True, slots=True)
class OwnText:
    """The compared text of an article, with a mark at each character that is its own.

    `own_if_alike` counts forms as own too: for texts that are the same nearly from end to end. `whole` is the article's
    text, which `offsets` count in; `sentences` are those of the compared text, `nobodys` the stretches of `whole` that
    belong to nobody by their words alone.
    """

    text: str
    offsets: np.ndarray[tuple[int], np.dtype[np.intp]]
    own: np.ndarray[tuple[int], np.dtype[np.bool_]]
    own_if_alike: np.ndarray[tuple[int], np.dtype[np.bool_]]
    whole: str
    sentences: tuple[KeyedSentence, ...] = ()
    nobodys: tuple[SharedText, ...] = ()

    @classmethod
    def of(cls, article: ExtractedArticle) -> OwnText:
        """Mark the own text of an article. Linear; needed only for articles that share text with others."""
        compared = compared_text(article)
        whole = article.text
        nobodys, never = np.zeros(len(whole) + 1, np.bool_), np.zeros(len(whole) + 1, np.bool_)
        stretches = tuple(shared_text(whole))
        for stretch in stretches:
            nobodys[stretch.start : stretch.end] = True
            if stretch.kind not in FILLED_IN:
                never[stretch.start : stretch.end] = True
        return cls(
            compared.text,
            compared.offsets,
            ~nobodys[compared.offsets],
            ~never[compared.offsets],
            whole,
            tuple(keyed_sentences(whole, compared)),
            stretches,
        )

    def keys_in(self, passages: Sequence[Sequence[int]]) -> set[int]:
        """Return the keys of the sentences that stand in the passages for the most part, and are still own text."""
        copied = self._copied(passages) & self.own
        return {each.key for each in self.sentences if 2 * int(copied[each.start : each.end].sum()) >= each.letters}

    def without(self, keys: Collection[int]) -> OwnText:
        """Return the same text where the sentences of these keys belong to nobody."""
        kept = np.ones(len(self.text), np.bool_)
        for start, end in self.places(keys):
            kept[start:end] = False
        return replace(self, own=self.own & kept, own_if_alike=self.own_if_alike & kept)

    def places(self, keys: Collection[int]) -> list[tuple[int, int]]:
        """Return the places of the sentences of these keys in the compared text."""
        return [(each.start, each.end) for each in self.sentences if each.key in keys]

    def public(self, containment: float, passages: Sequence[Sequence[int]], keys: Collection[int]) -> list[SharedText]:
        """Return what of the passages counts for nothing, in order and without overlaps, as places of `whole`.

        `keys`: the sentences that are public by the bank. What counts after all in a text that is nearly the same from
        end to end is left out, as in `share`.
        """
        known = [each for each in self.nobodys if containment < _ALIKE or each.kind not in FILLED_IN]
        known += [
            SharedText(int(self.offsets[start]), int(self.offsets[end - 1]) + 1, SHARED)
            for start, end in self.places(keys)
        ]
        found: list[SharedText] = []
        at = 0
        for stretch, (start, end) in sorted(product(known, [each[:2] for each in passages])):
            start, end = max(start, stretch.start, at), min(end, stretch.end)
            if start < end:
                found.append(SharedText(start, end, str(stretch.kind)))
                at = end
        return found

    def words(self, key: int) -> str:
        """Return the words of a sentence as they stand in the article; empty for a key that it does not have."""
        start, end = next(iter(self.places([key])), (0, 0))
        return self.whole[self.offsets[start] : self.offsets[end - 1] + 1] if end else ""

    def share(self, containment: float, passages: Sequence[Sequence[int]]) -> Share:
        """Return the own share of a copy; `passages` begin with this article's offsets.

        `containment` is the share of all text. It is scaled by the part of the passages that is the article's own, so
        that without shared text it stays what it was.
        """
        copied = self._copied(passages)
        mine = self.own_if_alike if containment >= _ALIKE else self.own
        total, own = int(copied.sum()), int((copied & mine).sum())
        size = int(mine.sum())
        if not total or not own or not size:
            return NOTHING
        scaled = containment * (own / total) * (len(mine) / size)
        # Never more than stands in the other: what is left of a page after its furniture may be one line.
        return Share(min(containment, scaled), min(own, round(scaled * size)))

    def has_any(self, passages: Sequence[Sequence[int]]) -> bool:
        """Whether some of the copied text is the article's own; short texts that are equal count as a whole."""
        copied = self._copied(passages)
        total, own = int(copied.sum()), int((copied & self.own).sum())
        return own >= FEWEST_OWN or 2 * own >= total

    def is_form(self, passages: Sequence[Sequence[int]], other: str) -> bool:
        """Whether the passages are a form that both filled in: their numbers differ from those of the other text."""
        copied = self._copied(passages, _NEAR)
        numbers = {found.group() for found in _NUMBER.finditer(self.text) if copied[found.start() : found.end()].all()}
        if len(numbers) < _FEWEST_NUMBERS:
            return False
        others = {found.group() for found in _NUMBER.finditer(other)}
        return len(numbers & others) < _AGREEING * len(numbers)

    def _copied(self, passages: Sequence[Sequence[int]], near: int = 0) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        copied = np.zeros(len(self.text), np.bool_)
        for passage in passages:
            start, end = np.searchsorted(self.offsets, passage[:2])
            copied[max(0, start - near) : end + near] = True
        return copied
