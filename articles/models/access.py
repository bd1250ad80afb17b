"""API keys: who may do what, on which platform's articles."""

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
    """A key with scopes; with `platform` set, it sees and writes that platform's articles only."""

    scopes = models.JSONField(_("scopes"), default=list)
    platform = models.ForeignKey(
        Platform, models.PROTECT, null=True, blank=True, related_name="api_keys", verbose_name=_("platform")
    )

    class Meta(AbstractAPIKey.Meta):
        verbose_name = _("API key")  # type: ignore[assignment]
        verbose_name_plural = _("API keys")  # type: ignore[assignment]
