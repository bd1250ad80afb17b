"""Which items the people behind a credential see."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_

from django.contrib.auth.models import User
from django.db.models import QuerySet

from moderation.models import QueueItem
from moderation.queue.access import hidden_articles, hidden_items


def seen_by(people: Sequence[User], items: QuerySet[QueueItem]) -> QuerySet[QueueItem]:
    """The items that one of these people may see; all of them for nobody."""
    rules = [(hidden_items(person), hidden_articles(person, "article")) for person in people]
    hidden = [unseen | article for unseen, article in rules if unseen is not None and article is not None]
    if not hidden or len(hidden) < len(rules):
        return items
    return items.exclude(reduce(and_, hidden))
