"""One provenance fact that matters to a moderator: the value, and the clauses findings rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from articles.provenance.lexicons import lexicon

Severity = Literal["high", "medium", "low"]

SOURCE_LABEL = "self-media-2023:3"
VAGUE_SOURCE = "self-media-campaign-2025:3"
REPRINT = "news-service-2017:15"
AI_LABEL = "ai-labels-2025:6"

FINDING_CODES: tuple[str, ...] = tuple(code for code in lexicon("findings") if not code.startswith("_"))


@dataclass(frozen=True, slots=True)
class Span:
    """`text` stands at `start:end` of `ExtractedArticle.text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`zh` and `en` say it in a sentence; `clause` is the code of the rule it rests on (`clause_name` has the words).

    `spans` are the evidence in the text, `references` positions in the article's reference list (from 0), `articles`
    ids of stored articles. An article has at most one finding of a code.
    """

    code: str
    severity: Severity
    zh: str
    en: str
    clause: str
    spans: tuple[Span, ...] = ()
    references: tuple[int, ...] = ()
    articles: tuple[int, ...] = ()


def clause_name(clause: str, language: str = "zh") -> str:
    """The name of a clause in `zh` or `en`. Raises KeyError for a clause or language that is not known."""
    if clause.startswith("_"):
        raise KeyError(clause)
    name: str = lexicon("clauses")[clause][language]
    return name


def finding_name(code: str, language: str = "zh") -> str:
    """What findings of a code are called in `zh` or `en`; the code itself when it has no name."""
    name: dict[str, str] = lexicon("findings").get(code, {}) if not code.startswith("_") else {}
    return name.get(language, code)
