"""The outbox: events for platforms, written in the transaction of the act they report."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.models.codes import CodeField
from articles.models.immutable import ImmutableQuerySet, ImmutableRow
from moderation.vocabulary.events import EVENTS

# Sent with `events`, in the transaction that wrote them; the receiver makes their deliveries.
events_written = Signal()


class EventQuerySet(ImmutableQuerySet):
    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Writes the events and makes their deliveries."""
        with transaction.atomic():
            events = super().bulk_create(objs, *args, **kwargs)
            events_written.send(sender=self.model, events=events)
        return events


def names_of(article: Article) -> dict[str, object]:
    """How the data of an event names its article: by our id, and by the platform's code, id and address of it.

    What the article has none of is null.
    """
    return {
        "article": article.pk,
        "platform": article.platform.code,
        "external_id": article.external_id or None,
        "url": article.url or None,
    }


class Event(ImmutableRow):
    """One row of the outbox. `type` is one of the contract's webhook event types; `data` is its payload, after its
    schema in `moderation.webhooks.protocol.schemas`. Saving it makes its deliveries (`moderation.webhooks.fanout`).

    `article` is empty for an event about something else: a report, a rule.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    type = CodeField(_("type"), max_length=40, family=EVENTS)
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("article")
    )
    data = models.JSONField(_("data"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = EventQuerySet.as_manager()  # type: ignore[misc]  # the base's own, and stricter

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["article", "created_at"]),
            models.Index(fields=["-created_at", "-id"], name="event_newest"),
            models.Index(fields=["type", "-created_at", "-id"], name="event_type_newest"),
        ]

    def __str__(self) -> str:
        return str(self.get_type_display())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes the event and makes its deliveries."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            events_written.send(sender=type(self), events=[self])
