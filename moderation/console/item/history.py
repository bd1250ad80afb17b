"""Earlier decisions: on this item, and on other articles of the same source."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import QuerySet

from articles.models import Article
from moderation.models import AuditEntry, Decision, Execution, QueueItem
from moderation.queue.access import seen_decisions
from moderation.vocabulary import acts

State = Execution.State

RECENT = 5
# Rows read for them: an article may have several decisions that hold, such as a label and later a removal.
_READ = 4 * RECENT


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision with the number of the audit entry that was written with it."""

    decision: Decision
    audit_number: int | None
    execution: Execution | None
    overturned: bool

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


def recent_of_source(article: Article, user: User) -> list[Decision]:
    """The latest decision that holds on each of the newest other articles of its source that this user may see."""
    source = article.source_id
    if source is None:
        return []
    others = Decision.objects.filter(article__source_id=source).exclude(article_id=article.pk)
    rows = seen_decisions(holding(others), user).select_related("clause", "article__current", "override_of__clause")
    latest: dict[int, Decision] = {}
    for decision in rows.defer("article__current__extraction")[:_READ]:
        latest.setdefault(decision.article_id, decision)
    return list(latest.values())[:RECENT]


def holding(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Those of the decisions that hold now.

    Reversals, decisions that were taken back or refused, and those that wait for a second person do not hold.
    """
    kept = decisions.filter(overrides=None).exclude(act=acts.OVERTURN)
    return kept.exclude(execution__state__in=(State.CANCELLED, State.AWAITING))
