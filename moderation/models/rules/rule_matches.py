"""Facts that rules saw, their matches day by day, and alarms for unusual match rates."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleVersion
from moderation.models.decisions.decision import Decision
from moderation.models.rules.routing import Rule, RuleVersion


class SeenFacts(models.Model):
    """The facts of an article version as the rules last saw them, so that a backtest sees the same ones.

    `opens`: the fixed reasons queue it by themselves.
    """

    version = models.OneToOneField(ArticleVersion, models.CASCADE, primary_key=True, related_name="seen_facts")
    facts = models.JSONField()
    opens = models.BooleanField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("facts seen by rules")
        verbose_name_plural = _("facts seen by rules")

    def __str__(self) -> str:
        return str(self.version_id)


class RuleMatch(models.Model):
    """A version of a rule matches an article version, live or in shadow; gone when it no longer does.

    `decision` is what the rule decided by itself; `refused` says why it could not.
    """

    version = models.ForeignKey(RuleVersion, models.PROTECT, related_name="matches", db_index=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="rule_matches")
    article_version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="rule_matches")
    live = models.BooleanField()
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, related_name="rule_match")
    refused = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("match of a rule")
        verbose_name_plural = _("matches of rules")
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["version", "article_version"], name="rule_match_once")]
        indexes = [models.Index(fields=["version", "live", "created_at"], name="rule_match_day")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.article_id}"


class RuleDay(models.Model):
    """A day's numbers of articles that the rules saw and that a version matched, live or in shadow."""

    version = models.ForeignKey(RuleVersion, models.CASCADE, related_name="days", db_index=False)
    day = models.DateField()
    live = models.BooleanField()
    matches = models.PositiveIntegerField()
    articles = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("day of a rule")
        verbose_name_plural = _("days of rules")
        constraints = [
            models.UniqueConstraint(fields=["version", "live", "day"], name="rule_day_once"),
            models.CheckConstraint(condition=models.Q(matches__lte=models.F("articles")), name="matches_are_articles"),
        ]
        indexes = [models.Index(fields=["day"], name="rule_day_day")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.day}: {self.matches}"


class RuleAlarm(models.Model):
    """A live rule whose match rate left its usual band; open until it is back. Shares are 0–1.

    `burst` are ids of the latest articles it matched then.
    """

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="alarms", verbose_name=_("rule"))
    version = models.ForeignKey(RuleVersion, models.PROTECT, related_name="+", verbose_name=_("version"))
    usual = models.FloatField(_("usual share"))
    low = models.FloatField(_("usual from"))
    high = models.FloatField(_("usual to"))
    recent = models.FloatField(_("share of the last day"))
    matches = models.PositiveIntegerField(_("matches"))
    articles = models.PositiveIntegerField(_("articles"))
    burst = models.JSONField(_("articles of the burst"), default=list)
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("rule alarm")
        verbose_name_plural = _("rule alarms")
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule"], condition=models.Q(closed_at__isnull=True), name="one_open_rule_alarm"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.recent:.3f}"
