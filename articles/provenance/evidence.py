"""The evidence that rules read, with the selections they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from articles.parsing.extracted import ExtractedArticle, ExtractedFlag
from articles.provenance.attribution.attribution import NAMED, Attribution
from articles.provenance.context import Context
from articles.provenance.experts import nameless_experts
from articles.provenance.finding import Span
from articles.provenance.lexicons import lexicon, one_of
from articles.provenance.references import own_references
from articles.provenance.topics.topic import Topic
from articles.text.prose_folding import fold_prose
from articles.vocabulary.notices import VISIBILITIES

_WORDS = lexicon("speakers")
_VAGUE = re.compile(one_of(_WORDS["vague_roles"]) + "$")
_MOST_SPANS = 100  # enough evidence; the finding's sentence gives the full count


@dataclass(frozen=True, slots=True)
class Evidence:
    """Evidence of one article. `matched`: positions of attributions with a reference; `used`: of those references."""

    article: ExtractedArticle
    attributions: tuple[Attribution, ...]
    topic: Topic
    matched: frozenset[int]
    used: frozenset[int]
    around: Context = field(default_factory=Context)

    @property
    def own_references(self) -> frozenset[int]:
        """Positions of the references in which the source cites itself."""
        source = self.article.source
        return own_references(self.article.references, source.name if source else None)

    @property
    def named(self) -> list[Attribution]:
        """Attributions that name somebody whom a moderator can look up."""
        return [each for each in self.attributions if each.kind in NAMED]

    @property
    def unmatched(self) -> list[Attribution]:
        """Named attributions that no reference backs."""
        return [each for i, each in enumerate(self.attributions) if each.kind in NAMED and i not in self.matched]

    @property
    def vague(self) -> list[Attribution]:
        """Attributions to nobody in particular: 据悉, 网传, 网友, 专家, 外媒. A witness or 王女士 is not vague."""
        return [each for each in self.attributions if _is_vague(each)]

    @property
    def experts(self) -> list[Attribution]:
        """Attributions to unnamed experts, with or without a named institution."""
        return nameless_experts(self.article.text, self.attributions)

    @property
    def web_flags(self) -> list[ExtractedFlag]:
        """The author's declarations that the article comes from the web (取材网络)."""
        flags = self.article.provenance_flags
        return [each for each in flags if each.declared_by == "author" and "web_sourced" in (each.code, *each.also)]

    def flag_spans(self, flags: Sequence[ExtractedFlag]) -> tuple[Span, ...]:
        """Return the spans of declarations; captions are not in the text and have none."""
        return self.spans_at((each.start, each.end) for each in flags[:_MOST_SPANS])

    def spans_at(self, places: Iterable[tuple[int | None, int | None]]) -> tuple[Span, ...]:
        """Return the spans at these offsets with their words, at most a hundred."""
        text = self.article.text
        found = (Span(a, b, text[a:b]) for a, b in places if a is not None and b is not None and a < b)
        return tuple(islice(found, _MOST_SPANS))

    def has_flag(self, *codes: str) -> bool:
        """Whether author or platform declares one of these codes visibly."""
        return any(
            not codes_of_flag.isdisjoint(codes) and not is_undrawn(flag)
            for flag in self.article.provenance_flags
            if (codes_of_flag := {flag.code, *flag.also})
        )


def spans_of(attributions: Sequence[Attribution]) -> tuple[Span, ...]:
    """Return the spans of the credited names, at most a hundred."""
    return tuple(Span(each.start, each.end, each.who) for each in attributions[:_MOST_SPANS])


def is_undrawn(flag: ExtractedFlag) -> bool:
    """Whether the page itself hides the declaration from everybody."""
    return flag.visibility is not None and VISIBILITIES[flag.visibility.state].is_undrawn


def _is_vague(attribution: Attribution) -> bool:
    if attribution.kind == "anonymous":
        return _VAGUE.search(fold_prose(attribution.who)) is not None
    return attribution.kind == "unspecified"
