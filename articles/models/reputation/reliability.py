"""The reliability of a source: its current score, the evidence, and the history of changes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.codes import CodeField
from articles.models.immutable import ImmutableRow
from articles.models.source import Source
from articles.vocabulary import scores


class Observation(models.Model):
    """The evidence of one article about its source, part by part; a later version of the article replaces it.

    The columns mean what `articles.scoring.reliability.evidence.ArticleDay` says. `day` is when the article was stored,
    or published where that is earlier; `sourcing` is null for an article that needs no source.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="observation")
    source = models.ForeignKey(Source, models.CASCADE, related_name="observations", db_index=False)
    day = models.DateField()
    sourcing = models.BooleanField(null=True)
    originality = models.BooleanField()
    headline_honesty = models.BooleanField()
    disclosure = models.BooleanField()
    peer_graph = models.BooleanField()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        indexes = [models.Index(fields=["source", "day"], name="observation_source_day")]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.article_id}"


class Reliability(models.Model):
    """The reliability of a source as of `computed_at`. A recomputation locks this row.

    `parts` are [{name, points, good, tried, n}], the evidence decayed to `computed_at`.
    """

    source = models.OneToOneField(Source, models.CASCADE, primary_key=True, related_name="reliability")
    value = models.FloatField(_("value"), null=True)
    low = models.FloatField(_("interval from"), null=True)
    high = models.FloatField(_("interval to"), null=True)
    n = models.PositiveIntegerField(_("articles"), default=0)
    band = CodeField(_("band"), max_length=12, family=scores.BANDS, default=scores.UNREVIEWED)
    model = models.CharField(_("model version"), max_length=60, blank=True)
    parts = models.JSONField(_("parts"), default=list)
    computed_at = models.DateTimeField(_("computed"), null=True)

    class Meta:
        verbose_name = _("source reliability")
        verbose_name_plural = _("source reliabilities")

    def __str__(self) -> str:
        return f"{self.source_id}: {self.value} ({self.band})"


class ReliabilityChange(ImmutableRow):
    """One change, append-only: `before` (null: the first score) + `aged` + Σ `moved` = `after`, in points.

    `aged` is the effect of older evidence losing weight since the previous row. `moved` is {part: points}, the effect
    of `cause`: of these `articles` or `decisions` (ids; plain numbers, because decisions belong to another app).
    """

    class Cause(models.TextChoices):
        ASSESSED = "assessed", _("article assessed")
        DECIDED = "decided", _("decision")
        GROUPED = "grouped", _("account group found")
        LINKED = "linked", _("linked account")
        DATED = "dated", _("time of publication confirmed or doubted")
        AGE = "age", _("evidence grew old")
        MODEL = "model", _("new model")
        RECOUNT = "recount", _("recount")

    source = models.ForeignKey(Source, models.CASCADE, related_name="reliability_changes", db_index=False)
    cause = models.CharField(_("because of"), max_length=10, choices=Cause)
    before = models.FloatField(_("before"), null=True)
    aged = models.FloatField(_("age"), default=0)
    moved = models.JSONField(_("moved"), default=dict)
    after = models.FloatField(_("after"))
    low = models.FloatField(_("interval from"))
    high = models.FloatField(_("interval to"))
    n = models.PositiveIntegerField(_("articles"))
    band = CodeField(_("band"), max_length=12, family=scores.BANDS)
    model = models.CharField(_("model version"), max_length=60)
    articles = models.JSONField(_("articles"), default=list)
    decisions = models.JSONField(_("decisions"), default=list)
    created_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("change of reliability")
        verbose_name_plural = _("changes of reliability")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["source", "-created_at", "-id"], name="reliability_timeline")]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.before} → {self.after}"


class EvidenceMark(models.Model):
    """A mark that a source's evidence changed outside an assessment: its score is due. The row is the work.

    The code that changes the evidence inserts it, the recomputation deletes it; a mark set meanwhile stays. `cause` is
    one of `ReliabilityChange.Cause`; null: a decision, or a group of accounts.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="+")
    decision = models.BigIntegerField(null=True)
    cause = models.CharField(max_length=10, null=True)  # noqa: DJ001 - SQLite adds a column in place where it may be null
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("evidence mark")
        verbose_name_plural = _("evidence marks")

    def __str__(self) -> str:
        return f"{self.source_id}: {self.article_id or ''} {self.decision or ''}"


class SourceReply(ImmutableRow):
    """Right of reply: a source's answer to its score, sent through its platform; shown in full beside the score.

    `value` is the score that it answers, null when there was none.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="replies", verbose_name=_("source"))
    text = models.TextField(_("reply"), max_length=5000)
    author = models.CharField(_("signed by"), max_length=200)
    key = models.CharField(_("API key"), max_length=50)
    value = models.FloatField(_("score at the time"), null=True)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("reply of a source")
        verbose_name_plural = _("replies of sources")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["source", "-created_at"], name="reply_source")]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.author}"
