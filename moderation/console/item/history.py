"""Earlier decisions: on this item, and on other articles of the same source."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import QuerySet

from moderation.models import AuditEntry, Decision, Execution, QueueItem
from moderation.queue.access import seen_decisions
from moderation.vocabulary import acts

State = Execution.State

RECENT = 5
# Rows read per article that is shown: one may have several decisions that hold, such as a label and later a removal.
_READ = 4


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision with the number of the audit entry that was written with it."""

    decision: Decision
    audit_number: int | None
    execution: Execution | None
    overturned: bool

    @property
    def is_undone(self) -> bool:
        """Whether it was taken back, or takes one back."""
        return self.overturned or self.decision.override_of_id is not None

    @property
    def awaits(self) -> bool:
        """Whether it waits for its second person."""
        return self.execution is not None and self.execution.state == State.AWAITING


def decisions_of(item: QueueItem) -> list[PastDecision]:
    """All decisions on the item, the latest first."""
    if item.version == 1:  # each decision increments it
        return []
    decisions = list(
        item.decisions.select_related(
            "clause",
            "decided_by",
            "article_version",
            "execution__approved_by",
            "execution__refused_by",
            "override_of__clause",
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


def recent_decisions(
    source: int | None, user: User, *, without: int | None = None, most: int = RECENT
) -> list[Decision]:
    """The latest decision that holds on each of the newest articles of a source that this user may see.

    At most `most` articles, and not the one of id `without`; none for an article without a source.
    """
    if source is None:
        return []
    of_source = Decision.objects.filter(article__source_id=source).exclude(article_id=without)
    rows = seen_decisions(holding(of_source), user).select_related("clause", "article__current", "override_of__clause")
    latest: dict[int, Decision] = {}
    for decision in rows.defer("article__current__extraction")[: _READ * most]:
        latest.setdefault(decision.article_id, decision)
    return list(latest.values())[:most]


def holding(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Those of the decisions that hold now.

    Reversals, decisions that were taken back or refused, and those that wait for a second person do not hold.
    """
    kept = decisions.filter(overrides=None).exclude(act=acts.OVERTURN)
    return kept.exclude(execution__state__in=(State.CANCELLED, State.AWAITING))
