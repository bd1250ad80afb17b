"""The feed: every event has a place in one order, which readers follow by its number."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Platform
from moderation.models.webhooks.event import Event


class FeedEntry(models.Model):
    """The place of an event in the feed, written with the event; `sequence` is null until the sequencer has seen it.

    Numbers are given after the commit, by one sequencer at a time (`moderation.webhooks.feed`), so they have no gap
    that fills later: whoever has read up to a number misses nothing before it. `platform` is whose event it is; null
    for one that concerns all.
    """

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="place")
    sequence = models.BigIntegerField(_("place in the feed"), null=True, unique=True)
    platform = models.ForeignKey(Platform, models.PROTECT, null=True, related_name="+", verbose_name=_("platform"))

    class Meta:
        verbose_name = _("place in the feed")
        verbose_name_plural = _("places in the feed")
        indexes = [
            models.Index(fields=["event"], condition=models.Q(sequence=None), name="feed_waiting"),
            models.Index(fields=["platform", "sequence"], name="feed_of_platform"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}"


class FeedHead(models.Model):
    """One row: the last number that was given. Its lock makes the sequencer one."""

    last = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("end of the feed")
        verbose_name_plural = _("ends of the feed")

    def __str__(self) -> str:
        return str(self.last)


class RetiredSecret(models.Model):
    """A secret of an endpoint from before its last rotations, valid until `until`; sealed like the others."""

    endpoint = models.ForeignKey("moderation.WebhookEndpoint", models.CASCADE, related_name="retired_secrets")
    sealed_secret = models.TextField(editable=False)
    until = models.DateTimeField(_("valid until"))

    class Meta:
        verbose_name = _("retired secret")
        verbose_name_plural = _("retired secrets")
        ordering = ["-until", "-id"]

    def __str__(self) -> str:
        return f"{self.endpoint_id}"
