"""The provenance record of one article: its declarations and credits, and the findings that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.attribution.attribution import NAMED, Attribution
from articles.provenance.attribution.attributions import find_attributions
from articles.provenance.context import Context
from articles.provenance.finding import Finding
from articles.provenance.references import ReferenceMatch, match_references
from articles.provenance.rules import find_findings
from articles.provenance.topics import Topic, topic_of


@dataclass(frozen=True, slots=True)
class Provenance:
    """The record. `matches` pair positions in `attributions` with positions in the article's references."""

    attributions: tuple[Attribution, ...]
    matches: tuple[ReferenceMatch, ...]
    topic: Topic
    findings: tuple[Finding, ...]

    @property
    def well_sourced(self) -> bool:
        """Whether the sourcing is not vague, and a source is named or the topic requires no source label."""
        if any(each.code == "vague_sourcing" for each in self.findings):
            return False
        return not self.topic.is_news or any(each.kind in NAMED for each in self.attributions)

    def to_json(self) -> dict[str, Any]:
        """Return the record as plain values for JSON."""
        return {**asdict(self), "well_sourced": self.well_sourced}


def assess_provenance(
    article: ExtractedArticle,
    around: Context | None = None,
    attributions: Sequence[Attribution] | None = None,
) -> Provenance:
    """Build the provenance record. Pure, and linear in the length of the article.

    `around` is the context: other articles and the registry. `attributions` are those of the article's text, if the
    caller has found them already.
    """
    text = article.text
    attributions = find_attributions(text) if attributions is None else attributions
    topic = topic_of(article.headline, text)
    matches = match_references(attributions, article.references, text, article.source.name if article.source else None)
    findings = find_findings(article, attributions, topic, matches, around)
    return Provenance(tuple(attributions), tuple(matches), topic, tuple(findings))
