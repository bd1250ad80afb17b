"""The screen of one item: opened, after a refused act, or decided."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from articles.models import Article, ArticleVersion, Attribution
from articles.models.codes import word
from moderation.appeals.appeals import open_appeal
from moderation.console.access import user_of
from moderation.console.forms import DecisionForm
from moderation.console.header import header, undoable
from moderation.console.item import history
from moderation.console.item.evidence import evidence_context
from moderation.console.item.presets import proposed_form
from moderation.console.item.since import since_last_review
from moderation.console.item.source_card import card_of
from moderation.console.item.stale import Change
from moderation.decisions.required import REASONS, required_labels
from moderation.models import ActRule, Preference, Queue, QueueItem
from moderation.queue.access import may_see as may_see  # the rule of console and admin
from moderation.queue.access import works
from moderation.queue.claims import claimable
from moderation.queue.standing import standing
from moderation.routing.live.acting import SYSTEM_USER
from moderation.vocabulary.acts import ACTS, LABELS

SHOWN_NOTES = 20
SHOWN_PEOPLE = 500
# The page-swapping script sends the first header; the second one answers with the URL of the page it gets.
SWAPS_HEADER, SHOWN_HEADER = "X-Console-Swaps", "X-Console-Shows"
# In a request: the stamp of the prefetched page. In an answer: the stamp still holds, so only `claimed` comes.
AHEAD_HEADER = "X-Console-Ahead"
_WORKS = ("moderation.claim_queueitem", "moderation.decide_queueitem")
_ROWS = ("flags", "references", "disclaimers__platform", "findings", "scores")


def load(item_id: int) -> QueueItem:
    """The item with all its evidence, in one query a table. Raises Http404."""
    items = QueueItem.objects.select_related(
        "queue",
        "claimed_by",
        "assigned_to",
        "article__source__reliability",
        "article__platform",
        "article_version__page",
    ).defer("article_version__page__compressed")
    credited = Prefetch("article_version__attributions", Attribution.objects.select_related("reference"))
    item: QueueItem = get_object_or_404(
        items.prefetch_related(REASONS, credited, *(f"article_version__{rows}" for rows in _ROWS)), pk=item_id
    )
    item.article_version.article = item.article
    return item


def load_version(article_id: int) -> ArticleVersion:
    """The current version of an article with all its evidence, in one query a table. Raises Http404."""
    articles = Article.objects.select_related("source__reliability", "platform", "current__page")
    credited = Prefetch("current__attributions", Attribution.objects.select_related("reference"))
    rows = articles.defer("current__page__compressed").exclude(current=None)
    article = get_object_or_404(rows.prefetch_related(credited, *(f"current__{each}" for each in _ROWS)), pk=article_id)
    assert article.current is not None  # noqa: S101 - the others are excluded
    article.current.article = article
    return article.current


def item_screen(
    request: HttpRequest,
    item: QueueItem,
    *,
    form: DecisionForm | None = None,
    change: Change | None = None,
    refusal: str = "",
    answer: str = "",
    status: int = 200,
    ahead: bool = False,
) -> HttpResponse:
    """The item's page. `form` is one that was refused, `change` and `refusal` say why.

    A prefetched page (`ahead`) takes no messages: they belong on the page that is open now. Raises PermissionDenied for
    an item that is hidden from the reader, whatever they tried to do with it.
    """
    user = user_of(request)
    if not may_see(user, item):
        raise PermissionDenied
    held = item.is_claimed(timezone.now())
    mine = held and item.claimed_by_id == user.pk
    past = history.decisions_of(item)
    evidence = evidence_context(request, item)
    context: dict[str, Any] = {
        **evidence,
        "standing": standing(item),
        "past": past,
        "awaiting": next((entry.execution for entry in past if entry.awaits), None),
        "escalation": next((entry.decision for entry in past if _passes_on(entry)), None),
        "appeal": open_appeal(item),
        "answer": answer,
        "since": since_last_review(item, user),
        "notes": list(item.article.notes.select_related("author")[:SHOWN_NOTES]),
        "asks_second": asks_second(item),
        "required_labels": [word(LABELS[label]) for label in required_labels(item)],
        "people": people_for(user),
        "may_correct_topic": True,
        "answer_choices": [("right", pgettext("finding", "right")), ("wrong", pgettext("finding", "wrong"))],
        "card": card_of(item.article.source, user, without=item.article_id) if item.article.source else None,
        "held": held,
        "mine": mine,
        "held_by_other": held and not mine,
        "claimable": not held and item.state == QueueItem.State.OPEN and may_work(user, item),
        "why_not_claimable": _why_not_claimable(user, item),
        "acts": ACTS,
        "form": form or proposed_form(item, evidence["copy_decided"]),
        "change": change,
        "refusal": refusal,
        **({"messages": ()} if ahead else {}),
        "claim_seconds": settings.CLAIM_SECONDS,
        "queue_code": queue_code(request),
        **header(user, item.queue.code if item.state == QueueItem.State.OPEN else "decided"),
    }
    return with_pictures(render(request, "moderation/console/item.html", context, status=status), context)


def claimed(request: HttpRequest, item: QueueItem) -> HttpResponse:
    """The parts of a prefetched page that a claim changes: the lease, the undo, the messages."""
    context = {"item": item, "undoable": undoable(user_of(request)), "claim_seconds": settings.CLAIM_SECONDS}
    return render(request, "moderation/console/claimed.html", context)


def with_pictures(response: HttpResponse, context: dict[str, Any]) -> HttpResponse:
    """Lets the page load outside pictures for a user who asked for them; no other browser loads them."""
    if context["pictures"] != Preference.Pictures.NONE:
        response._csp_update = {"img-src": ["http:", "https:"]}  # type: ignore[attr-defined]  # django-csp's way
    return response


def asks_second(item: QueueItem) -> list[str]:
    """The acts that need a second person on this item; the screen says so beforehand."""
    applies = Q(source=None) | Q(source=item.article.source_id)
    return list(ActRule.objects.filter(applies, second_person=True).values_list("act", flat=True))


def people_for(user: User) -> list[str]:
    """The users to whom a lead may hand items; empty for anybody but leads."""
    if not user.has_perm("moderation.lead_queueitem"):
        return []
    people = User.objects.with_perm("moderation.decide_queueitem", backend="django.contrib.auth.backends.ModelBackend")
    people = people.filter(is_active=True).exclude(username=SYSTEM_USER)
    return list(people.order_by("username").values_list("username", flat=True)[:SHOWN_PEOPLE])


def may_work(user: User, item: QueueItem) -> bool:
    """Whether this user may claim and decide the item if it were free."""
    return user.has_perms(_WORKS) and claimable(user).filter(pk=item.pk).exists()


def _why_not_claimable(user: User, item: QueueItem) -> str:
    """Why a user who sees the open item may not claim it, whoever holds it."""
    if not user.has_perms(_WORKS):
        return gettext("Your role sees this item and changes nothing.")
    if not works(user, item.queue):
        return gettext("This item is in a queue that others work.")
    return gettext("An appeal against a decision of yours waits here. A different moderator answers it.")


def _passes_on(entry: history.PastDecision) -> bool:
    """Whether the decision moved the item to the leads, and nobody took it back."""
    return ACTS[entry.decision.act].asks_why and not entry.overturned


def queue_named(code: str) -> Queue | None:
    """The queue of this code; None, meaning all queues, for an empty or unknown code."""
    return Queue.objects.filter(code=code).first() if code else None


def queue_code(request: HttpRequest) -> str:
    """The queue the moderator works through, carried from page to page; "" for all."""
    return (request.POST.get("queue") or request.GET.get("queue") or "")[:50]
