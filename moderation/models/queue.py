"""The queue: items that wait for a human, their reasons, and who holds them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleVersion, Finding, Score
from articles.models.codes import CodeField
from moderation.vocabulary.reasons import REASON_KINDS, REASON_SEVERITIES


class Queue(models.Model):
    """A named queue; `sla_minutes` is the time from entry to due date. Exactly one is the default."""

    code = models.SlugField(_("code"), unique=True)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=60)
    sla_minutes = models.PositiveIntegerField(_("minutes until due"), default=240)
    is_default = models.BooleanField(_("default queue"), default=False)
    leads_only = models.BooleanField(_("for leads only"), default=False)
    groups = models.ManyToManyField(
        Group, blank=True, verbose_name=_("groups that work it"), help_text=_("everybody, when none is chosen")
    )

    class Meta:
        verbose_name = _("queue")
        verbose_name_plural = _("queues")
        ordering = ["-is_default", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_default_queue"
            )
        ]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name_zh

    def is_closed(self) -> bool:
        """Whether not every moderator sees it: it is the leads' or a group's."""
        return self.leads_only or self.groups.exists()


class QueueItem(models.Model):
    """An article that needs a human; at most one open item per article.

    `version` counts every change of the item: a decision on an older one is refused. `rank_at` is the order of work:
    the opening time minus the waiting time that its risk is worth, so that risky items come first and old ones never
    starve.

        open ──claim──▶ open, claimed ──decide──▶ decided ──undo──▶ open
          ▲                │   └──escalate──▶ open, in the leads' queue
          └─release, expiry┘

    An open item of an article that its platform withdraws is closed without a decision.

    A lead may put it on hold (nobody claims it) or hand it to one person (nobody else claims it).

    `risk` is the chance that a reviewer acts times the harm of that; with `reach` and `urgency` it is the expected
    value of looking. `priority` says what that owes to whom: `{"model", "chance", "harm", "factors": [[kind, code,
    share]…]}`.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DECIDED = "decided", _("decided")
        CLOSED = "closed", _("closed: article withdrawn")

    article = models.ForeignKey(Article, models.PROTECT, related_name="queue_items", verbose_name=_("article"))
    article_version = models.ForeignKey(
        ArticleVersion, models.PROTECT, related_name="queue_items", verbose_name=_("article version")
    )
    queue = models.ForeignKey(Queue, models.PROTECT, related_name="items", verbose_name=_("queue"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(_("item version"), default=1)
    risk = models.FloatField(_("risk"))
    reach = models.FloatField(_("reach"), default=0)
    rank_at = models.DateTimeField(_("rank"))
    # Null on rows of the time before: SQLite adds a column in place only where it may be null.
    urgency = models.FloatField(_("urgency"), null=True, blank=True)
    priority = models.JSONField(_("why it stands here"), null=True, blank=True)
    opened_at = models.DateTimeField(_("waiting since"))
    due_at = models.DateTimeField(_("due"))
    escalated = models.BooleanField(_("escalated"), default=False)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("claimed by")
    )
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    claimed_via = models.CharField(_("claimed through"), max_length=20, blank=True, default="", db_default="")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    on_hold = models.BooleanField(_("on hold"), default=False)
    aside_reason = models.CharField(_("why it is set aside"), max_length=300, blank=True, default="", db_default="")
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handed to")
    )

    class Meta:
        verbose_name = _("queue item")
        verbose_name_plural = _("queue items")
        ordering = ["rank_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article"], condition=models.Q(state="open"), name="one_open_item"),
            models.CheckConstraint(
                condition=models.Q(claimed_by=None, claimed_until=None)
                | models.Q(claimed_by__isnull=False, claimed_until__isnull=False, state="open"),
                name="claim_is_whole",
            ),
            models.CheckConstraint(condition=models.Q(risk__gte=0, risk__lte=1), name="risk_range"),
            models.CheckConstraint(condition=models.Q(reach__gte=0, reach__lte=1), name="reach_range"),
        ]
        indexes = [
            models.Index(fields=["queue", "rank_at", "id"], condition=models.Q(state="open"), name="item_next"),
            models.Index(fields=["rank_at", "id"], condition=models.Q(state="open"), name="item_rank"),
            # Items that may be claimed next, by queue; with the claim's end, so that the index itself skips held items.
            models.Index(
                fields=["queue", "rank_at", "id", "claimed_until"],
                condition=models.Q(state="open", on_hold=False, assigned_to=None),
                name="item_free",
            ),
            models.Index(
                fields=["assigned_to", "rank_at", "id"],
                condition=models.Q(state="open", assigned_to__isnull=False),
                name="item_handed",
            ),
            models.Index(fields=["due_at"], condition=models.Q(state="open"), name="item_due"),
            models.Index(fields=["-decided_at", "-id"], condition=models.Q(state="decided"), name="item_decided"),
            models.Index(
                fields=["claimed_until"], condition=models.Q(claimed_until__isnull=False), name="item_claimed"
            ),
            models.Index(fields=["opened_at"], name="item_opened"),
            models.Index(fields=["id"], condition=models.Q(escalated=True), name="item_escalated"),
            models.Index(fields=["queue", "id"], name="item_queue_newest"),
            models.Index(fields=["due_at"], name="item_due_day"),
        ]
        permissions = [
            ("claim_queueitem", "Can claim queue items"),
            ("decide_queueitem", "Can decide queue items"),
            ("lead_queueitem", "Can work the leads' queues and take over claims"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def is_claimed(self, now: datetime | None = None) -> bool:
        """Whether somebody holds the item right now."""
        return self.claimed_until is not None and self.claimed_until > (now or timezone.now())

    def is_set_aside(self, user_id: int) -> bool:
        """Whether a lead keeps the item from this user: on hold, or handed to somebody else."""
        return self.on_hold or self.assigned_to_id not in (None, user_id)

    @property
    def is_overdue(self) -> bool:
        return self.state == self.State.OPEN and self.due_at < timezone.now()


class QueueReason(models.Model):
    """One reason why an item is in the queue. `weight` is its risk, 0–1; `kind` says what raised it."""

    item = models.ForeignKey(QueueItem, models.CASCADE, related_name="reasons", verbose_name=_("queue item"))
    article_version = models.ForeignKey(ArticleVersion, models.PROTECT, related_name="+")
    kind = CodeField(_("kind"), max_length=10, family=REASON_KINDS)
    code = models.CharField(_("code"), max_length=60)
    severity = CodeField(_("severity"), max_length=6, family=REASON_SEVERITIES)
    weight = models.FloatField(_("weight"))
    label_zh = models.CharField(_("label (Chinese)"), max_length=200)
    label_en = models.CharField(_("label (English)"), max_length=200)
    score = models.ForeignKey(Score, models.SET_NULL, null=True, blank=True, related_name="+")
    finding = models.ForeignKey(Finding, models.SET_NULL, null=True, blank=True, related_name="+")
    rule_version = models.ForeignKey("RuleVersion", models.PROTECT, null=True, blank=True, related_name="reasons")
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        ordering = ["-weight", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "kind", "code"], name="reason_once"),
            models.CheckConstraint(condition=models.Q(weight__gte=0, weight__lte=1), name="reason_weight_range"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The reason in the reader's language."""
        return self.label_en if (get_language() or "").startswith("en") else self.label_zh
