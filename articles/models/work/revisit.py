"""Articles that need a re-assessment because another one arrived or changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Revisit(models.Model):
    """A mark that `article` needs a re-assessment because of `because`.

    The transaction that stores the link inserts it; the re-assessment deletes it. An insert locks no other row, so two
    workers whose articles affect each other do not wait for each other.
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
