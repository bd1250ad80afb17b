"""Facts of an article were corrected: the audit chain, the platform's systems and the open item learn of it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from articles.models import Correction
from articles.scoring.stored.dating import redate
from articles.signals import article_corrected
from articles.vocabulary import facts
from moderation import audit
from moderation.models import Event
from moderation.models.webhooks.event import names_of
from moderation.queue.entry import open_items
from moderation.queue.ranking import rank_in, ranking_in_force
from moderation.vocabulary import events


@receiver(article_corrected)
def announce(correction: Correction, **_: Any) -> None:
    """Writes the audit entry and the event, in the transaction of the correction.

    The chain names the facts and not their values, which may be about a person: those stand in the correction.
    """
    version = correction.version
    article, changed = version.article, list(correction.changes)
    audit.append(
        f"platform:{article.platform.code}",
        "article.updated",
        f"article:{article.pk}",
        version=version.number,
        correction=correction.pk,
        changed=changed,
    )
    data = {**names_of(article), "version": version.number, "changed": changed}
    Event(type=events.ARTICLE_UPDATED, article=article, data=data).save()
    if facts.TIME in changed:
        redate(article)
    item = open_items([version]).get(article.pk)
    if facts.REACH in changed and item is not None and item.article_version_id == version.pk:
        rank_in(item, version, ranking_in_force())
