"""Copies of a decided text follow the decision by themselves, where the operator switched that on."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from articles.models import ArticleVersion, ReuseEdge
from articles.vocabulary.citations import UNCREDITED
from moderation.decisions import DecisionRequest, InvalidDecision, StaleItem, decide
from moderation.models import Appeal, Decision, Execution, QueueItem
from moderation.routing.live.system import system_user
from moderation.vocabulary import acts, channels

SAME = 0.95
"""Share of each of the two texts that stands in the other. Chosen: higher than what a person is proposed (.9)."""
_MOST_EARLIER = 50


def follow(version: ArticleVersion, item: QueueItem | None) -> Decision | None:
    """Decide a copy as the text was decided before; in the caller's transaction. None when it waits for a person.

    - `COPIES_FOLLOW` is on, and the article has an open item
    - the earlier article is of the same platform, was published before, and this one does not credit it
    - a person decided it with a measure (label, limit, remove), which is in effect and has no open appeal
    - the act passes every check of any decision: claims, second persons, rules of labels, clauses in force
    """
    if not settings.COPIES_FOLLOW or item is None or item.state != QueueItem.State.OPEN:
        return None
    earlier = _decision_to_follow(version)
    if earlier is None:
        return None
    request = DecisionRequest(
        item.pk,
        QueueItem.objects.values_list("version", flat=True).get(pk=item.pk),
        act=earlier.act,
        clause=earlier.clause.code if earlier.clause else "",
        note=f"{channels.COPIES_FOLLOW}: #{earlier.pk}",
        label=earlier.label,
        channel=channels.RULE,
        details={
            "rule": channels.COPIES_FOLLOW.code,
            "copy_of": str(earlier.article_id),
            "decision": str(earlier.pk),
        },
    )
    try:
        with transaction.atomic():
            return decide(system_user(), request)
    except (StaleItem, InvalidDecision, PermissionDenied):
        return None  # it waits for a person like any other


def _decision_to_follow(version: ArticleVersion) -> Decision | None:
    """Return the latest decision in effect on one of the earlier texts, if a person made it; decisions that differ
    are for a person."""
    edges = ReuseEdge.objects.filter(
        later=version.article_id,
        directed=True,
        containment__gte=SAME,
        containment_earlier__gte=SAME,
        credit=UNCREDITED,
        earlier__platform=version.article.platform_id,
    )
    earlier = list(edges.values_list("earlier", flat=True)[:_MOST_EARLIER])
    if not earlier:
        return None
    rows = Decision.objects.filter(article__in=earlier, overrides=None, execution__state=Execution.State.DONE)
    rows = rows.exclude(channel=channels.RULE).exclude(act=acts.OVERTURN).select_related("clause").defer("evidence")
    latest: dict[int, Decision] = {row.article_id: row for row in rows.order_by("pk")}
    if len({(row.act, row.clause_id, row.label) for row in latest.values()}) != 1:
        return None
    found = max(latest.values(), key=lambda row: row.pk)
    appealed = Appeal.objects.filter(decision__article__in=earlier, state=Appeal.State.OPEN).exists()
    act = acts.ACTS[found.act]
    return found if act.may_rule and act.measure_zh and not appealed else None
