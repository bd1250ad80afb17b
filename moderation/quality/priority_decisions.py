"""Decisions as the order of the queue learns from them and is judged by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from articles.models import Score
from articles.vocabulary.scores import RELIABILITY
from moderation.models import Decision, QueueItem, QueueReason
from moderation.queue.ranking import evidence_of
from moderation.triage.priority.evidence import Evidence, Reason
from moderation.triage.priority.fit import Decided
from moderation.vocabulary import acts
from moderation.vocabulary.channels import RULE
from moderation.vocabulary.reasons import APPEAL, AUDIT

MOST = 20_000
"""The newest decisions to learn from: a year of a busy platform teaches no more than its last months."""
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Judged:
    """An item that a person decided: what was known, what they did, and which reasons it had."""

    item: int
    evidence: Evidence
    acted: bool
    audited: bool
    reasons: tuple[QueueReason, ...]


def judged_items(*, since: datetime | None = None, most: int = MOST) -> list[Judged]:
    """The newest items that people decided, in order of their decisions; without appeals and overturned decisions.

    A routing rule's own decisions teach nothing: they would only repeat the rule.
    """
    rows = Decision.objects.filter(act__in=acts.decidable(), override_of=None).exclude(channel=RULE)
    rows = rows.exclude(Exists(Decision.objects.filter(override_of=OuterRef("pk"))))
    rows = rows.exclude(Exists(QueueReason.objects.filter(item=OuterRef("item"), kind=APPEAL)))
    if since is not None:
        rows = rows.filter(created_at__gte=since)
    newest: dict[int, str] = {}
    for item, act in rows.order_by("-id").values_list("item", "act")[:most]:
        newest.setdefault(item, act)
    order = list(reversed(newest))
    found = {item.pk: item for item in items_with_evidence(QueueItem.objects.filter(pk__in=order), order)}
    return [_judged(found[pk], newest[pk]) for pk in order if pk in found]


def items_with_evidence(items: QuerySet[QueueItem], ids: list[int]) -> Iterator[QueueItem]:
    """The items of these ids with what their evidence is read from, in batches: a query per table and batch."""
    scores = Prefetch("article_version__scores", Score.objects.filter(name=RELIABILITY))
    rows = items.select_related("article_version").defer("article_version__extraction")
    for start in range(0, len(ids), _BATCH):
        yield from rows.filter(pk__in=ids[start : start + _BATCH]).prefetch_related("reasons", scores)


def evidence_on(item: QueueItem) -> Evidence:
    """The evidence on an item of `items_with_evidence`, without reading its text: its reach is that of its row."""
    return evidence_of(item.article_version, reasons_of(item.reasons.all()), reach=item.reach)


def reasons_of(rows: Iterable[QueueReason]) -> Iterator[Reason]:
    """The rows as input of the model."""
    return (Reason(row.kind, row.code, row.severity, row.weight) for row in rows)


def to_learn(judged: Iterable[Judged]) -> list[Decided]:
    """The same as rows to learn from."""
    return [Decided(one.evidence, one.acted, one.audited) for one in judged]


def _judged(item: QueueItem, act: str) -> Judged:
    reasons = tuple(item.reasons.all())
    return Judged(
        item=item.pk,
        evidence=evidence_on(item),
        acted=act != acts.ALLOW,
        audited=any(row.kind == AUDIT for row in reasons),
        reasons=reasons,
    )
