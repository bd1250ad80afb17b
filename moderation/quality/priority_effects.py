"""What the order of the queue sees and misses, on past items, as it is and as it would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from articles.provenance.precision.share import Share, wilson
from moderation.models import Decision, QueueItem
from moderation.quality.priority_decisions import Judged, evidence_on, items_with_evidence, judged_items
from moderation.queue.ranking import Ranking
from moderation.triage.priority.review import FEWEST, Outcome, Past, outcome, overlap
from moderation.triage.priority.value import Dials
from moderation.vocabulary import acts
from moderation.vocabulary.channels import RULE
from moderation.vocabulary.reasons import AUDIT, FINDING, reason_terms

DAYS = 7
"""Days of items that are ordered again."""
MOST_ITEMS = 3_000
"""Items that a page orders again at most, the newest: it answers within seconds."""
_YIELD_DAYS, _MOST_JUDGED = 90, 5_000
_LEAST_BUDGET = 10


class Yield(NamedTuple):
    """How often reviewers acted on items with a reason; the reason in the reader's language."""

    label: str
    acts: Share


@dataclass(frozen=True, slots=True)
class Effects:
    """The order in force, and beside it one that is being tried; `overlap`: how far both see the same items."""

    budget: int
    now: Outcome
    tried: Outcome | None = None
    overlap: Share | None = None

    @property
    def says_missed(self) -> bool:
        """Whether random audit was decided often enough to say what is missed."""
        return self.now.missed.n >= FEWEST


def past_items() -> list[Past]:
    """The newest MOST_ITEMS items that were opened within DAYS, with what became of them; a query per table."""
    rows = QueueItem.objects.filter(opened_at__gte=timezone.now() - timedelta(days=DAYS))
    ids = list(rows.order_by("-opened_at").values_list("pk", flat=True)[:MOST_ITEMS])
    decided = Decision.objects.filter(item__in=ids, act__in=acts.decidable(), override_of=None).exclude(channel=RULE)
    last = dict(decided.order_by("id").values_list("item", "act"))
    return [_past(item, last.get(item.pk)) for item in items_with_evidence(QueueItem.objects.all(), ids)]


def effects(past: Sequence[Past], ranking: Ranking, budget: int, tried: Dials | None = None) -> Effects:
    """What a budget of items a day sees and misses; with `tried`, under these dials beside."""
    now = outcome(past, ranking.model, ranking.dials, budget)
    if tried is None:
        return Effects(budget, now)
    then = outcome(past, ranking.model, tried, budget)
    return Effects(budget, now, then, overlap(now, then))


def usual_budget(past: Sequence[Past]) -> int:
    """The items that people decided per day with items, rounded, at least 10: what a page begins with."""
    days = len({item.day for item in past}) or 1
    return max(_LEAST_BUDGET, round(sum(item.acted is not None for item in past) / days))


def yields() -> list[Yield]:
    """How often reviewers acted, by reason, over 90 days: the reasons with the most decisions first."""
    judged = judged_items(since=timezone.now() - timedelta(days=_YIELD_DAYS), most=_MOST_JUDGED)
    language = "en" if (get_language() or "").startswith("en") else "zh"
    tried: Counter[tuple[str, str]] = Counter()
    acted: Counter[tuple[str, str]] = Counter()
    labels: dict[tuple[str, str], str] = {}
    for one in judged:
        for key, label in _reasons(one, language):
            tried[key] += 1
            acted[key] += one.acted
            labels[key] = label
    return [Yield(labels[key], wilson(acted[key], n)) for key, n in tried.most_common()]


def audit_share() -> float:
    """The share of all articles that random audit draws, 0–1."""
    return float(settings.RANDOM_AUDIT_SHARE)


def _reasons(judged: Judged, language: str) -> list[tuple[tuple[str, str], str]]:
    return [((row.kind, row.code), _label(row.kind, row.code, language) or row.label) for row in judged.reasons]


def _label(kind: str, code: str, language: str) -> str:
    """The words of a kind of reason, without the figures of one article; "" for a rule, whose row has them."""
    term = reason_terms(kind).get(code)
    return term.phrase(language) if term else ""


def _past(item: QueueItem, act: str | None) -> Past:
    reasons = list(item.reasons.all())
    return Past(
        day=timezone.localtime(item.opened_at).date(),
        evidence=evidence_on(item),
        acted=None if act is None else act != acts.ALLOW,
        audited=any(row.kind == AUDIT for row in reasons),
        is_grave=any(row.kind == FINDING and row.severity == "high" for row in reasons),
    )
