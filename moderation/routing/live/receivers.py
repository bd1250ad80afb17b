"""Makes the queue items of assessed articles, in the transaction that stored their last scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from django.dispatch import receiver

from articles.models import ArticleVersion
from articles.provenance.stored.precision import measured_precision
from articles.signals import article_assessed
from moderation.models import Event, QueueItem
from moderation.models.webhooks.event import names_of
from moderation.queue.refreshing import Asked, refresh
from moderation.routing.live.acting import act_on
from moderation.routing.live.applying import apply_rules
from moderation.routing.live.following import follow
from moderation.triage.facts import facts_of
from moderation.triage.reasons import reasons_for
from moderation.vocabulary import events


@receiver(article_assessed)
def queue_assessed_articles(versions: Sequence[ArticleVersion], **_: Any) -> None:
    """Queues each article that has reasons, with those of routing rules, and writes its event.

    A failing rule is stopped alone: the other rules and the fixed reasons still queue the articles.
    """
    prefetch_related_objects(versions, "scores", "findings", "flags", "article__platform")
    precision = measured_precision() if any(version.findings.all() for version in versions) else {}
    facts = {version: facts_of(version, precision) for version in versions}
    applied = apply_rules(versions, opened={version.pk for version in versions if reasons_for(facts[version])})
    items = refresh(
        Asked(version, reasons_for(facts[version], applied[version.pk].reasons), applied[version.pk].queue)
        for version in versions
    )
    Event.objects.bulk_create(_event(version, items[version.pk]) for version in versions)
    for version in versions:
        act_on(version, items[version.pk], applied[version.pk])
        follow(version, items[version.pk])


def _event(version: ArticleVersion, item: QueueItem | None) -> Event:
    return Event(
        type=events.ARTICLE_ASSESSED,
        article=version.article,
        data={
            **names_of(version.article),
            "version": version.number,
            "scores": [
                {"name": score.name, "value": score.value, "band": score.band, "model": score.model}
                for score in sorted(version.scores.all(), key=lambda score: score.name)
            ],
            "findings": sorted(finding.code for finding in version.findings.all()),
            "queue_item": item.pk if item else None,
        },
    )
