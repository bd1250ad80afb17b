"""Articles that tell the same in other words: rare terms that find them, aligned pairs, and what people answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article, ArticleVersion
from articles.models.codes import CodeField
from articles.models.immutable import ImmutableRow
from articles.vocabulary.retellings import ANSWERS, READINGS, RETOLD


class RareTerm(models.Model):
    """One rare term of one article in the week of its arrival; see `articles.provenance.stored.rewording.terms`.

    The upper bits of `hash` are the week, so that old weeks are one run of the key. Like fingerprints the rows have no
    constraint: they are written with the article's `ComparedText`.
    """

    pk = models.CompositePrimaryKey("hash", "article_id")
    hash = models.BigIntegerField()
    article_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("rare term")
        verbose_name_plural = _("rare terms")

    def __str__(self) -> str:
        return f"{self.hash:x}"


class ProtectedOriginal(models.Model):
    """An article whose rewordings are looked for however old it is: a lead chose it, or it was decided against.

    `protected_by` is None when a decision did it.
    """

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="protected_original", verbose_name=_("article")
    )
    protected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("protected by")
    )
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("protected original")
        verbose_name_plural = _("protected originals")
        ordering = ["-created_at", "-article"]

    def __str__(self) -> str:
        return str(self.article_id)


class Retelling(models.Model):
    """Two articles whose sentences answer each other. `directed`: `later` was published after `earlier`, as in reuse.

    `score` (0–1) is √(coverage · coverage_earlier), the shares of each text's letters in aligned pairs. `pairs` are
    [later start, later end, earlier start, earlier end] in the texts of the two versions, in the order of the later
    one; `sentences`, `sentences_earlier` count all of each text. `numbers_shared` of the `numbers` in the text with
    fewer stand in the other. `reading` says how the pair reads. It is evidence for a person: no score rests on it.
    """

    earlier = models.ForeignKey(Article, models.CASCADE, related_name="retold_by", verbose_name=_("earlier article"))
    later = models.ForeignKey(Article, models.CASCADE, related_name="retells", verbose_name=_("later article"))
    directed = models.BooleanField(_("direction known"), default=False)
    reading = CodeField(_("reading"), max_length=20, family=READINGS, default=RETOLD)
    score = models.FloatField(_("correspondence"))
    coverage = models.FloatField(_("share of the later article"))
    coverage_earlier = models.FloatField(_("share of the earlier article"))
    pairs = models.JSONField(_("aligned sentences"), default=list)
    sentences = models.PositiveIntegerField(_("sentences of the later article"))
    sentences_earlier = models.PositiveIntegerField(_("sentences of the earlier article"))
    numbers_shared = models.PositiveIntegerField(_("equal numbers"))
    numbers = models.PositiveIntegerField(_("numbers compared"))
    names_shared = models.PositiveIntegerField(_("equal rare words"))
    created_at = models.DateTimeField(_("found"), auto_now_add=True)

    class Meta:
        verbose_name = _("retelling")
        verbose_name_plural = _("retellings")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(Least("earlier", "later"), Greatest("earlier", "later"), name="retelling_once"),
            models.CheckConstraint(condition=~models.Q(earlier=models.F("later")), name="retelling_of_another"),
            models.CheckConstraint(condition=models.Q(score__gte=0, score__lte=1), name="retelling_score_range"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} ↝ {self.later_id}" if self.directed else f"{self.earlier_id} ↭ {self.later_id}"

    def other_id(self, article_id: int) -> int:
        """Return the id of the other article."""
        return self.earlier_id if self.later_id == article_id else self.later_id

    def pairs_from(self, article_id: int) -> list[tuple[int, int, int, int]]:
        """Return the pairs with this article's places first, in the order of its text."""
        is_later = self.later_id == article_id
        return sorted((a, b, c, d) if is_later else (c, d, a, b) for a, b, c, d in self.pairs)


class RetellingAnswer(ImmutableRow):
    """What a person answered on two articles; the newest one of a pair counts. A label: it changes nothing by itself.

    The versions are those that were read, `first` the older article row. `score`, `numbers_shared`, `numbers` and
    `names_shared` are what the pair had then; the threshold is fitted on them.
    """

    first = models.ForeignKey(Article, models.PROTECT, related_name="+", verbose_name=_("article"))
    second = models.ForeignKey(Article, models.PROTECT, related_name="+", verbose_name=_("other article"))
    first_version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="+", verbose_name=_("version"))
    second_version = models.ForeignKey(
        ArticleVersion, models.PROTECT, related_name="+", verbose_name=_("other version")
    )
    answer = CodeField(_("answer"), max_length=20, family=ANSWERS)
    score = models.FloatField(_("correspondence"))
    numbers_shared = models.PositiveIntegerField(_("equal numbers"))
    numbers = models.PositiveIntegerField(_("numbers compared"))
    names_shared = models.PositiveIntegerField(_("equal rare words"))
    note = models.CharField(_("note"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("answered by")
    )
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("answer on a retelling")
        verbose_name_plural = _("answers on retellings")
        ordering = ["-id"]
        indexes = [models.Index(fields=["first", "second"], name="retelling_answer_pair")]
        constraints = [
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="retelling_answer_order")
        ]

    def __str__(self) -> str:
        return f"{self.first_id} · {self.second_id}: {self.answer}"
