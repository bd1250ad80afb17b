"""People's decisions on articles, the measure of a rule's precision."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from moderation.models import Decision, Execution
from moderation.vocabulary import acts, channels

_AT_ONCE = 500


def by_people(prefix: str = "") -> Q:
    """Decisions by people that nobody reversed; decisions by rules cannot measure rules."""
    by_hand = channels.CHANNELS.where(lambda channel: not channel.is_automatic)
    states = [state for state in Execution.State.values if state != Execution.State.CANCELLED]
    wanted = {"act__in": acts.effective(), "overrides": None, "channel__in": by_hand, "execution__state__in": states}
    return Q(**{prefix + name: value for name, value in wanted.items()})


def verdicts_on(articles: Collection[int]) -> dict[str, bool]:
    """Whether the latest decision by a person found something to act on, by article id as text (a JSON key)."""
    ids = list(articles)
    found: dict[str, bool] = {}
    for place in range(0, len(ids), _AT_ONCE):
        rows = Decision.objects.filter(by_people(), article__in=ids[place : place + _AT_ONCE]).order_by("pk")
        found |= {str(article): act != acts.ALLOW for article, act in rows.values_list("article", "act")}
    return found
