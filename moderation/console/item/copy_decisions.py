"""Decisions on articles of the same text: what holds now, among those that the reader may see."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import User
from django.db.models import OuterRef, QuerySet, Subquery

from articles.models import Article
from moderation.console.item.history import holding
from moderation.models import Decision
from moderation.queue.access import seen_decisions
from moderation.vocabulary.acts import effective

# Two articles are of the same text when this share (0–1) of each stands in the other. Chosen: a line added at the end
# of a short article keeps it the same, an excerpt of a long one is another text.
SAME_TEXT = 0.9


def decisions_on(articles: Collection[int], user: User) -> dict[int, Decision]:
    """The latest decision that holds on each of these articles, by article; in one query, without articles in none."""
    if not articles:
        return {}
    decisions = _with_words(_seen(user).filter(article__in=articles)).order_by("created_at", "pk")
    return {decision.article_id: decision for decision in decisions}


def decided_copies(articles: Collection[int], user: User) -> dict[int, Decision]:
    """For each of these articles the latest decision that holds on another article of the same text.

    Takes two queries, however many articles there are; one, where no copy of them was decided.
    """
    seen = _seen(user).order_by("-created_at", "-pk")
    of_earlier = seen.filter(
        article__reused_by__later=OuterRef("pk"),
        article__reused_by__containment__gte=SAME_TEXT,
        article__reused_by__containment_earlier__gte=SAME_TEXT,
    )
    of_later = seen.filter(
        article__reuses__earlier=OuterRef("pk"),
        article__reuses__containment__gte=SAME_TEXT,
        article__reuses__containment_earlier__gte=SAME_TEXT,
    )
    asked = Article.objects.filter(pk__in=articles).order_by()
    pairs = asked.values_list("pk", Subquery(of_earlier.values("pk")[:1]), Subquery(of_later.values("pk")[:1]))
    latest = {article: {pk for pk in found if pk is not None} for article, *found in pairs}
    wanted = set().union(*latest.values())
    decisions = _with_words(Decision.objects.all()).in_bulk(wanted) if wanted else {}
    return {
        article: max((decisions[pk] for pk in found), key=lambda decision: (decision.created_at, decision.pk))
        for article, found in latest.items()
        if found
    }


def _seen(user: User) -> QuerySet[Decision]:
    carried_out = [act.code for act in effective()]
    return seen_decisions(holding(Decision.objects.filter(act__in=carried_out)), user)


def _with_words(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    return decisions.select_related("clause", "decided_by", "override_of").defer("evidence")
