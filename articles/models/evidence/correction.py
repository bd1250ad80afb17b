"""Corrected facts about an article: what was known before, and what is known since."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import ArticleVersion


class Correction(models.Model):
    """One repeated submission that said something else beside the text; rows are added, and only erasure changes them.

    `version` holds the facts since. `changes` is `{fact: {"before", "after"}}` by the codes of
    `articles.vocabulary.facts`, in plain JSON; null is unknown.
    """

    version = models.ForeignKey(
        ArticleVersion, models.CASCADE, related_name="corrections", verbose_name=_("article version")
    )
    changes = models.JSONField(_("changes"))
    created_at = models.DateTimeField(_("corrected"), auto_now_add=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["created_at", "id"], name="correction_created")]

    def __str__(self) -> str:
        return f"{self.version_id}: {', '.join(self.changes)}"
