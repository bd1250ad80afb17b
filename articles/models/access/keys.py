"""API keys: their scopes, platform, request rate, expiry, and the moderators they may act for."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework_api_key.models import AbstractAPIKey, APIKeyManager

from articles.models.source import Platform
from articles.vocabulary.scopes import SCOPES as TERMS

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SCOPES: tuple[str, ...] = tuple(map(str, TERMS))
# The scope that acts for people. Only who may bind keys to moderators grants it.
ACTING_SCOPE = "queue:work"


class Credential:
    """What a request is signed with: an API key or a person's token. It alone says who acts.

    `prefix`: its first 8 characters, which are no secret. `platform`: the only platform it sees, or None. `rate`:
    requests a minute, or None for settings.API_RATE.
    """

    prefix: str
    scopes: list[str]
    platform: Platform | None
    rate: int | None

    @property
    def via(self) -> str:
        """Names it in records: `key:PREFIX` or `token:PREFIX`."""
        raise NotImplementedError

    def people(self) -> list[User]:
        """The people it may act for, by name; also those who may not act any more."""
        raise NotImplementedError


class NumberedKeys(APIKeyManager):
    """Gives a key a number as its id. The library's id is prefix and hash, and the admin's addresses hold the id."""

    def assign_key(self, obj: AbstractAPIKey) -> str:
        """As the library does it. Twelve digits by chance: nobody counts an installation's keys."""
        text: str = super().assign_key(obj)
        obj.id = str(secrets.randbelow(9 * 10**11) + 10**11)
        return text


class ApiKey(Credential, AbstractAPIKey):
    """A key with scopes; with `platform` set, it reads and writes that platform's articles only.

    `rate` is requests per minute (empty: settings.API_RATE). `replaces` is the predecessor: a key has at most one
    successor, so that two are live while an integration switches over. `last_used_at` is exact to a minute.
    """

    objects = NumberedKeys()  # type: ignore[misc]  # django-stubs: the library declares it untyped

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
        permissions = [("bind_apikey", "Can bind API keys to moderators")]

    @property
    def via(self) -> str:
        return f"key:{self.prefix}"

    def people(self) -> list[User]:
        bound = self.bindings.filter(ended_at=None).select_related("moderator").order_by("moderator__username")
        return [binding.moderator for binding in bound if binding.holds()]


class KeyBinding(models.Model):
    """A moderator whom a key may act for, from `bound_at` until `ended_at`.

    Rows stay: whoever was ever bound may know the key, so acts by it never count as independent of that person. `via`
    is the key's, repeated for the database's guards, which read this table alone. `by_command`: made on the server;
    None for bindings of earlier releases.
    """

    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="bindings", verbose_name=_("API key"))
    via = models.CharField(_("credential"), max_length=20, editable=False, db_index=True)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("moderator")
    )
    bound_at = models.DateTimeField(_("bound"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    by_command = models.BooleanField(null=True, editable=False)

    class Meta:
        verbose_name = _("binding of an API key")
        verbose_name_plural = _("bindings of API keys")
        ordering = ["key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "moderator"], condition=models.Q(ended_at=None), name="key_bound_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.via} → {self.moderator_id}"

    def holds(self) -> bool:
        """Whether the key acts for this person: for somebody who became a superuser only if the server bound them."""
        return self.by_command is not False or not self.moderator.is_superuser
