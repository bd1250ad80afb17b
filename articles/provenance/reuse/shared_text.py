"""Text that belongs to nobody, though many articles carry it: it says nothing of who copied from whom.

Court formulas, statutes, notices of the police, weather, lottery, statistics and other forms, lists of titles, poems,
page furniture, and words in quotation marks that belong to whoever speaks them. The words are in
`data/shared_text.json`. Such text stays in the compared text, so that fingerprints do not change; it only does not
count when an article is accused, and traces no origin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from articles.provenance.lexicons import lexicon
from articles.text.prose_folding import fold_prose

_KINDS: dict[str, dict[str, Any]] = {kind: words for kind, words in lexicon("shared_text").items() if kind[0] != "_"}
FILLED_IN = frozenset(kind for kind, words in _KINDS.items() if words.get("filled_in"))
"""Kinds of forms and set phrases that two writers never fill in alike."""
_SENTENCE = re.compile(r"[^。!?;\n]+[。!?;]*[”\"’)\]]{0,2}")
_LONGEST = 240  # characters; a longer sentence is cut at its commas, since a page may have lost its full stops
_CLAUSE = re.compile(r"[^,:、]{0,200}(?:[,:、]|$)")
_STATUTE = re.compile(
    r"《[^《》\n]{1,40}(?:法|法典|条例|规定|办法|解释|规则|准则|细则|决定|意见|纲要)[^《》\n]{0,14}》[^。\n《》]{0,30}第[零〇一二三四五六七八九十百千\d]{1,7}条"
)
_ARTICLE = re.compile(r"[ 【\[(]{0,3}第[零〇一二三四五六七八九十百千\d]{1,7}[条款]")
_ITEM = re.compile(r" {0,4}[(【\[]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)】\]、.,]")
_NEVER = 1000
_PAPERS = 3
_MOST_FOLLOWING = 6  # sentences of a statute after the one that names it
_LEGAL = re.compile("应当|不得|可以|处[一二三五七十\\d]|罚|责令|拘役|徒刑|有下列|情节|构成犯罪|依照|的,")
_LIST = re.compile("(?:[^\\W\\d_a-z]{2,4}、){5,60}[^\\W\\d_a-z]{2,4}等?")  # of names, mostly
_SAY = "(?:说|道|表示|指出|强调|写道|介绍|认为|回应|回复|告诉|讲|提到|坦言|透露|通报|规定|提出|要求|称|披露|解释|问|答)"
_QUOTE = re.compile(r"“([^“”]{12,600})”")
_BEFORE = re.compile(rf"{_SAY}[^,。:“”\n]{{0,8}}[:,]{{0,2}} ?$")
_AFTER = re.compile(rf"[,。 ]{{0,2}}[^,。:“”\n]{{1,16}}?{_SAY}")
_VERSE_LINES, _VERSE_CLAUSES = 4, 4


class SharedText(NamedTuple):
    """A stretch `start:end` of a text that belongs to nobody, or to somebody whom both name; `kind` says what it is."""

    start: int
    end: int
    kind: str


def shared_text(text: str) -> list[SharedText]:
    """Find the stretches of an article's text that belong to nobody, in no order; they may overlap. Linear."""
    folded = fold_prose(text).lower()
    present = {kind: found for kind, words in _KINDS.items() if (found := _present(words, folded))}
    for kind, words in _KINDS.items():
        _, hints = present.get(kind, ((), ()))
        papers = sum(each in folded for each in words.get("papers", ()))
        if len(hints) >= words.get("whole", _NEVER) or papers >= _PAPERS:
            return [SharedText(0, len(text), kind)]
    return [
        *_sentences(folded, present),
        *_statutes(folded),
        *(SharedText(*found.span(), "list") for found in _LIST.finditer(folded)),
        *_verses(folded),
        *_quotations(folded),
    ]


def _present(words: dict[str, Any], folded: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the phrases of a kind that the whole text has; most articles have none of most kinds."""
    sure = tuple(each for each in words["sure"] if each in folded)
    hints = tuple(each for each in words["hints"] if each in folded)
    return (sure, hints) if sure or len(hints) >= 2 else None


def _sentences(folded: str, present: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> Iterator[SharedText]:
    for start, end in sentences(folded):
        words = folded[start:end]
        for kind, (sure, hints) in present.items():
            if any(each in words for each in sure) or _has_enough(words, hints, _KINDS[kind]):
                yield SharedText(start, end, kind)
                break


def _has_enough(words: str, hints: tuple[str, ...], kind: dict[str, Any]) -> bool:
    """Whether a sentence has enough hints; two suffice when they are most of it, or the article is full of them."""
    found = [each for each in hints if each in words]
    least: int = kind["least"]
    share: float = kind["share"]
    covered = sum(map(len, found)) / len(words)
    if len(found) >= least and covered >= share:
        return True
    return len(found) >= 2 and (covered >= 1.6 * share or (len(hints) >= 3 * least and covered >= 0.8 * share))


def sentences(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the sentences of a folded text; overlong ones in pieces that end at a comma."""
    for found in _SENTENCE.finditer(folded):
        start, end = found.span()
        if end - start <= _LONGEST:
            yield start, end
            continue
        at = start
        for clause in _CLAUSE.finditer(folded, start, end):
            if clause.end() - at >= _LONGEST // 3:
                yield at, clause.end()
                at = clause.end()
        if at < end:
            yield at, end


def _statutes(folded: str) -> Iterator[SharedText]:
    """Find sentences that cite an article of a law, with the words of the law that follow, and lines 第…条."""
    if "第" not in folded or "条" not in folded:
        return
    following = 0
    for start, end in sentences(folded):
        words = folded[start:end]
        if _ARTICLE.match(words) or _STATUTE.search(words):
            following = _MOST_FOLLOWING
        elif following and (_ITEM.match(words) or _LEGAL.search(words)):
            following -= 1
        else:
            following = 0
            continue
        yield SharedText(start, end, "law")


def _verses(folded: str) -> Iterator[SharedText]:
    """Find poems: runs of short lines, and runs of clauses of five or seven characters each."""
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]+", folded)]
    yield from _runs(lines, [4 <= end - start <= 14 for start, end in lines], _VERSE_LINES)
    clauses = [(found.start(), found.end()) for found in re.finditer(r"[^,。!?;:\n ]+[,。!?;\n ]?", folded)]
    sizes = [end - start - (not folded[end - 1].isalnum()) for start, end in clauses]
    for size in (5, 7):
        yield from _runs(clauses, [each == size for each in sizes], _VERSE_CLAUSES)


def _runs(places: list[tuple[int, int]], fits: list[bool], least: int) -> Iterator[SharedText]:
    breaks = [-1, *(at for at, fit in enumerate(fits) if not fit), len(fits)]
    for before, after in pairwise(breaks):
        if after - before > least:
            yield SharedText(places[before + 1][0], places[after - 1][1], "verse")


def _quotations(folded: str) -> Iterator[SharedText]:
    """Find quotations with a speaker beside them; the words are the speaker's, whoever reports them."""
    for found in _QUOTE.finditer(folded):
        start, end = found.span()
        if _BEFORE.search(folded, max(0, start - 12), start) or _AFTER.match(folded, end):
            yield SharedText(start, end, "quotation")
