"""The words of codes as a report shows them: those of the vocabulary, English ones with a capital. Pure.

A stored row may hold a code that its family no longer has: reports show the code itself, and log it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import structlog

from articles.vocabulary.term import Family, Term, UnknownTerm
from moderation.reports.figure import Text
from moderation.vocabulary.reasons import reason_term

log = structlog.get_logger(__name__)


def named(family: Family[Any], code: str) -> Text:
    """The short words of a code."""
    return _text(family[code]) if code in family else without_words(family.name, code)


def named_at_length(family: Family[Any], code: str) -> Text:
    """The long words of a code, where it has any."""
    return _text_at_length(family[code]) if code in family else without_words(family.name, code)


def reason_named(kind: str, code: str) -> Text:
    """The words of a reason for review; those of routing rules stand in their rows, not here."""
    try:
        return _text(reason_term(kind, code))
    except UnknownTerm:
        return without_words(kind, code)


def as_it_is(code: str) -> Text:
    """A value that is a name itself, such as a template's."""
    return Text(code or "（无）", code or "(none)")


def without_words(family: str, code: str) -> Text:
    """A code that has no words, as it is."""
    if code:
        log.warning("report.unknown_code", family=family, code=code)
    return as_it_is(code)


def codes_of(family: Mapping[str, Term], counted: Iterable[str], hidden: Collection[str] = ()) -> list[str]:
    """The codes of a family in its order, then the counted ones that it does not have; `hidden` ones left out."""
    further = sorted(code for code in counted if code not in family)
    return [code for code in (*family, *further) if code not in hidden]


def _text(term: Term) -> Text:
    return Text(term.zh, term.title_en)


def _text_at_length(term: Term) -> Text:
    words = term.phrase("en")
    return Text(term.phrase("zh"), words[:1].upper() + words[1:])
