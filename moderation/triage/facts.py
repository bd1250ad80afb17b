"""Reads an article version's facts for the rules."""

from __future__ import annotations

from django.conf import settings

from articles.models import ArticleVersion
from articles.provenance.finding import finding_name
from moderation.triage.reasons import Facts, FindingFact, ScoreFact
from moderation.triage.sampling import is_sampled


def facts_of(version: ArticleVersion) -> Facts:
    """What the rules may look at."""
    return Facts(
        scores=tuple(
            ScoreFact(score.name, score.value, score.band, score.pk) for score in version.scores.order_by("name")
        ),
        findings=tuple(
            FindingFact(item.code, item.severity, finding_name(item.code), finding_name(item.code, "en"), item.pk)
            for item in version.findings.order_by("pk")
        ),
        flags=tuple(code for flag in version.flags.filter(declared_by="author").order_by("pk") for code in flag.codes),
        topic_is_news=bool(version.topic_is_news),
        sampled=is_sampled(version.article_id, settings.RANDOM_AUDIT_SHARE),
    )
