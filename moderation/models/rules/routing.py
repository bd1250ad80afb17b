"""Routing rules: conditions and actions, every version of them, and the versions in force."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models import ArticleVersion
from articles.models.codes import CodeField
from articles.models.immutable import ImmutableRow
from moderation.models.queue import Queue
from moderation.vocabulary.acts import ACTS, LABELS
from moderation.vocabulary.reasons import REASON_SEVERITIES


class Rule(models.Model):
    """A rule by its code. `live` and `shadow` name the versions that run; `position` orders the rules.

        draft ──backtest──▶ shadow ──▶ live ──▶ retired
                                        ▲  └─roll back─▶ the version before

    The database enforces these steps: triggers refuse a live version without a finished backtest of that very version,
    and one that never ran in shadow. `acts_alone`: a lead lets it decide by itself, as its version says.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80)
    position = models.PositiveIntegerField(_("position"), default=0)
    live = models.OneToOneField(
        "RuleVersion", models.PROTECT, null=True, blank=True, related_name="live_of", verbose_name=_("live version")
    )
    shadow = models.OneToOneField(
        "RuleVersion", models.PROTECT, null=True, blank=True, related_name="shadow_of", verbose_name=_("shadow version")
    )
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    acts_alone = models.BooleanField(_("decides by itself"), default=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(retired_at=None) | models.Q(live=None, shadow=None), name="retired_rule_does_not_run"
            ),
            models.CheckConstraint(
                condition=models.Q(acts_alone=False) | models.Q(live__isnull=False), name="only_live_rules_act"
            ),
        ]
        permissions = [("switch_rule", "Can let a routing rule decide by itself")]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh

    @property
    def state(self) -> str:
        """``draft``, ``shadow``, ``live`` or ``retired``: the furthest of its versions."""
        if self.retired_at is not None:
            return "retired"
        return "live" if self.live_id else "shadow" if self.shadow_id else "draft"


class RuleVersion(ImmutableRow):
    """Condition and actions of a rule, as one person wrote them. Never changed: a change is the next version.

    `opens`: a match queues the article by itself; otherwise it only adds a reason. A null `queue` means that of the
    topic. `act` is the rule's own decision, under `clause`, once a lead has switched that on.
    """

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="versions", verbose_name=_("rule"))
    number = models.PositiveIntegerField(_("version"))
    expression = models.TextField(_("expression"))
    opens = models.BooleanField(_("queues the article"), default=True)
    queue = models.ForeignKey(
        Queue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("queue (that of the topic, if empty)"),
    )
    reason_zh = models.CharField(_("reason shown (Chinese)"), max_length=80)
    reason_en = models.CharField(_("reason shown (English)"), max_length=80)
    severity = CodeField(_("severity"), max_length=6, family=REASON_SEVERITIES, default="medium")
    weight = models.FloatField(
        _("weight (0–1)"), default=0.3, validators=[MinValueValidator(0.0), MaxValueValidator(1.0)]
    )
    due_minutes = models.PositiveIntegerField(_("due within minutes"), null=True, blank=True)
    label = CodeField(_("label required"), max_length=20, family=LABELS, blank=True)
    second_review = models.BooleanField(_("second review of the decision"), default=False)
    notify = models.BooleanField(_("tell the platform by webhook"), default=False)
    act = CodeField(
        _("what it decides by itself, once switched on"),
        max_length=10,
        family=ACTS,
        only=lambda act: act.may_rule,
        blank=True,
    )
    clause = models.CharField(_("under clause"), max_length=20, blank=True)
    note = models.CharField(_("why this change"), max_length=300, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author"))
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of a rule")
        verbose_name_plural = _("versions of rules")
        ordering = ["rule", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="rule_version_number"),
            models.CheckConstraint(condition=models.Q(weight__gte=0, weight__lte=1), name="rule_weight_range"),
            models.CheckConstraint(condition=models.Q(act="") | ~models.Q(clause=""), name="rule_act_names_its_clause"),
        ]

    def __str__(self) -> str:
        return f"{self.rule.code} v{self.number}"


class RuleChange(ImmutableRow):
    """One step in a rule's life: which version, by whom, when. `detail` is the code of a fault for `stopped`."""

    class What(models.TextChoices):
        SHADOW = "shadow", _("into shadow")
        LIVE = "live", _("live")
        ROLLED_BACK = "rolled_back", _("rolled back to")
        RETIRED = "retired", _("retired")
        STOPPED = "stopped", _("stopped")
        RESUMED = "resumed", _("goes on")
        SWITCHED_ON = "switched_on", _("decides by itself")
        SWITCHED_OFF = "switched_off", _("decides no more by itself")

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="changes", verbose_name=_("rule"))
    version = models.ForeignKey(RuleVersion, models.PROTECT, related_name="changes", verbose_name=_("version"))
    what = models.CharField(_("what"), max_length=12, choices=What)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of a rule")
        verbose_name_plural = _("steps of rules")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["version", "what"], name="rule_change_version")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.what}"


class RuleStop(models.Model):
    """A version that failed and is stopped until a lead resumes it; `code`: as RuleFault, or ``matches_all``."""

    version = models.OneToOneField(RuleVersion, models.PROTECT, primary_key=True, related_name="stop")
    code = models.CharField(max_length=30)
    article_version = models.ForeignKey(ArticleVersion, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("stopped"), auto_now_add=True)

    class Meta:
        verbose_name = _("stopped rule")
        verbose_name_plural = _("stopped rules")

    def __str__(self) -> str:
        return f"{self.version_id}: {self.code}"
