"""What was decided, by whom, under which clause."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleVersion
from articles.models.immutable import ImmutableRow
from moderation.models.policy import Clause
from moderation.models.queue import QueueItem


class Act(models.TextChoices):
    """What a decision does to the article on its platform."""

    ALLOW = "allow", _("allow")
    LABEL = "label", _("label")
    LIMIT = "limit", _("limit distribution")
    REMOVE = "remove", _("remove")
    ESCALATE = "escalate", _("escalate")


class Decision(ImmutableRow):
    """One act, never changed: a reversal is a new decision with `override_of`.

    `evidence` keeps what the decision was made on: page hash, item version, scores with their model versions, finding
    codes.
    """

    class Channel(models.TextChoices):
        CONSOLE = "console", _("console")
        API = "api", _("API")

    item = models.ForeignKey(QueueItem, models.PROTECT, related_name="decisions", verbose_name=_("queue item"))
    article = models.ForeignKey(Article, models.PROTECT, related_name="decisions", verbose_name=_("article"))
    article_version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="+", verbose_name=_("version"))
    act = models.CharField(_("act"), max_length=10, choices=Act)
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("clause")
    )
    note = models.TextField(_("note"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions", verbose_name=_("decided by")
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    override_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="overrides", verbose_name=_("overrides")
    )
    evidence = models.JSONField(_("evidence"))
    created_at = models.DateTimeField(_("decided"), auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act="allow") | models.Q(clause__isnull=False), name="decision_names_its_clause"
            )
        ]
        indexes = [models.Index(fields=["created_at", "id"]), models.Index(fields=["article", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.clause.code if self.clause else ''}".strip()
