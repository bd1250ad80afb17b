"""Corrections to the provenance of an article that a later article caused."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article, ArticleVersion
from articles.models.immutable import ImmutableRow


class ProvenanceChange(ImmutableRow):
    """One correction, append-only. `before` and `after` are plain JSON; null means absent.

    `what` is `direction` (of the edge with `because`), `finding` (by code) or `earliest` (the earliest known copy).
    `because` is the article whose arrival or change caused it, null when several did.
    """

    class What(models.TextChoices):
        DIRECTION = "direction", _("direction")
        FINDING = "finding", _("finding")
        EARLIEST = "earliest", _("earliest known copy")

    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="changes", verbose_name=_("article"))
    what = models.CharField(_("what"), max_length=10, choices=What)
    code = models.CharField(_("code"), max_length=40, blank=True)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    because = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("because of")
    )
    created_at = models.DateTimeField(_("changed"), auto_now_add=True)

    class Meta:
        verbose_name = _("provenance change")
        verbose_name_plural = _("provenance changes")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["created_at", "id"], name="change_created")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.get_what_display()}"
