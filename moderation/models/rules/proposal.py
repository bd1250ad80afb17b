"""Changes that loosen a rule, as one lead proposes them and another confirms them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.codes import CodeField
from moderation.vocabulary.proposals import PROPOSAL_KINDS


class Proposal(models.Model):
    """One change that waits for a second person.

        open ──confirm──▶ confirmed
          ├──refuse──▶ refused      ├──withdraw──▶ withdrawn     └──the row has changed──▶ outdated

    `was` and `wanted` are states of the row (`oversight.kinds`): `was` is empty for a new row, `wanted` for one that is
    to be removed. `via` is the credential of the person who proposed it. Triggers refuse to change what is proposed,
    and a proposal that is settled.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waits for a second lead")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("not confirmed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        OUTDATED = "outdated", _("void: changed meanwhile")

    kind = CodeField(_("kind"), max_length=20, family=PROPOSAL_KINDS)
    target = models.CharField(_("about"), max_length=60)
    name = models.CharField(_("name"), max_length=200)
    was = models.JSONField(_("before"))
    wanted = models.JSONField(_("after"))
    loosens = models.JSONField(_("what it loosens"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    via = models.CharField(_("by way of"), max_length=100)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("settled by")
    )
    note = models.CharField(_("reason"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("proposed"), auto_now_add=True)
    decided_at = models.DateTimeField(_("settled"), null=True)

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ["-created_at", "-id"]
        permissions = [("confirm_proposal", "Can confirm changes that another lead proposed")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "target"],
                condition=models.Q(state="open") & ~models.Q(target=""),
                name="one_open_proposal",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", decided_by=None, decided_at=None)
                | (~models.Q(state="open") & models.Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="proposal_is_settled_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed") | ~models.Q(decided_by=models.F("proposed_by")),
                name="proposal_needs_another",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"
