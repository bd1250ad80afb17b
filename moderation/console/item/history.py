"""Earlier decisions: on this item, and on other articles of the same source."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.contrib.auth.models import User

from moderation.models import AuditEntry, Decision, Execution, QueueItem
from moderation.queue.access import seen_decisions

RECENT = 5


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision with the number of the audit entry that was written with it."""

    decision: Decision
    audit_number: int | None
    execution: Execution | None
    overturned: bool


def decisions_of(item: QueueItem) -> list[PastDecision]:
    """All decisions on the item, the latest first."""
    if item.version == 1:  # each decision increments it
        return []
    decisions = list(
        item.decisions.select_related(
            "clause", "decided_by", "article_version", "execution__approved_by", "override_of__clause"
        )
    )
    if not decisions:
        return []
    entries = AuditEntry.objects.filter(subject=f"article:{item.article_id}", action__startswith="decision.")
    written = entries.values_list("sequence", "payload")
    numbers = {json.loads(payload)["decision"]: number for number, payload in written}
    overturned = {decision.override_of_id for decision in decisions}
    return [
        PastDecision(
            decision, numbers.get(decision.pk), getattr(decision, "execution", None), decision.pk in overturned
        )
        for decision in decisions
    ]


def recent_of_source(item: QueueItem, user: User) -> list[Decision]:
    """The latest decisions on other articles of the same source that this user may see."""
    source = item.article.source_id
    if source is None:
        return []
    others = Decision.objects.filter(article__source_id=source).exclude(article_id=item.article_id)
    return list(
        seen_decisions(others, user)
        .select_related("clause", "article__current", "override_of__clause")
        .defer("article__current__extraction")[:RECENT]
    )
