"""Deliveries: one event for one endpoint, with every attempt to send it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.models.immutable import ImmutableRow
from moderation.models.webhooks.endpoint import WebhookEndpoint
from moderation.models.webhooks.event import Event


class DeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    def free(self, now: datetime) -> DeliveryQuerySet:
        """Pending deliveries that no worker holds."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lt=now), state=WebhookDelivery.State.PENDING)

    def heads(self) -> DeliveryQuerySet:
        """Deliveries that need not wait for an earlier one of the same article to the same endpoint."""
        earlier = WebhookDelivery.objects.filter(
            endpoint=OuterRef("endpoint"),
            article=OuterRef("article"),
            pk__lt=OuterRef("pk"),
            state=WebhookDelivery.State.PENDING,
        )
        return self.filter(~Exists(earlier))


class WebhookDelivery(models.Model):
    """An event on its way to an endpoint: the row is the work.

    `attempts` counts those of the schedule, and restarts with a replay; `tries` counts all. A worker holds the row by
    `token` until `leased_until`; the result of a worker with an outdated token is discarded. Deliveries of one article
    go in the order of their ids, which is that of their events.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("on its way")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("given up")

    endpoint = models.ForeignKey(
        WebhookEndpoint, models.PROTECT, related_name="deliveries", verbose_name=_("webhook endpoint")
    )
    event = models.ForeignKey(Event, models.PROTECT, related_name="deliveries", verbose_name=_("event"))
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("article")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    tries = models.PositiveIntegerField(_("times sent"), default=0)
    replays = models.PositiveIntegerField(_("replays"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    expires_at = models.DateTimeField(_("waits until"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    token = models.CharField(max_length=32, blank=True, editable=False)
    last_status = models.PositiveSmallIntegerField(_("last status"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=20, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        ordering = ["-created_at", "-id"]
        permissions = [("replay_webhookdelivery", "Can send a message again")]
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event"], name="delivery_once_an_endpoint"),
            models.CheckConstraint(
                condition=Q(state="pending", next_attempt_at__isnull=False)
                | (~Q(state="pending") & Q(next_attempt_at=None, token="", leased_until=None)),
                name="delivery_due_while_pending",
            ),
            models.CheckConstraint(
                condition=Q(state="delivered", delivered_at__isnull=False)
                | (~Q(state="delivered") & Q(delivered_at=None)),
                name="delivery_delivered_at",
            ),
        ]
        indexes = [
            models.Index(fields=["endpoint", "next_attempt_at"], condition=Q(state="pending"), name="delivery_due"),
            models.Index(fields=["endpoint", "article", "id"], condition=Q(state="pending"), name="delivery_order"),
            models.Index(fields=["created_at", "id"], name="delivery_created"),
            models.Index(fields=["endpoint", "created_at"], name="delivery_endpoint_created"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.event}"


class DeliveryAttempt(ImmutableRow):
    """One attempt to send a delivery, with request and answer. Append-only.

    `number` counts from 1; a `probe` tests whether a broken endpoint works again. `answer` is the beginning of a
    stranger's text. `duration_ms` is in milliseconds.
    """

    delivery = models.ForeignKey(WebhookDelivery, models.PROTECT, related_name="made", verbose_name=_("delivery"))
    number = models.PositiveIntegerField(_("number"))
    probe = models.BooleanField(_("probe"), default=False)
    url = models.CharField(_("URL"), max_length=2000)
    request_headers = models.JSONField(_("headers sent"))
    body_sha256 = models.CharField(_("SHA-256 of the body"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=20, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answer_truncated = models.BooleanField(_("answer cut"), default=False)
    duration_ms = models.PositiveIntegerField(_("milliseconds"))
    created_at = models.DateTimeField(_("ended"), auto_now_add=True)

    class Meta:
        verbose_name = _("delivery attempt")
        verbose_name_plural = _("delivery attempts")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="attempt_number"),
            models.CheckConstraint(
                condition=Q(status__isnull=True, error__gt="") | Q(status__isnull=False, error=""),
                name="attempt_status_or_error",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.status or self.error}"


class DeliverySlot(models.Model):
    """A slot for one delivering process, so that slow receivers do not occupy all workers."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    token = models.CharField(max_length=32, blank=True)
    held_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.number)

    @staticmethod
    def free_at(now: datetime) -> Q:
        return Q(held_until=None) | Q(held_until__lt=now)

    @staticmethod
    def hold(now: datetime) -> datetime:
        """The moment until which a sign of life given now holds."""
        return now + timedelta(seconds=10)
