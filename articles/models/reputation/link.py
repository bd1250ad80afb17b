"""Links between accounts that one owner runs, or that follow each other."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.codes import CodeField
from articles.models.source import Source
from articles.vocabulary.citations import SOURCE_LINKS


class SourceLink(models.Model):
    """A lead's word that two accounts belong together, on one platform or on two; open until `ended_at`.

    The same name alone links nothing. Doubt passes over open links, and over links of links, see
    `articles.scoring.reliability.sharing`. `source` is the one with the lower id.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="links", verbose_name=_("source"))
    other = models.ForeignKey(Source, models.CASCADE, related_name="linked_from", verbose_name=_("linked account"))
    kind = CodeField(_("kind of link"), max_length=12, family=SOURCE_LINKS)
    reason = models.CharField(_("reason"), max_length=1000)
    created_at = models.DateTimeField(_("linked"), auto_now_add=True)
    ended_at = models.DateTimeField(_("unlinked"), null=True, blank=True)
    end_reason = models.CharField(_("reason for unlinking"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("link of accounts")
        verbose_name_plural = _("links of accounts")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(source__lt=models.F("other")), name="link_of_two_in_order"),
            models.UniqueConstraint(
                fields=["source", "other"], condition=models.Q(ended_at=None), name="one_open_link"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} – {self.other}"
