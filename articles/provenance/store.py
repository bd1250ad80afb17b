"""The provenance stage writes what the pure rules found."""

from __future__ import annotations

from articles.models import ArticleVersion, Attribution, Finding
from articles.provenance.record import Provenance


def store_provenance(version: ArticleVersion, provenance: Provenance) -> None:
    """Writes the attributions, used references and findings of a version that has none yet."""
    references = list(version.references.order_by("position"))
    matched = {match.attribution: references[match.reference] for match in provenance.matches}
    Attribution.objects.bulk_create(
        Attribution(
            version=version,
            who=item.who[:200],
            kind=item.kind,
            verb=item.verb[:20],
            start=item.start,
            end=item.end,
            claim_start=item.claim_start,
            claim_end=item.claim_end,
            reference=matched.get(index),
        )
        for index, item in enumerate(provenance.attributions)
    )
    if references:
        version.references.update(used=False)
        version.references.filter(pk__in={reference.pk for reference in matched.values()}).update(used=True)
    Finding.objects.bulk_create(
        Finding(
            version=version,
            code=item.code,
            severity=item.severity,
            explanation_zh=item.zh,
            explanation_en=item.en,
            clause=item.clause,
            spans=[{"start": span.start, "end": span.end, "text": span.text} for span in item.spans],
        )
        for item in provenance.findings
    )
    version.topic = provenance.topic.code
    version.topic_is_news = provenance.topic.is_news
    version.well_sourced = provenance.well_sourced
    version.save(update_fields=["topic", "topic_is_news", "well_sourced"])
