"""Protection of moderators: exposure limits, and how pictures are shown."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from moderation.models.queue import Queue


class ExposureLimit(models.Model):
    """The most items of a topic (its queue) that a moderator decides per day; the lowest limit that applies holds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, verbose_name=_("moderator (all, if empty)")
    )
    queue = models.ForeignKey(Queue, models.CASCADE, null=True, blank=True, verbose_name=_("queue (all, if empty)"))
    per_day = models.PositiveIntegerField(_("items a day"))

    class Meta:
        verbose_name = _("exposure limit")
        verbose_name_plural = _("exposure limits")
        # SQLite knows no NULLS NOT DISTINCT; ids begin with 1.
        constraints = [
            models.UniqueConstraint(
                Coalesce("user", 0),
                Coalesce("queue", 0),
                name="exposure_limit_once",
                violation_error_message=_("There is a limit for this moderator and queue already; change that one."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user or '*'} · {self.queue or '*'}: {self.per_day}"


class Preference(models.Model):
    """One person's preferences for the console."""

    class Pictures(models.TextChoices):
        NONE = "none", _("do not load")
        BLUR = "blur", _("blurred")
        GREY = "grey", _("grey")
        PLAIN = "plain", _("as they are")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True)
    pictures = models.CharField(_("pictures"), max_length=5, choices=Pictures, default=Pictures.NONE)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.pictures}"
