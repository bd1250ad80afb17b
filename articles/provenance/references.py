"""Match references with attributions: by name, by headline, by the day that the text names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from articles.parsing.extracted import ExtractedReference
from articles.provenance.attribution.attribution import NAMED, Attribution
from articles.provenance.registry.names import aliases_of, known_names, name_key, same_name, short_form
from articles.provenance.retelling import day_of, grams, names_day, passage_around, share_retold
from articles.text.prose_folding import fold_prose

RETOLD = 0.4
"""Least share of a headline's 3-grams in a passage that retells it. Measured on 3,000 articles of two collections: one
of the first two sentences retells 44 % of the headlines, the sentence of a later attribution of the same article 2 %,
a sentence of another article none (0 of 1,334; none of these reached .15)."""
RETOLD_THAT_DAY = 0.15
"""The same when the passage also names the day of the reference."""

_MOST_REFERENCES, _MOST_NAMES, _MOST_PASSAGES = 100, 500, 200  # bounds of the work; no honest article has as many
_LONGEST_SPEAKER = 20  # characters of a headline before a colon, in which its speaker may stand
_SHORTEST = 3  # a shorter name is contained in too many headlines


@dataclass(frozen=True, slots=True)
class ReferenceMatch:
    """`attribution` and `reference` are positions in the two lists; `name` is the shared name in normal form.

    `by`: ``outlet`` (the credited name is the reference's outlet or one of its aliases), ``headline`` (the reference's
    headline contains the credited name), ``headline_overlap`` (the claim's sentence retells the headline; `name` is the
    headline) or ``date`` (it retells part of it and names the reference's day; `name` is the day).
    """

    attribution: int
    reference: int
    by: str
    name: str


@dataclass(frozen=True, slots=True)
class _Listed:
    position: int
    names: frozenset[str]
    headline: str
    speaker: str
    grams: frozenset[str]
    day: date | None


def match_references(
    attributions: Sequence[Attribution],
    references: Sequence[ExtractedReference],
    text: str = "",
    source: str | None = None,
) -> list[ReferenceMatch]:
    """Find at most one match per attribution: by outlet, else by a name in the headline, else by the sentence.

    Names are compared without case, width, brackets, spaces and channel (新华社客户端), with the aliases of
    `data/outlets.json`; one name must contain the other. Of several references of the outlet, the one whose day or
    headline stands in the sentence wins, else the first. The sentence never matches a reference of an outlet other than
    the credited one. Attributions without a name match nothing, and references to the article's own `source` back
    nothing. Spans of the attributions count in `text`.
    """
    own = own_references(references, source)
    listed = [_listed(i, each) for i, each in enumerate(references[:_MOST_REFERENCES]) if i not in own]
    if not listed:
        return []
    folded = fold_prose(text)
    named = [(position, each) for position, each in enumerate(attributions) if each.kind in NAMED]
    distinct = list(dict.fromkeys(each.who for _, each in named))[:_MOST_NAMES]
    by_name = {who: _by_name(known_names(who), listed) for who in distinct}
    matches: list[ReferenceMatch] = []
    looked_at = 0
    for position, each in named:
        fitting = by_name.get(each.who)
        if fitting is None:
            continue
        words = ""
        if looked_at < _MOST_PASSAGES and len(fitting[1]) != 1:
            looked_at += 1
            words = passage_around(folded, min(each.start, each.claim_start), max(each.end, each.claim_end))
        found = _meant(fitting, words) if fitting[1] else _retold(each, listed, words)
        if found is not None:
            matches.append(ReferenceMatch(position, *found))
    return matches


def own_references(references: Sequence[ExtractedReference], source: str | None) -> frozenset[int]:
    """Return the positions of references in which a source cites itself, by exactly its name or an alias."""
    if not references:
        return frozenset()
    keys = {name_key(each) for each in (source, *aliases_of(source)) if each} - {""} if source else set()
    return frozenset(i for i, each in enumerate(references) if each.outlet and name_key(each.outlet) in keys)


def _listed(position: int, reference: ExtractedReference) -> _Listed:
    headline = reference.headline
    names = known_names(reference.outlet or "")
    key = short_form(name_key(headline))
    speaker = key[: key.find(":")] if 0 < key.find(":") <= _LONGEST_SPEAKER else ""
    return _Listed(position, names, key, speaker, grams(headline), day_of(reference.published_at))


def _by_name(names: frozenset[str], listed: Sequence[_Listed]) -> tuple[str, list[tuple[_Listed, str]]]:
    """Find references whose outlet has one of the names, else the first whose headline has one; longest name first."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    by_outlet = []
    for each in listed:
        name = next((name for name in longest_first if any(same_name(name, other) for other in each.names)), None)
        if name is not None:
            by_outlet.append((each, name))
    if by_outlet:
        return "outlet", by_outlet
    for each in listed:
        name = next((name for name in longest_first if _is_in_headline(name, each)), None)
        if name is not None:
            return "headline", [(each, name)]
    return "", []


def _is_in_headline(name: str, each: _Listed) -> bool:
    """Whether a headline holds a name; one of two characters only as its speaker: 张澄：老城区供水工程下月开工."""
    if len(name) >= _SHORTEST and name in each.headline:
        return True
    return bool(each.speaker) and (
        each.speaker.endswith(name) or (len(each.speaker) > 1 and name.endswith(each.speaker))
    )


def _meant(fitting: tuple[str, list[tuple[_Listed, str]]], words: str) -> tuple[int, str, str]:
    by, found = fitting
    told = grams(words)

    def likely(pair: tuple[_Listed, str]) -> tuple[bool, float]:
        share = share_retold(pair[0].grams, told)
        return names_day(words, pair[0].day, month_too=False), share if share >= RETOLD_THAT_DAY else 0.0

    each, name = max(found, key=likely) if words else found[0]
    return each.position, by, name


def _retold(attribution: Attribution, listed: Sequence[_Listed], words: str) -> tuple[int, str, str] | None:
    told = grams(words)
    open_to = [each for each in listed if not each.names or attribution.kind != "named_outlet"]
    if not told or not open_to:
        return None
    shares = [(share_retold(each.grams, told), each) for each in open_to]
    share, best = max(shares, key=lambda pair: pair[0])
    if share >= RETOLD:
        return best.position, "headline_overlap", best.headline
    dated = [pair for pair in shares if pair[0] >= RETOLD_THAT_DAY and names_day(words, pair[1].day, month_too=True)]
    if not dated:
        return None
    best = max(dated, key=lambda pair: pair[0])[1]
    return best.position, "date", str(best.day)
