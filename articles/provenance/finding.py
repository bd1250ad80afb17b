"""Values of findings: provenance facts that matter to a moderator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: `text` stands at `start:end` of `ExtractedArticle.text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Detection:
    """What a rule detects in one article: a finding without its code and clause, which the rule declares once.

    `zh` and `en` say it in a sentence. `spans` are the evidence in the text, `references` positions in the article's
    reference list (from 0), `articles` ids of stored articles.
    """

    severity: Severity
    zh: str
    en: str
    spans: tuple[Span, ...] = ()
    references: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A detection with the codes of its kind and of the legal basis. An article has at most one finding of a code."""

    code: str
    severity: Severity
    zh: str
    en: str
    clause: str
    spans: tuple[Span, ...] = ()
    references: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()
