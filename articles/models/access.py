"""API keys: their scopes, platform, request rate and expiry."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework_api_key.models import AbstractAPIKey

from articles.models.source import Platform

SCOPES = (
    "articles:write",
    "articles:read",
    "scores:read",
    "queue:work",
    "appeals:write",
    "webhooks:manage",
    "reports:read",
)


class ApiKey(AbstractAPIKey):
    """A key with scopes; with `platform` set, it reads and writes that platform's articles only.

    `rate` is requests per minute (empty: settings.API_RATE). `replaces` is the predecessor: a key has at most one
    successor, so that two are live while an integration switches over. `last_used_at` is exact to a minute.
    """

    scopes = models.JSONField(_("scopes"), default=list)
    platform = models.ForeignKey(
        Platform, models.PROTECT, null=True, blank=True, related_name="api_keys", verbose_name=_("platform")
    )
    rate = models.PositiveIntegerField(_("requests a minute"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="successor", verbose_name=_("replaces")
    )
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)

    class Meta(AbstractAPIKey.Meta):
        verbose_name = _("API key")  # type: ignore[assignment]
        verbose_name_plural = _("API keys")  # type: ignore[assignment]
        constraints = [
            models.CheckConstraint(condition=models.Q(rate=None) | models.Q(rate__gte=1), name="api_key_rate_positive")
        ]
