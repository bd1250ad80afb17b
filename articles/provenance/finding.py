"""Values of findings: provenance facts that matter to a moderator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from articles.provenance.sentence import Value, filled

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

    `zh` and `en` say it in a sentence. Its places such as `{share:.0%}` are filled with `values` when it is read;
    another article or account is always such a value, since not every reader may see its words.
    `spans` are the evidence in the text, `references` positions in the article's reference list (from 0), `articles`
    ids of stored articles.
    """

    severity: Severity
    zh: str
    en: str
    spans: tuple[Span, ...] = ()
    references: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """A detection with the codes of its kind and of the legal basis. An article has at most one finding of a code."""

    code: str
    severity: Severity
    pattern_zh: str
    pattern_en: str
    clause: str
    spans: tuple[Span, ...] = ()
    references: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def zh(self) -> str:
        """The whole Chinese sentence, with the words of other articles."""
        return filled(self.pattern_zh, self.values, "zh")

    @property
    def en(self) -> str:
        """The whole English sentence, with the words of other articles."""
        return filled(self.pattern_en, self.values, "en")
