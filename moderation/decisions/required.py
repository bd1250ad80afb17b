"""Further demands on a decision: a label that a routing rule asks for, a blind second review."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Prefetch

from moderation.decisions.errors import InvalidDecision
from moderation.models import Decision, QueueItem, QueueReason, SecondLook
from moderation.vocabulary import acts

# Reasons with their rules, prefetched once for the functions below.
REASONS = Prefetch("reasons", QueueReason.objects.select_related("rule_version"))


def required_labels(item: QueueItem) -> list[str]:
    """The labels that rules ask for on this item, the weightiest reason's first."""
    asked = (reason.rule_version.label for reason in item.reasons.all() if reason.rule_version is not None)
    return list(dict.fromkeys(label for label in asked if label))


def check_label(user: User, item: QueueItem, *, act: str, label: str, note: str) -> None:
    """Requires the label that a rule asks for, or a stricter act. A lead may allow the article and say why.

    Raises InvalidDecision.
    """
    if act not in (acts.ALLOW, acts.LABEL):
        return
    asked = required_labels(item)
    if not asked or label in asked:
        return
    if user.has_perm("moderation.lead_queueitem"):
        if not note:
            raise InvalidDecision("note", "against_rule", "a rule asks for a label here: say why it is not needed")
        return
    raise InvalidDecision("label", "asked_by_rule", f"a rule asks for the label: {', '.join(asked)}")


def asks_second_review(item: QueueItem) -> bool:
    """Whether a rule asks for a blind second review of the decision."""
    rules = (reason.rule_version for reason in item.reasons.all())
    return any(rule is not None and rule.second_review for rule in rules)


def sample(decision: Decision) -> None:
    """Opens a blind second review for a share (SECOND_LOOK_SHARE) of the decisions in effect.

    Decisions on items that a routing rule marks are always reviewed. In the caller's transaction.
    """
    drawn = _drawn(decision.pk, settings.SECOND_LOOK_SHARE) or asks_second_review(decision.item)
    if acts.ACTS[decision.act].is_effective and drawn:
        SecondLook.objects.get_or_create(decision=decision)


def _drawn(decision: int, share: float) -> bool:
    # By hash and secret, not by chance: the same decision is drawn again after a retry, and nobody can foretell which.
    digest = hashlib.sha256(f"{settings.SECRET_KEY}:second-look:{decision}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < share
