"""Reads an article version's facts for the rules."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from articles.models import ArticleVersion
from articles.provenance.rules import finding_name
from moderation.triage.reasons import UNMEASURED, Facts, FindingFact, ScoreFact
from moderation.triage.sampling import is_sampled


def facts_of(version: ArticleVersion, precision: Mapping[str, float] | None = None) -> Facts:
    """The facts for the rules. Sorts in Python, not in the database, since the rows of many versions are prefetched.

    `precision` is the measured share of right findings by code; it weighs them and opens nothing.
    """
    known = precision or {}
    scores = sorted(version.scores.all(), key=lambda score: score.name)
    findings = sorted(version.findings.all(), key=lambda item: item.pk)
    flags = sorted((flag for flag in version.flags.all() if flag.declared_by == "author"), key=lambda flag: flag.pk)
    return Facts(
        scores=tuple(ScoreFact(score.name, score.value, score.band, score.pk, score.model) for score in scores),
        findings=tuple(
            FindingFact(
                item.code,
                item.severity,
                finding_name(item.code),
                finding_name(item.code, "en"),
                item.pk,
                known.get(item.code, UNMEASURED),
            )
            for item in findings
        ),
        flags=tuple(code for flag in flags for code in flag.codes),
        topic_is_news=bool(version.topic_is_news),
        sampled=is_sampled(version.article_id, settings.RANDOM_AUDIT_SHARE),
    )
