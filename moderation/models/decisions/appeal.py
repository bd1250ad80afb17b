"""An author's appeal, filed by the platform and answered by a different moderator."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.models.decisions.decision import Decision


class Appeal(models.Model):
    """One appeal per decision. Triggers refuse a reviewer who made or approved the decision, or may have."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        UPHELD = "upheld", _("decision upheld")
        OVERTURNED = "overturned", _("decision overturned")

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="appeal", verbose_name=_("decision"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    text = models.TextField(_("what the author says"))
    appellant = models.CharField(_("by"), max_length=200)
    key = models.CharField(_("API key"), max_length=50)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reviewed by")
    )
    reviewed_via = models.CharField(_("reviewed through"), max_length=20, blank=True, default="", db_default="")
    answer = models.TextField(_("answer to the author"), blank=True)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    resolved_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="open", reviewed_by=None, resolved_at=None)
                | (~models.Q(state="open") & models.Q(reviewed_by__isnull=False, resolved_at__isnull=False)),
                name="answered_appeal_is_whole",
            )
        ]
        indexes = [models.Index(fields=["created_at"], condition=models.Q(state="open"), name="appeal_open")]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.get_state_display()}"
