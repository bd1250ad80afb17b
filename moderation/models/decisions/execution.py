"""Execution of decisions: at once, after a grace period, or once a second person agrees."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Source
from articles.models.codes import CodeField
from moderation.models.decisions.decision import Decision
from moderation.vocabulary.acts import ACTS


class ActRule(models.Model):
    """Conditions for an act to take effect, for all sources or one; the strictest rule that applies holds."""

    act = CodeField(_("act"), max_length=10, family=ACTS)
    source = models.ForeignKey(Source, models.CASCADE, null=True, blank=True, verbose_name=_("source (all, if empty)"))
    second_person = models.BooleanField(_("needs a second person"), default=False)
    grace_seconds = models.PositiveIntegerField(_("seconds before it takes effect"), default=0)

    class Meta:
        verbose_name = _("rule for an act")
        verbose_name_plural = _("rules for acts")
        ordering = ["act", "id"]
        constraints = [
            models.UniqueConstraint(fields=["act"], condition=models.Q(source=None), name="act_rule_for_all"),
            models.UniqueConstraint(fields=["act", "source"], name="act_rule_for_source"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} · {self.source or '*'}"


class Execution(models.Model):
    """The way of a decision from the moderator to the platform.

        awaiting ──approve──▶ scheduled ──due──▶ done
            │  (or at once)       │
            └──refuse, undo──▶ cancelled ◀──undo──┘

    The database enforces the second person: triggers refuse `scheduled` and `done` without one where an `ActRule` asks
    for it, and a second person who made the decision.
    """

    class State(models.TextChoices):
        AWAITING = "awaiting", _("awaits a second person")
        SCHEDULED = "scheduled", _("takes effect soon")
        DONE = "done", _("in effect")
        CANCELLED = "cancelled", _("withdrawn before it took effect")

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True, related_name="execution")
    state = models.CharField(_("state"), max_length=9, choices=State)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    needs_second = models.BooleanField(_("needs a second person"), default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("approved by")
    )
    approved_via = models.CharField(_("approved through"), max_length=20, blank=True, default="", db_default="")
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("sent back by")
    )
    refused_at = models.DateTimeField(_("sent back"), null=True)
    refusal = models.TextField(_("why it was sent back"), null=True)  # noqa: DJ001 - SQLite adds only nullable columns
    grace_seconds = models.PositiveIntegerField(_("seconds asked when it was decided"), null=True)
    due_at = models.DateTimeField(_("takes effect"))
    done_at = models.DateTimeField(_("in effect since"), null=True)

    class Meta:
        verbose_name = _("execution")
        verbose_name_plural = _("executions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("decided_by")),
                name="second_person_is_another",
            ),
            models.CheckConstraint(
                condition=models.Q(needs_second=False)
                | models.Q(approved_by__isnull=False)
                | models.Q(state__in=["awaiting", "cancelled"]),
                name="effect_needs_its_second",
            ),
            models.CheckConstraint(
                condition=models.Q(state="done", done_at__isnull=False)
                | (~models.Q(state="done") & models.Q(done_at=None)),
                name="done_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="scheduled"), name="execution_due"),
            models.Index(fields=["decision"], condition=models.Q(state="awaiting"), name="execution_awaiting"),
        ]
        permissions = [("approve_execution", "Can be the second person for a decision")]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.get_state_display()}"
