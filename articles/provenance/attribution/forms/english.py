"""Rule family g: plain English credits: according to X, X said, …, X reported, told the BBC.

Only forms in which the speaker is certain: a known outlet, an institution by its head word, a person by two names, a
role in the plural. Pronouns, things (the sign said) and single names yield nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from articles.provenance.attribution.attribution import Attribution, Kind
from articles.provenance.attribution.budget import Tally
from articles.provenance.attribution.english import english_kind, sentence_end, sentence_start
from articles.provenance.lexicons import lexicon

_WORDS = lexicon("wire_services")
_ACCORDING = re.compile(
    r"\b(?P<verb>[Aa]ccording to) (?:(?:a|an|the) (?:report|statement|survey|study) (?:by|from|in) )?(?:the )?"
)
_SAID = re.compile(r" (?P<verb>said|says|say|reported|reports|announced|warned|confirmed|noted|added|told)\b")
_PHRASE_END = re.compile(r"[,.;!?\"”)\n]|$| (?:and|which|who|on|in|that|as|said|but|while|after|before) ")
_BOUNDARY = re.compile(r"[.!?,;:\"”“()\n—] {0,2}")
_ARTICLE = re.compile(r" ?(?:[Tt]he )?")
# Li Hewan, a resident, said: the name stands before what he is.
_APPOSED = re.compile(
    r"(?:^|[.!?\n\"”,;-] ?)(?P<who>[A-Z][\w'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){1,3}), [^,.;!?\"”\n]{3,60},$",
    re.MULTILINE,
)
_TO_COMMA = re.compile(r"[^,.\n]{0,60}, ?")
_WITH_OBJECT = ("reported", "reports", "announced", "confirmed", "warned", "noted", "added")
_LONGEST = 90
_WHEN = re.compile(
    r"(?: (?:late |early )?(?:on )?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    r"| (?:in|at) an? [a-z]{4,12}(?: [a-z]{2,12})?)"
)
_THAT = re.compile(r",? ?(?:that |: ?[\"“]?|, ?[\"“])?")
_OUTLETS = "|".join(sorted(map(re.escape, _WORDS["latin"]), key=len, reverse=True))
_LISTENER = re.compile(
    rf" (?:(?:the )?(?:local )?(?:reporters|journalists|media|press)\b|(?:the )?(?P<who>{_OUTLETS})\b)"
)


def english(text: str, folded: str, tally: Tally) -> Iterator[Attribution]:
    """Find the attributions of family g: according to, then verbs of saying."""
    if " said" not in folded and "ccording to " not in folded and not _SAID.search(folded):
        return
    tally.restart()
    for match in _ACCORDING.finditer(folded):
        tally.enter(match.start(), match.start())
        if tally.may_try() and (found := _according(text, folded, match)):
            tally.found()
            yield found
    tally.restart()
    for match in _SAID.finditer(folded):
        tally.enter(match.start(), match.start())
        if tally.may_try() and (found := _said(text, folded, match)):
            tally.found()
            yield found
            listener = _LISTENER.match(folded, match.end())
            if match["verb"] == "told" and found.kind == "anonymous" and listener and listener["who"]:
                yield _as_told(text, listener, found)


def _according(text: str, folded: str, match: re.Match[str]) -> Attribution | None:
    start = match.end()
    found = _phrase(folded, start)
    if found is None:
        return None
    end, kind = found
    if match["verb"].startswith("A"):
        opening = _TO_COMMA.match(folded, end)
        claim_start = opening.end() if opening else end
        claim = claim_start, sentence_end(folded, claim_start)
    else:
        claim = _claim_before(folded, match.start())
    return Attribution(text[start:end], kind, match["verb"], start, end, *claim)


def _said(text: str, folded: str, match: re.Match[str]) -> Attribution | None:
    listener = _LISTENER.match(folded, match.end()) if match["verb"] == "told" else None
    if match["verb"] == "told" and listener is None:
        return None
    after = listener.end() if listener else match.end()
    speaker = _speaker_before(folded, match.start())
    if speaker is None and listener and listener["who"]:
        speaker = (*listener.span("who"), "named_outlet")
    if speaker is None:
        return _inverted(text, folded, match)
    start, end, kind = speaker
    when = _WHEN.match(folded, after)
    after = when.end() if when else after
    is_last = folded[after : after + 1] in (".", "", "\n", ";") or (
        folded[after : after + 1] == "," and "," in folded[max(0, start - 6) : start]  # …, X said, while …
    )
    if (
        match["verb"] in _WITH_OBJECT
        and kind != "named_outlet"
        and not is_last
        and folded[after : after + 6] != " that "
    ):
        return None  # the company reported a loss
    claim = _claim_before(folded, min(start, end)) if is_last else _claim_behind(folded, after)
    return Attribution(text[start:end], kind, match["verb"], start, end, *claim)


def _as_told(text: str, listener: re.Match[str], found: Attribution) -> Attribution:
    """Return the outlet to which nobody by name told the claim: readers can look up the outlet alone."""
    start, end = listener.span("who")
    claim = found.claim_start, found.claim_end
    return Attribution(text[start:end], "named_outlet", found.verb, start, end, *claim)


def _inverted(text: str, folded: str, match: re.Match[str]) -> Attribution | None:
    """Read “…,” said X."""
    if match["verb"] not in ("said", "says") or folded[match.start() - 1 : match.start()] not in tuple('"”,'):
        return None
    opening = _ARTICLE.match(folded, match.end())
    start = opening.end() if opening else match.end() + 1
    found = _phrase(folded, start)
    if found is None:
        return None
    end, kind = found
    return Attribution(text[start:end], kind, match["verb"], start, end, *_claim_before(folded, match.start()))


def _speaker_before(folded: str, end: int) -> tuple[int, int, Kind] | None:
    """Return the speaker who ends at `end`, if his phrase begins a sentence or a clause."""
    floor = max(0, end - _LONGEST)
    begin = max((each.end() for each in _BOUNDARY.finditer(folded, floor, end)), default=0 if floor == 0 else -1)
    if begin < 0:
        return None
    apposed = _APPOSED.search(folded, floor, end)
    if apposed and (kind := english_kind(apposed["who"])) == "named_person":
        return *apposed.span("who"), kind
    opening = _ARTICLE.match(folded, begin, end)
    for start in (opening.end(), begin) if opening else (begin,):
        if kind := english_kind(folded[start:end]):
            return start, end, kind
    return None


def _phrase(folded: str, start: int) -> tuple[int, Kind] | None:
    """Return the end and the kind of the longest speaker that begins at `start`."""
    ends = [each.start() for each in islice(_PHRASE_END.finditer(folded, start, start + _LONGEST), 4)]
    for end in reversed(ends):
        if kind := english_kind(folded[start:end]):
            return end, kind
    return None


def _claim_before(folded: str, end: int) -> tuple[int, int]:
    start = sentence_start(folded, end)
    return start, start + len(folded[start:end].removesuffix("the ").rstrip(' ,"”'))


def _claim_behind(folded: str, start: int) -> tuple[int, int]:
    opening = _THAT.match(folded, start)
    start = opening.end() if opening else start
    return start, sentence_end(folded, start)
