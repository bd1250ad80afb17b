"""What one item's screen shows, whoever asks for it: a look, an act that was refused, a decided item."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from articles.models import Attribution, Disclaimer, Reliability, SourceReply, TemplateAlarm
from moderation.appeals import open_appeal
from moderation.console import declared, findings_shown, history, scores_shown
from moderation.console.access import user_of
from moderation.console.article_column import ArticleColumn
from moderation.console.chips import chips
from moderation.console.copies import copies_of
from moderation.console.forms import KEYS, DecisionForm
from moderation.console.labels import ATTRIBUTIONS, NAMELESS, word
from moderation.console.listing import overdue, visible
from moderation.console.since import since_last_review
from moderation.console.stale import Change
from moderation.models import ActRule, Decision, Execution, QueueItem
from moderation.models.decision import EFFECTIVE
from moderation.queue.access import queues_for, works
from moderation.queue.claims import claimable

# So many copies stand beside the article; the others on the page of its provenance.
SHOWN_COPIES = 5
SHOWN_REPLIES = 2
SHOWN_NOTES = 20
SHOWN_PEOPLE = 500
_ROWS = ("flags", "references", "disclaimers__platform", "findings", "scores")


def load(item_id: int) -> QueueItem:
    """The item with all its evidence, in one query a table. Raises Http404."""
    items = QueueItem.objects.select_related(
        "queue", "claimed_by", "article__source", "article__platform", "article_version__page"
    )
    credited = Prefetch("article_version__attributions", Attribution.objects.select_related("reference"))
    return get_object_or_404(
        items.prefetch_related("reasons", credited, *(f"article_version__{rows}" for rows in _ROWS)), pk=item_id
    )


def item_screen(
    request: HttpRequest,
    item: QueueItem,
    *,
    form: DecisionForm | None = None,
    change: Change | None = None,
    refusal: str = "",
    answer: str = "",
    status: int = 200,
) -> HttpResponse:
    """The item's page. `form` is one that was refused, `change` and `refusal` say why."""
    user = user_of(request)
    now = timezone.now()
    version = item.article_version
    held = item.is_claimed(now)
    mine = held and item.claimed_by_id == user.pk
    context: dict[str, Any] = {
        "item": item,
        "version": version,
        "extracted": version.extracted,
        "column": ArticleColumn(version),
        "chips": chips(item.reasons.all()),
        "findings": findings_shown.shown(list(version.findings.all())),
        "scores": scores_shown.all_shown(list(version.scores.all())),
        "source_now": Reliability.objects.filter(source=item.article.source_id).first(),
        "replies": list(SourceReply.objects.filter(source=item.article.source_id)[:SHOWN_REPLIES]),
        "declared": declared.lines(version),
        "attributions": [
            (row, word(ATTRIBUTIONS, row.kind), row.kind in NAMELESS) for row in version.attributions.all()
        ],
        "copies": copies_of(version)[:SHOWN_COPIES],
        "past": history.decisions_of(item),
        "appeal": open_appeal(item),
        "answer": answer,
        "since": since_last_review(item),
        "notes": list(item.article.notes.select_related("author")[:SHOWN_NOTES]),
        "asks_second": asks_second(item),
        "people": people_for(user),
        "recent": history.recent_of_source(item),
        "held": held,
        "mine": mine,
        "held_by_other": held and not mine,
        "claimable": not held and item.state == QueueItem.State.OPEN and may_work(user, item),
        "keys": KEYS,
        "form": form or DecisionForm.for_item(item),
        "change": change,
        "refusal": refusal,
        "claim_seconds": settings.CLAIM_SECONDS,
        "queue_code": queue_code(request),
        **header(user, item.queue.code if item.state == QueueItem.State.OPEN else "decided"),
    }
    return render(request, "moderation/console/item.html", context, status=status)


def asks_second(item: QueueItem) -> list[str]:
    """The acts that need a second person on this item: said before the key is pressed."""
    applies = Q(source=None) | Q(source=item.article.source_id)
    return list(ActRule.objects.filter(applies, second_person=True).values_list("act", flat=True))


def people_for(user: User) -> list[str]:
    """Whom a lead may hand items to; empty for others."""
    if not user.has_perm("moderation.lead_queueitem"):
        return []
    people = User.objects.with_perm("moderation.decide_queueitem", backend="django.contrib.auth.backends.ModelBackend")
    return list(people.filter(is_active=True).order_by("username").values_list("username", flat=True)[:SHOWN_PEOPLE])


def may_work(user: User, item: QueueItem) -> bool:
    """Whether this user may claim and decide the item, were it free."""
    allowed = user.has_perms(("moderation.claim_queueitem", "moderation.decide_queueitem"))
    return allowed and claimable(user).filter(pk=item.pk).exists()


def may_see(user: User, item: QueueItem) -> bool:
    """Whether the item is in one of the user's queues, or was decided once: decisions are for all who work here."""
    return works(user, item.queue) or item.decisions.exists()


def header(user: User, current: str) -> dict[str, Any]:
    """What the bar at the top shows on every screen."""
    return {
        "current": current,
        "overdue_count": overdue(visible(queues_for(user)))[:1000].count(),
        "can_work": user.has_perm("moderation.claim_queueitem"),
        "undoable": undoable(user),
        "undo_seconds": settings.UNDO_SECONDS,
        "awaiting_count": Execution.objects.filter(state=Execution.State.AWAITING)[:1000].count(),
        "watch_count": watch_count(),
    }


def undoable(user: User) -> Decision | None:
    """The user's latest decision, while it may be taken back."""
    since = timezone.now() - timedelta(seconds=settings.UNDO_SECONDS)
    latest = Decision.objects.filter(decided_by=user, created_at__gt=since).order_by("-pk")
    rows = latest.select_related("article_version").defer("article_version__extraction")
    decision: Decision | None = rows.first()
    if decision is None or decision.act not in EFFECTIVE or decision.overrides.exists():
        return None
    return decision


def watch_count() -> int:
    """Open template alarms and wordings to be confirmed."""
    return (
        TemplateAlarm.objects.filter(closed_at=None).count()
        + Disclaimer.objects.filter(status=Disclaimer.Status.CANDIDATE)[:1000].count()
    )


def queue_code(request: HttpRequest) -> str:
    """The queue the moderator works through, carried from page to page; "" for all."""
    return (request.POST.get("queue") or request.GET.get("queue") or "")[:50]
