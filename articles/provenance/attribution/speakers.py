"""Find the speaker's name in the words before a verb: strip the words around the name.

Chinese has no word boundaries, so the middle of a clause is not guessed at. A clause yields a speaker only if it reads
*leading words, name, trailing words* and the name is of a known kind (`kinds.py`). Any other rest means no speaker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.provenance.attribution.attribution import Kind
from articles.provenance.attribution.kinds import kind_of
from articles.provenance.lexicons import lexicon, one_of

_TRIM = lexicon("speaker_trim")
_DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号](?:上午|下午|中午|晚间?|凌晨|早间?)?"
_DATE = rf"(?:{_DAY}|\d{{4}}年(?:\d{{1,2}}月)?|[本上下]?周[一二三四五六日])"
_LEADING = re.compile(
    rf"[\s)]+|[-—>·.、\d]+[.、)]|{_DATE}|{one_of(_TRIM['leading'])}|连(?!战)|如(?!皋)|当(?!地|事|局)|有(?!关|人|限)"
    r"|[在当][^在,]{1,16}?(?:上|中|时|后|期间|之际|看来)(?!海|国|央|东|新|铁|石|美|外)"
)
# 对 and 向 as prepositions, not in 面对, 对外, 方向, 向 as a surname.
_TO = r"(?:(?<!面)对(?!外|冲)|(?<![一方走倾趋内志面])向(?![松东阳])"
_TRAILING = re.compile(
    rf"(?:\s+|{_DATE}|{one_of(_TRIM['trailing'])}|[^,]{{2}}地|\([^()]{{1,24}}\)"
    r"|(?<![所正现存实内外])在(?!线|逃)[^,]{1,30}|于(?=\d)[^,]{1,16}"
    rf"|{_TO}|就(?!业)|{one_of(_TRIM['circumstances'])})[^,]{{0,30}})$"
)
# The addressee, or the person who asked: cut off first, because 《X》记者 alone would read as a name.
_ADDRESSEE = re.compile(rf"[在于]?{_TO}|跟|与|和(?![讯平谐])|受|接受|应)[^,]{{0,30}}?{one_of(_TRIM['addressees'])}")
_PREPOSITION = re.compile(r"对(?!外)|向(?![松东阳])|给|跟|与|被|让|把|受(?!访|害)|为(?!民)|从|由|于(?=\d)")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name and its kind; `start` and `end` are offsets into the clause passed to `speaker_in`."""

    start: int
    end: int
    kind: Kind


def speaker_in(clause: str) -> Speaker | None:
    """Find the speaker in a folded clause that ends where the verb begins; None when there is no safe name.

    The clause should be short (the caller cuts it at 60 characters): patterns are tried at each of its positions.
    """
    start, end = 0, len(clause)
    while start < end and (found := _LEADING.match(clause, start, end)):
        start = found.end()
    if _PREPOSITION.match(clause, start, end):
        return None
    if addressee := _ADDRESSEE.search(clause, start, end):
        end = addressee.start()
    end = _without_trailing(clause, start, end)
    for begin in (start, clause.rfind("的", start, end) + 1):
        if begin >= start and (kind := kind_of(clause[begin:end])):
            return Speaker(begin, end, kind)
    return None


def _without_trailing(clause: str, start: int, end: int) -> int:
    """Strip trailing words, but never part of a name: 国都证券 keeps its 都."""
    while end - start > 1 and kind_of(clause[start:end]) is None:
        found = _TRAILING.search(clause, start + 1, end)
        if found is None:
            break
        end = found.start()
    return end
