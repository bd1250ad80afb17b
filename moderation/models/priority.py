"""What orders the queue: models learned from decisions, and the schemes that leads put into use."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.immutable import ImmutableRow


class PriorityModel(ImmutableRow):
    """A learned model of the chance that a reviewer acts. It ranks nothing until a scheme names it.

    `content` is a file of `moderation.triage.priority.model`, `sha256` its hash. `figures` compares it, on later
    decisions than it learned from, with the model that was in use: `{"new": {...}, "old": {...}}`.
    """

    name = models.CharField(_("model version"), max_length=60, unique=True)
    content = models.JSONField(_("weights"))
    sha256 = models.CharField(max_length=64)
    decisions = models.PositiveIntegerField(_("decisions learned from"))
    figures = models.JSONField(_("figures"))
    created_at = models.DateTimeField(_("trained"), auto_now_add=True)

    class Meta:
        verbose_name = _("priority model")
        verbose_name_plural = _("priority models")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class PriorityScheme(models.Model):
    """The model and the dials that order the queue, as a lead chose them. The newest row counts; none: as shipped.

    Rows are added. Only `reranked_to` and `reranked_at` change: how far the open items were ranked anew, by id.
    """

    model = models.ForeignKey(
        PriorityModel, models.PROTECT, null=True, blank=True, related_name="schemes", verbose_name=_("priority model")
    )
    dials = models.JSONField(_("dials"), default=dict)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    reranked_to = models.BigIntegerField(default=0)
    reranked_at = models.DateTimeField(_("queue ordered anew"), null=True, blank=True)
    created_at = models.DateTimeField(_("in use since"), auto_now_add=True)

    class Meta:
        verbose_name = _("order of the queue")
        verbose_name_plural = _("orders of the queue")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"#{self.pk}"
