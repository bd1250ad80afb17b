"""Decisions: the act, the person, the clause."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleVersion
from articles.models.codes import CodeField
from articles.models.immutable import ImmutableRow
from moderation.models.policy import Clause
from moderation.models.queue import QueueItem
from moderation.vocabulary import acts
from moderation.vocabulary.channels import CHANNELS


class Decision(ImmutableRow):
    """One act, never changed. A reversal is a new decision, `overturn`, with `override_of`; one per decision.

    `via` is the credential of a decision by REST, `key:PREFIX` or `token:PREFIX`; empty for all others.
    `execution` says when it takes effect. `label` is the label to show, for the act `label`. `evidence` keeps the
    basis of the decision: page hash, item version, scores with their model versions, finding codes.
    """

    item = models.ForeignKey(QueueItem, models.PROTECT, related_name="decisions", verbose_name=_("queue item"))
    article = models.ForeignKey(Article, models.PROTECT, related_name="decisions", verbose_name=_("article"))
    article_version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="+", verbose_name=_("version"))
    act = CodeField(_("act"), max_length=10, family=acts.ACTS)
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("clause")
    )
    label = CodeField(_("label"), max_length=20, family=acts.LABELS, blank=True)
    note = models.TextField(_("note"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions", verbose_name=_("decided by")
    )
    via = models.CharField(_("credential"), max_length=20, blank=True, default="", db_default="")
    channel = CodeField(_("channel"), max_length=8, family=CHANNELS)
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
                condition=models.Q(act__in=["allow", "overturn"]) | models.Q(clause__isnull=False),
                name="decision_names_its_clause",
            ),
            models.CheckConstraint(
                condition=~models.Q(act="overturn") | models.Q(override_of__isnull=False),
                name="overturn_names_what",
            ),
            models.UniqueConstraint(fields=["override_of"], name="overturned_once"),
            models.CheckConstraint(
                condition=models.Q(act="label") | models.Q(label=""), name="only_labels_have_a_label"
            ),
        ]
        permissions = [("overturn_decision", "Can take back decisions of others")]
        indexes = [
            models.Index(fields=["created_at", "id"]),
            models.Index(fields=["article", "-created_at"]),
            models.Index(fields=["act", "id"], name="decision_act"),
            models.Index(fields=["channel", "id"], name="decision_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.clause.code if self.clause else ''}".strip()


class DecisionBasis(ImmutableRow):
    """What a decision was made on, as it was then: scores, findings, disclaimers, the notice to the author.

    The decision's audit entry holds a digest of each part: see `moderation.decisions.basis`.
    """

    decision = models.OneToOneField(
        Decision, models.PROTECT, primary_key=True, related_name="basis", verbose_name=_("decision")
    )
    content = models.JSONField(_("content"))

    class Meta:
        verbose_name = _("basis of a decision")
        verbose_name_plural = _("bases of decisions")

    def __str__(self) -> str:
        return f"#{self.decision_id}"
