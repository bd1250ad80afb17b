"""The provenance record of one article: its declarations and credits, and the findings that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.answerable import of_the_matter
from articles.provenance.attribution.attribution import Attribution
from articles.provenance.attribution.attributions import read_attributions
from articles.provenance.attribution.budget import Unread
from articles.provenance.context import Context
from articles.provenance.finding import Finding
from articles.provenance.references import ReferenceMatch, match_references
from articles.provenance.rules import find_findings
from articles.provenance.topics.topic import Correction, Topic, topic_of


@dataclass(frozen=True, slots=True)
class Provenance:
    """The record. `matches` pair positions in `attributions` with positions in the article's references.

    `well_sourced`: whether the sourcing is not vague, and a source is named for what the article is about; None where
    no source is required. `unread`: what was not read of the text, because its budget was used up.
    """

    attributions: tuple[Attribution, ...]
    matches: tuple[ReferenceMatch, ...]
    topic: Topic
    findings: tuple[Finding, ...]
    well_sourced: bool | None = None
    unread: tuple[Unread, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the record as plain values for JSON."""
        warnings = [each.to_json() for each in self.unread]
        return {**asdict(self), "unread": warnings}


def assess_provenance(
    article: ExtractedArticle,
    around: Context | None = None,
    attributions: Sequence[Attribution] | None = None,
    unread: Sequence[Unread] = (),
    correction: Correction | None = None,
) -> Provenance:
    """Build the provenance record. Pure, and linear in the length of the article.

    `around` is the context: other articles and the registry. `attributions` are those of the article's text, and
    `unread` what was not read of it, if the caller has read it already. `correction` is a moderator's word on kind and
    topic.
    """
    text = article.text
    if attributions is None:
        attributions, unread = read_attributions(text)
    topic = topic_of(article.headline, text, correction)
    matches = match_references(attributions, article.references, text, article.source.name if article.source else None)
    findings = find_findings(article, attributions, topic, matches, around)
    is_vague = any(each.code == "vague_sourcing" for each in findings)
    needs = is_vague or topic.is_news
    well_sourced = (not is_vague and bool(of_the_matter(article, attributions))) if needs else None
    return Provenance(tuple(attributions), tuple(matches), topic, tuple(findings), well_sourced, tuple(unread))
