"""What routing rules ask of a decision on an item: a label, a second review."""

from __future__ import annotations

from django.contrib.auth.models import User

from moderation.decisions.errors import InvalidDecision
from moderation.models import QueueItem
from moderation.models.decision import Act


def required_labels(item: QueueItem) -> list[str]:
    """The labels that rules ask for on this item, the weightiest reason's first."""
    asked = item.reasons.filter(rule_version__isnull=False).exclude(rule_version__label="")
    return list(dict.fromkeys(asked.order_by("-weight", "pk").values_list("rule_version__label", flat=True)))


def check_label(user: User, item: QueueItem, *, act: str, label: str, note: str) -> None:
    """An article that a rule wants labelled is labelled so, or worse befalls it. A lead may allow it and say why.

    Raises InvalidDecision.
    """
    if act not in (Act.ALLOW, Act.LABEL):
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
    """Whether a rule wants somebody else to look at the decision, blind."""
    return item.reasons.filter(rule_version__second_review=True).exists()
