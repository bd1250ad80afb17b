"""Filters of the queue that one person keeps under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """One person's filter of the queue or of the decided items. At most one of a person is the default.

    `parameters` are those of `moderation.console.listing.Filters`, by name, as text.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    name = models.CharField(_("name"), max_length=40)
    parameters = models.JSONField(_("filter"), default=dict)
    is_default = models.BooleanField(_("opens with the queue"), default=False)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="saved_filter_once"),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(is_default=True), name="one_default_saved_filter"
            ),
        ]

    def __str__(self) -> str:
        return self.name
