"""Where articles stand, in one line each: waiting, held by somebody, decided, never queued."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.template.defaultfilters import date as in_form
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]  # the stubs leave it out
from django.utils.translation import gettext as _

from moderation.console.item.copy_decisions import decisions_on
from moderation.models import Decision, Execution, QueueItem
from moderation.queue.access import hidden_items, seen_decisions


@dataclass(frozen=True, slots=True)
class ArticleState:
    """An article's state: its latest item that the reader may see, and the decision that holds or waits.

    `severity` is the chip's: medium for what waits for a second person, high for what is overdue, else "".
    """

    word: str
    severity: str = ""
    item: QueueItem | None = None
    decision: Decision | None = None

    @property
    def shape(self) -> str:
        return {"high": "▲", "medium": "◆"}.get(self.severity, "")

    @property
    def is_open(self) -> bool:
        return self.item is not None and self.item.state == QueueItem.State.OPEN


def states_of(articles: Collection[int], user: User) -> dict[int, ArticleState]:
    """The state of each of these articles, which the user may see, in three queries."""
    if not articles:
        return {}
    items = QueueItem.objects.filter(article__in=articles).select_related("queue", "claimed_by")
    unseen = hidden_items(user)
    latest: dict[int, QueueItem] = {}
    for item in (items if unseen is None else items.exclude(unseen)).order_by("pk"):
        latest[item.article_id] = item
    held = decisions_on(articles, user)
    asked = seen_decisions(Decision.objects.filter(article__in=articles), user)
    asked = asked.filter(execution__state=Execution.State.AWAITING).select_related("clause").defer("evidence")
    waiting = {decision.article_id: decision for decision in asked.order_by("pk")}
    return {pk: _state(latest.get(pk), held.get(pk), waiting.get(pk)) for pk in articles}


def _state(item: QueueItem | None, held: Decision | None, waiting: Decision | None) -> ArticleState:
    if item is not None and item.state == QueueItem.State.OPEN:
        return _opened(item, held)
    if waiting is not None:
        word = _("%(decision)s, for a second person") % {"decision": waiting}
        return ArticleState(word, "medium", item, waiting)
    if held is not None:
        return ArticleState(str(held), "", item, held)
    if item is not None:
        return ArticleState(item.get_state_display(), "", item)
    return ArticleState(_("never queued"))


def _opened(item: QueueItem, held: Decision | None) -> ArticleState:
    if item.is_claimed() and item.claimed_by is not None:
        return ArticleState(_("waiting, held by %(name)s") % {"name": item.claimed_by.get_username()}, "", item, held)
    if item.is_overdue:
        return ArticleState(_("waiting, overdue"), "high", item, held)
    due = in_form(template_localtime(item.due_at), "m-d H:i")
    return ArticleState(_("waiting, due %(at)s") % {"at": due}, "", item, held)
