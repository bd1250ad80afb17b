"""Groups of accounts that mostly reuse and cite each other."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.codes import CodeField
from articles.models.source import Source
from articles.vocabulary.citations import GROUPS


class SourceGroup(models.Model):
    """An account matrix, or a ring of accounts that cite each other, as observed over the last 30 days.

    `evidence` is a list of {from, to, reused, cited, articles}: source ids, counts, and article ids (at most 20).
    `inside` is the share (0–1) of the members' reuse and citations that stays among them. A group is closed when it
    is no longer observed.
    """

    kind = CodeField(_("kind"), max_length=8, family=GROUPS)
    key = models.CharField(max_length=64)
    members = models.ManyToManyField(Source, related_name="groups", verbose_name=_("accounts"))
    inside = models.FloatField(_("share among themselves"))
    evidence = models.JSONField(_("evidence"), default=list)
    opened_at = models.DateTimeField(_("first seen"), auto_now_add=True)
    seen_at = models.DateTimeField(_("last seen"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("group of accounts")
        verbose_name_plural = _("groups of accounts")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], condition=models.Q(closed_at__isnull=True), name="one_open_group"
            ),
            models.CheckConstraint(condition=models.Q(inside__gte=0, inside__lte=1), name="inside_range"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
