"""The provenance rules. A rule is its bullets, then early returns, then one sentence in two languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.attribution.attribution import Attribution
from articles.provenance.context import Context
from articles.provenance.evidence import Evidence
from articles.provenance.finding import Finding
from articles.provenance.references import ReferenceMatch
from articles.provenance.rules.age import old_news_without_date
from articles.provenance.rules.circles import circular_citation
from articles.provenance.rules.cited import (
    reference_after_publication,
    reference_not_used,
    unlisted_reprint_source,
)
from articles.provenance.rules.copies import credited_reuse, headline_changed, uncredited_reuse
from articles.provenance.rules.labels import label_hidden, label_missing_ai
from articles.provenance.rules.pictures import own_shot_without_place
from articles.provenance.rules.sourcing import anonymous_expert, unmatched_attribution, vague_sourcing
from articles.provenance.topics import Topic

RULES: tuple[Callable[[Evidence], Finding | None], ...] = (
    vague_sourcing,
    unmatched_attribution,
    anonymous_expert,
    uncredited_reuse,
    credited_reuse,
    headline_changed,
    reference_not_used,
    reference_after_publication,
    unlisted_reprint_source,
    label_missing_ai,
    label_hidden,
    old_news_without_date,
    own_shot_without_place,
    circular_citation,
)


def find_findings(
    article: ExtractedArticle,
    attributions: Sequence[Attribution],
    topic: Topic,
    matches: Sequence[ReferenceMatch],
    around: Context | None = None,
) -> list[Finding]:
    """All findings of an article in the order of `RULES`, at most one a rule."""
    evidence = Evidence(
        article,
        tuple(attributions),
        topic,
        frozenset(match.attribution for match in matches),
        frozenset(match.reference for match in matches),
        around or Context(),
    )
    return [finding for rule in RULES if (finding := rule(evidence))]
