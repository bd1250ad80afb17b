"""Scorers outside the product: a platform's own models and vendors, and every call of them."""

from __future__ import annotations

from datetime import date, datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models import ArticleVersion, Platform
from articles.models.codes import CodeField
from moderation.vocabulary.scorers import LONGEST_CODE, LONGEST_VERSION, SCORER_FAULTS


class OutsideScorerQuerySet(models.QuerySet["OutsideScorer"]):
    def asked(self) -> OutsideScorerQuerySet:
        """Scorers that new articles are sent to."""
        return self.exclude(mode=OutsideScorer.Mode.OFF)

    def ready(self, now: datetime) -> OutsideScorerQuerySet:
        """Scorers that may be called now: neither off nor paused, and due for a probe where the breaker is open."""
        paused = Q(paused_until=None) | Q(paused_until__lte=now)
        return self.asked().filter(paused, Q(probe_at=None) | Q(probe_at__lte=now))


class OutsideScorer(models.Model):
    """A service that scores articles, as a lead registered it.

        shadow ──live, with a reason──▶ live
          ▲ │ ◀──another address or version──┘ │
          │ ▼                                  ▼
          off ◀────────────────────────────────┘

    In shadow its answers are kept and nothing uses them. `version` is the one whose answers count; `daily_budget` the
    calls per day in China. `probe_at` is set while the breaker is open: then single calls test whether it answers
    again. Values of `medium` and `high` are 0–100. The secret is sealed, as those of webhooks.
    """

    class Mode(models.TextChoices):
        SHADOW = "shadow", _("in shadow")
        LIVE = "live", _("live")
        OFF = "off", _("switched off")

    code = models.SlugField(_("code"), max_length=LONGEST_CODE, unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80)
    platform = models.ForeignKey(
        Platform, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("platform"),
        help_text=_("Only this platform's articles; those of all platforms when empty."),
    )  # fmt: skip
    url = models.CharField(_("URL"), max_length=2000)
    version = models.CharField(_("version"), max_length=LONGEST_VERSION)
    timeout_seconds = models.FloatField(
        _("seconds to answer"), default=3.0, validators=[MinValueValidator(0.2), MaxValueValidator(10.0)]
    )
    daily_budget = models.PositiveIntegerField(_("calls per day"), default=10_000)
    medium = models.PositiveSmallIntegerField(_("medium from"), default=50)
    high = models.PositiveSmallIntegerField(_("high from"), default=80)
    mode = models.CharField(_("state"), max_length=6, choices=Mode, default=Mode.SHADOW)
    sealed_secret = models.TextField(editable=False)
    sealed_previous = models.TextField(blank=True, editable=False)
    previous_until = models.DateTimeField(_("previous secret valid until"), null=True, blank=True)
    consecutive_failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    failed_probes = models.PositiveIntegerField(_("failed probes"), default=0)
    probe_at = models.DateTimeField(_("next probe"), null=True, blank=True)
    paused_until = models.DateTimeField(_("asked to wait until"), null=True, blank=True)
    spent_on = models.DateField(_("day of the budget"), null=True, blank=True)
    spent = models.PositiveIntegerField(_("calls of that day"), default=0)
    served_at = models.DateTimeField(_("last served"), null=True, blank=True)
    made_by = models.CharField(_("registered by"), max_length=150)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = OutsideScorerQuerySet.as_manager()

    class Meta:
        verbose_name = _("scorer outside")
        verbose_name_plural = _("scorers outside")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(medium__gt=0, high__gt=models.F("medium"), high__lte=100), name="scorer_bands_in_order"
            ),
            models.CheckConstraint(
                condition=Q(timeout_seconds__gte=0.2, timeout_seconds__lte=10), name="scorer_timeout_range"
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh

    @property
    def is_broken(self) -> bool:
        """Whether the breaker is open: only probes are sent."""
        return self.probe_at is not None

    def left(self, today: date) -> int:
        """The calls that the budget of the day still has."""
        return self.daily_budget if self.spent_on != today else max(self.daily_budget - self.spent, 0)


class ScorerCallQuerySet(models.QuerySet["ScorerCall"]):
    def free(self, now: datetime) -> ScorerCallQuerySet:
        """Pending calls that no worker holds."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lt=now), state=ScorerCall.State.PENDING)


class ScorerCall(models.Model):
    """An article version on its way to a scorer: the row is the work, and later the answer.

    A worker holds it by `token` until `leased_until`; the answer of a worker with an outdated token is discarded.
    `value` is 0–100. `reasons` are those of the answer, cleaned. `is_live`: the answer became a score of the article.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("on its way")
        ANSWERED = "answered", _("answered")
        FAILED = "failed", _("given up")

    scorer = models.ForeignKey(OutsideScorer, models.PROTECT, related_name="calls", verbose_name=_("scorer outside"))
    version = models.ForeignKey(ArticleVersion, models.CASCADE, related_name="+", verbose_name=_("article"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    expires_at = models.DateTimeField(_("waits until"))
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)
    token = models.CharField(max_length=32, blank=True, editable=False)
    fault = CodeField(_("fault"), max_length=20, family=SCORER_FAULTS, blank=True)
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    value = models.FloatField(_("value"), null=True, blank=True)
    answered_version = models.CharField(_("version"), max_length=LONGEST_VERSION, blank=True)
    reasons = models.JSONField(_("reasons"), default=list, blank=True)
    latency_ms = models.PositiveIntegerField(_("milliseconds"), null=True, blank=True)
    is_live = models.BooleanField(_("live"), default=False)
    created_at = models.DateTimeField(_("created"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = ScorerCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call of a scorer")
        verbose_name_plural = _("calls of scorers")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["scorer", "version"], name="scorer_call_once"),
            models.CheckConstraint(
                condition=Q(state="pending", next_attempt_at__isnull=False, ended_at=None)
                | (~Q(state="pending") & Q(next_attempt_at=None, token="", leased_until=None, ended_at__isnull=False)),
                name="scorer_call_due_while_pending",
            ),
            models.CheckConstraint(
                condition=Q(state="answered", value__gte=0, value__lte=100) | (~Q(state="answered") & Q(value=None)),
                name="scorer_call_answered_has_value",
            ),
        ]
        indexes = [
            models.Index(fields=["scorer", "next_attempt_at"], condition=Q(state="pending"), name="scorer_call_due"),
            models.Index(fields=["scorer", "created_at"], name="scorer_call_created"),
        ]

    def __str__(self) -> str:
        return f"{self.scorer_id}: {self.version_id}"
