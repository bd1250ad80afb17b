"""Which articles share text: fingerprints to find candidates by, and the pairs that were verified."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article, ArticleVersion
from articles.models.codes import CodeField
from articles.vocabulary import citations


class ComparedText(models.Model):
    """What of an article's current version counts for reuse: simplified, without punctuation, notices, boilerplate.

    `digest` is of the whole text (0 for an empty one): finds exact copies too short for fingerprints. `shingles` is the
    number of distinct character 5-grams.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="compared")
    version = models.OneToOneField(ArticleVersion, models.CASCADE, related_name="compared")
    text = models.TextField()
    digest = models.BigIntegerField(default=0)
    shingles = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("compared text")
        verbose_name_plural = _("compared texts")
        indexes = [models.Index(fields=["digest"], name="compared_digest")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.shingles}"


class Fingerprint(models.Model):
    """One sampled hash of one article. The key leads with the hash: look-ups read the index alone.

    A plain number for the article, without constraint and index: these rows are the many, and they come and go with
    its `ComparedText`.
    """

    pk = models.CompositePrimaryKey("hash", "article_id")
    hash = models.BigIntegerField()
    article_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("fingerprint")
        verbose_name_plural = _("fingerprints")

    def __str__(self) -> str:
        return f"{self.hash:x}"


class ReuseEdge(models.Model):
    """Two articles that share text. `directed`: `later` was published after `earlier`; else the ids give the order.

    Containments are shares (0–1) of an article's 5-grams that stand in the other: `containment` of the later one's in
    the earlier, `containment_earlier` the reverse. `passages` are [later start, later end, earlier start, earlier end]
    in the texts of the two versions. `credit` tells whether the later one names the source of the earlier.
    """

    earlier = models.ForeignKey(Article, models.CASCADE, related_name="reused_by", verbose_name=_("earlier article"))
    later = models.ForeignKey(Article, models.CASCADE, related_name="reuses", verbose_name=_("later article"))
    directed = models.BooleanField(_("direction known"), default=False)
    containment = models.FloatField(_("share of the later article"))
    containment_earlier = models.FloatField(_("share of the earlier article"))
    passages = models.JSONField(_("passages"), default=list)
    credit = CodeField(_("credit"), max_length=12, family=citations.CREDITS, default=citations.UNKNOWN)
    created_at = models.DateTimeField(_("found"), auto_now_add=True)

    class Meta:
        verbose_name = _("reuse edge")
        verbose_name_plural = _("reuse edges")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(Least("earlier", "later"), Greatest("earlier", "later"), name="reuse_pair_once"),
            models.CheckConstraint(condition=~models.Q(earlier=models.F("later")), name="reuse_of_another"),
            models.CheckConstraint(
                condition=models.Q(
                    containment__gte=0, containment__lte=1, containment_earlier__gte=0, containment_earlier__lte=1
                ),
                name="containment_range",
            ),
        ]
        indexes = [models.Index(fields=["created_at", "id"], name="reuse_created")]

    def __str__(self) -> str:
        return f"{self.earlier_id} → {self.later_id}" if self.directed else f"{self.earlier_id} — {self.later_id}"

    def other_id(self, article_id: int) -> int:
        """The id of the article at the other end."""
        return self.earlier_id if self.later_id == article_id else self.later_id
