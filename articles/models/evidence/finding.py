"""Findings: provenance facts that matter to a moderator."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import ArticleVersion
from articles.models.codes import CodeField
from articles.vocabulary.scores import SEVERITIES


class Finding(models.Model):
    """One finding: code, severity, place, an explaining sentence, and the clause it rests on.

    The place: `spans` in the text, `references` as positions in the reference list (from 1), `articles` by id.
    `explanation_*` are patterns without the words of other articles; `values` fill their places and hold other articles
    and accounts by id. `articles.provenance.stored.sentences` makes the sentence for a reader. Without `values` (null)
    the row is older than patterns: its sentences are finished ones, which may name other articles.
    """

    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="findings", verbose_name=_("article"))
    code = models.CharField(_("code"), max_length=40, db_index=True)
    severity = CodeField(_("severity"), max_length=6, family=SEVERITIES)
    explanation_zh = models.TextField(_("explanation (Chinese)"))
    explanation_en = models.TextField(_("explanation (English)"))
    values = models.JSONField(_("values"), null=True)
    clause = models.CharField(_("clause"), max_length=60, blank=True)
    spans = models.JSONField(_("evidence"), default=list)
    references = models.JSONField(_("references"), default=list)
    articles = models.JSONField(_("linked articles"), default=list)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["version", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="finding_once")]
        indexes = [models.Index(fields=["code", "id"], name="finding_code")]

    def __str__(self) -> str:
        return f"#{self.pk}"
