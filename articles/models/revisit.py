"""Articles to be looked at again because another one came or changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Revisit(models.Model):
    """Written in the transaction that stored what bears on `article`; deleted in the one that took it into account.

    An inserted row locks nobody else's: two workers whose articles bear on each other do not wait for each other.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisits", verbose_name=_("article"))
    because = models.ForeignKey(Article, models.CASCADE, related_name="+", verbose_name=_("because of"))
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("revisit")
        verbose_name_plural = _("revisits")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.article_id} ← {self.because_id}"
