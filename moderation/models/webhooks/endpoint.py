"""Webhook endpoints: a platform's receiver, its secrets, and its health."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Platform


class EndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    def kept(self) -> EndpointQuerySet:
        """Endpoints that nobody removed."""
        return self.filter(removed_at=None)

    def ready(self, now: datetime) -> EndpointQuerySet:
        """Endpoints that may get a message now: active and not paused, or broken and due for a probe."""
        active = Q(state=WebhookEndpoint.State.ACTIVE) & (Q(paused_until=None) | Q(paused_until__lte=now))
        probe = Q(state=WebhookEndpoint.State.BROKEN, probe_at__lte=now)
        return self.kept().filter(active | probe)


class WebhookEndpoint(models.Model):
    """A URL that gets the events of one platform, or of all.

        active ──failures in a row──▶ broken ──a probe arrives, or by hand──▶ active
          │ ▲                           │
          ▼ └──────────by hand──────────┘
        disabled (by hand, or the receiver answered 410)

    While it is broken its messages wait, and single ones are sent as probes. Secrets are sealed (`sealing.py`); the
    previous one is valid until `previous_until`. The log of a removed endpoint stays.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        DISABLED = "disabled", _("switched off")
        BROKEN = "broken", _("broken")

    class Cause(models.TextChoices):
        """The cause of a state other than active."""

        NONE = "", "—"
        HAND = "hand", _("by hand")
        GONE = "gone", _("the receiver answered 410 Gone")
        FAILURES = "failures", _("too many failures in a row")

    platform = models.ForeignKey(
        Platform, models.PROTECT, null=True, blank=True, related_name="webhook_endpoints", verbose_name=_("platform"),
        help_text=_("Only this platform's events; those of all platforms, and reports, when empty."),
    )  # fmt: skip
    url = models.CharField(_("URL"), max_length=2000)
    description = models.CharField(_("description"), max_length=200, blank=True)
    owner_email = models.EmailField(_("owner's e-mail"), help_text=_("Told when messages stop arriving."))
    event_types = models.JSONField(_("event types"), default=list)
    sealed_secret = models.TextField(editable=False)
    sealed_previous = models.TextField(blank=True, editable=False)
    previous_until = models.DateTimeField(_("previous secret valid until"), null=True, blank=True)
    secret_made_at = models.DateTimeField(_("secret made"))
    secret_shown_at = models.DateTimeField(_("secret shown"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ACTIVE)
    cause = models.CharField(_("cause"), max_length=10, choices=Cause, blank=True, default=Cause.NONE)
    consecutive_failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    failed_probes = models.PositiveIntegerField(_("failed probes"), default=0)
    probe_at = models.DateTimeField(_("next probe"), null=True, blank=True)
    paused_until = models.DateTimeField(_("asked to wait until"), null=True, blank=True)
    served_at = models.DateTimeField(_("last served"), null=True, blank=True)
    tell_owner = models.BooleanField(default=False, editable=False)
    made_by = models.CharField(_("made by"), max_length=150)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="broken", probe_at__isnull=False) | (~Q(state="broken") & Q(probe_at=None)),
                name="endpoint_probed_while_broken",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(state="disabled"), name="endpoint_removed_is_disabled"
            ),
            models.CheckConstraint(
                condition=Q(sealed_previous="", previous_until=None)
                | (~Q(sealed_previous="") & Q(previous_until__isnull=False)),
                name="endpoint_previous_secret_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.description or self.url}"[:80]
