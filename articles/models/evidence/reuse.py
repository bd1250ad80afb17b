"""Text reuse: fingerprints that find candidates, and verified pairs of articles."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article, ArticleVersion
from articles.models.codes import CodeField
from articles.vocabulary import citations


class ComparedText(models.Model):
    """The comparable text of an article's current version: simplified, without punctuation, notices, boilerplate.

    `digest` is a hash of the whole text (0 for an empty one); it finds exact copies that are too short for
    fingerprints. `shingles` is the number of distinct character 5-grams.
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
    """One sampled hash of one article. The primary key starts with the hash, so look-ups read the index alone.

    The article is a plain number without constraint and index: this is the largest table, and its rows are written
    and deleted together with the article's `ComparedText`.
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

    Containments are shares (0–1) of 5-grams: `containment` of the later article's that stand in the earlier one,
    `containment_earlier` the reverse. `passages` are [later start, later end, earlier start, earlier end] in the texts
    of the two versions. `credit` says whether the later article names the source of the earlier one.
    `contradicted`: the article that came later claims the earlier time, and nothing else vouches for it; then no
    direction is known.
    """

    earlier = models.ForeignKey(Article, models.CASCADE, related_name="reused_by", verbose_name=_("earlier article"))
    later = models.ForeignKey(Article, models.CASCADE, related_name="reuses", verbose_name=_("later article"))
    directed = models.BooleanField(_("direction known"), default=False)
    # A default of the database too: processes of the version before insert rows without it.
    contradicted = models.BooleanField(_("claimed time contradicts arrival"), default=False, db_default=False)
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
                condition=models.Q(contradicted=False) | models.Q(directed=False), name="reuse_contradicted_undirected"
            ),
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
        """Return the id of the other article."""
        return self.earlier_id if self.later_id == article_id else self.later_id
