"""Makes the queue item of an assessed article, in the transaction that stored its last scores."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from articles.models import ArticleVersion
from articles.signals import article_assessed
from moderation.models import Event
from moderation.queue.refreshing import refresh
from moderation.routing.acting import act_on
from moderation.routing.applying import apply_rules
from moderation.triage.facts import facts_of
from moderation.triage.reasons import reasons_for


@receiver(article_assessed)
def queue_assessed_article(version: ArticleVersion, **_: Any) -> None:
    """Queues the article with all its reasons when there are any, those of routing rules too, and tells the platform.

    A rule that fails stops alone: the article is queued as the other rules and the fixed reasons say.
    """
    facts = facts_of(version)
    applied = apply_rules(version, opens=bool(reasons_for(facts)))
    item = refresh(version, reasons_for(facts, applied.reasons), applied.queue)
    Event(
        type=Event.Type.ARTICLE_ASSESSED,
        article=version.article,
        data={
            "article": version.article_id,
            "external_id": version.article.external_id or None,
            "version": version.number,
            "scores": [
                {"name": score.name, "value": score.value, "band": score.band, "model": score.model}
                for score in version.scores.order_by("name")
            ],
            "findings": sorted(version.findings.values_list("code", flat=True)),
            "queue_item": item.pk if item else None,
        },
    ).save()
    act_on(version, item, applied)
