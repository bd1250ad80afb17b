"""English sentences: where one ends and begins, and what kind of speaker a phrase is."""

from __future__ import annotations

import re

from articles.provenance.attribution.attribution import Kind
from articles.provenance.lexicons import lexicon

_WORDS = lexicon("wire_services")
_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|No|vs|Co|Jr|Sr))(?<!\b(?:Mrs|Inc|Ltd|Gen|Sen|Gov|Jan|Feb|Aug|Oct|Nov|Dec))"
    r"(?<!\bCorp)(?<!\bSept)[.!?](?=[\"”’')]{0,2}(?:\s|$))|\n"
)
_LONGEST = 600


def any_of(words: list[str]) -> str:
    """Build an alternation of words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


_OUTLET = re.compile(
    rf"(?:The |the )?(?:{any_of(_WORDS['latin'])}|(?:[A-Z][\w.'&-]{{0,20}} ){{1,4}}{any_of(_WORDS['outlet_heads'])})"
)
_OF = r"(?: (?:of|for)(?: the)?(?: [A-Z][\w.-]{1,20}){1,3}(?: and [A-Z][a-z]{1,20})?)?"
_INSTITUTION = re.compile(
    rf"(?:[A-Z][\w.'’&-]{{0,20}} ){{0,5}}{any_of(_WORDS['institution_heads'])}{_OF}"
    r"|[A-Z][a-z]{2,16}(?:['’]s)? (?:[a-z]{3,14} ){0,2}(?:ministry|government|central bank|police|military|army)"
    rf"|{any_of(_WORDS['countries'] + _WORDS['institutions'])}"
)
_ANONYMOUS = re.compile(
    rf"(?:{any_of(_WORDS['qualifiers'])} ){{0,3}}{any_of(_WORDS['anonymous'])}"
    rf"|(?:an?|one) (?:{any_of(_WORDS['qualifiers'])} ){{0,2}}{any_of(_WORDS['anonymous_one'])}",
    re.IGNORECASE,
)
_NAME = r"[A-Z][a-z]{1,16}(?:[-'’][A-Z][a-z]{1,16})?"
_PERSON = re.compile(
    rf"(?:(?:[A-Z][\w.'’&-]{{0,20}}|{any_of(_WORDS['titles'])}) ){{0,8}}?"
    rf"{_NAME}(?: (?:[A-Z]\.|bin|al|de|van|von|{_NAME})){{0,2}} {_NAME}"
)
_DATELINE = re.compile(r"[A-Z][^\n()]{0,60}\([A-Z][\w/ ]{1,30}\) ?(?:--|—|–|-) ?")
_NOT_NAME = frozenset(_WORDS["not_names"])
_TITLES = frozenset(_WORDS["titles"])


def sentence_end(folded: str, start: int) -> int:
    """Return the end of the English sentence that `start` lies in, without its full stop."""
    stop = min(len(folded), start + _LONGEST)
    found = _END.search(folded, start, stop)
    return found.start() if found else stop


def sentence_start(folded: str, end: int) -> int:
    """Return the begin of the English sentence that ends at `end`."""
    begin = max(0, end - _LONGEST)
    last = begin
    for found in _END.finditer(folded, begin, end):
        last = found.end()
    while last < end and folded[last] in ' \n"”“':
        last += 1
    dateline = _DATELINE.match(folded, last, end)
    return dateline.end() if dateline else last


def english_kind(phrase: str) -> Kind | None:
    """Return the kind of a speaker; None for pronouns, things and what is not certain."""
    if _ANONYMOUS.fullmatch(phrase):
        return "anonymous"
    words = phrase.split()
    if not words or words[0] in _NOT_NAME:
        return "named_outlet" if _OUTLET.fullmatch(phrase) and words[0] == "The" else None
    if _OUTLET.fullmatch(phrase):
        return "named_outlet"
    if _INSTITUTION.fullmatch(phrase):
        return "named_institution"
    if _PERSON.fullmatch(phrase) and not _NOT_NAME.intersection(words):
        return "named_person" if words[-2].lower() not in _TITLES else None
    return None
