"""What happened to an article, in order: received, assessed, queued, decided, appealed, told to its platform."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Count
from django.template.defaultfilters import capfirst
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, ArticleVersion, TopicCorrection
from articles.models.codes import word_of
from articles.vocabulary.kinds import KINDS
from articles.vocabulary.topics import TOPICS
from moderation.console.item.changes import Change
from moderation.models import Appeal, AuditEntry, Decision, Event, Execution, QueueItem, Skip
from moderation.queue.access import hidden_items, seen_decisions
from moderation.vocabulary.events import APPEAL_RESOLVED, DECISION_MADE, DECISION_OVERTURNED, EVENTS

# The newest moments on the page. Chosen: an article that changes every hour does not push everything else away.
SHOWN = 40
_SHOWN_REASONS = 3
_TOLD = (DECISION_MADE, DECISION_OVERTURNED, APPEAL_RESOLVED)


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened; `detail` says by whom or why. `is_undone`: a decision that was taken back, or that."""

    at: datetime
    sentence: str
    detail: str = ""
    is_undone: bool = False


def timeline(article: Article, changes: list[Change], user: User) -> list[Moment]:
    """The newest SHOWN moments of the article that this user may see, the newest first; in ten queries."""
    items = _seen_items(article, user)
    undone = _undone(article)
    parts = (
        _versions(article),
        _items(items),
        _decisions(article, user, undone),
        _topics(article),
        _acts(article, items),
    )
    moments = [moment for part in parts for moment in part]
    moments += [Moment(change.at, change.sentence) for change in changes]
    moments += [
        Moment(
            event.created_at,
            _("Platform told: %(event)s") % {"event": word_of(EVENTS, event.type)},
            is_undone=event.type != APPEAL_RESOLVED and event.data.get("decision") in undone,
        )
        for event in Event.objects.filter(article=article, type__in=[kind.code for kind in _TOLD])
    ]
    return sorted(moments, key=lambda moment: moment.at, reverse=True)[:SHOWN]


def _versions(article: Article) -> Iterator[Moment]:
    rows = ArticleVersion.objects.filter(article=article).select_related("page").annotate(found=Count("findings"))
    before = ""
    for row in rows.defer("extraction", "page__compressed").order_by("number"):
        page = _("page %(sha256)s") % {"sha256": row.page.sha256[:12]}
        if row.number > 1 and row.headline != before:
            changed = _("Version %(number)d received, its headline was “%(before)s”")
            yield Moment(row.created_at, changed % {"number": row.number, "before": _short(before)}, page)
        else:
            yield Moment(row.created_at, _("Version %(number)d received") % {"number": row.number}, page)
        if row.assessed_at is not None:
            found = ngettext("%(n)d finding", "%(n)d findings", row.found) % {"n": row.found}
            yield Moment(row.assessed_at, _("Version %(number)d assessed") % {"number": row.number}, found)
        before = row.headline


def _seen_items(article: Article, user: User) -> list[QueueItem]:
    items = QueueItem.objects.filter(article=article).select_related("queue", "claimed_by").prefetch_related("reasons")
    unseen = hidden_items(user)
    return list(items if unseen is None else items.exclude(unseen))


def _items(items: list[QueueItem]) -> Iterator[Moment]:
    for item in items:
        labels = [reason.label for reason in item.reasons.all()[:_SHOWN_REASONS]]
        queued = _("Queued in %(queue)s as #%(item)d") % {"queue": item.queue, "item": item.pk}
        yield Moment(item.opened_at, queued, _(", ").join(labels))
        if item.is_claimed() and item.claimed_by is not None and item.claimed_until is not None:
            # When a claim began is not kept: its end stands on top, as what holds now.
            yield Moment(item.claimed_until, _("Held until then"), item.claimed_by.get_username())
    for skip in Skip.objects.filter(item__in=items).select_related("user"):
        yield Moment(skip.created_at, _("Skipped"), skip.user.get_username())


def _undone(article: Article) -> set[int]:
    """The decisions on the article that were taken back, and those that took them back."""
    pairs = Decision.objects.filter(article=article, override_of__isnull=False).values_list("pk", "override_of")
    return {pk for pair in pairs for pk in pair if pk is not None}


def _decisions(article: Article, user: User, undone: set[int]) -> Iterator[Moment]:
    decisions = seen_decisions(Decision.objects.filter(article=article), user).select_related(
        "clause", "decided_by", "override_of__clause", "execution__approved_by", "execution__refused_by", "appeal"
    )
    for decision in decisions.defer("evidence"):
        original = decision.override_of
        words = _("Taken back: %(decision)s") % {"decision": original} if original else capfirst(str(decision))
        taken_back = decision.pk in undone
        yield Moment(decision.created_at, words, decision.decided_by.get_username(), taken_back)
        execution = getattr(decision, "execution", None)
        if execution is not None and original is None:
            yield from (replace(moment, is_undone=taken_back) for moment in _execution(decision, execution))
        appeal = getattr(decision, "appeal", None)
        if appeal is not None:
            yield from _appeal(decision, appeal)


def _execution(decision: Decision, execution: Execution) -> Iterator[Moment]:
    named = {"decision": decision}
    if execution.done_at is not None:
        second = execution.approved_by
        detail = _("second person %(name)s") % {"name": second.get_username()} if second else ""
        yield Moment(execution.done_at, _("In effect: %(decision)s") % named, detail)
    if execution.refused_at is not None and execution.refused_by is not None:
        detail = f"{execution.refused_by.get_username()} · {_short(execution.refusal or '')}"
        yield Moment(execution.refused_at, _("Sent back: %(decision)s") % named, detail)


def _appeal(decision: Decision, appeal: Appeal) -> Iterator[Moment]:
    yield Moment(appeal.created_at, _("Appeal against %(decision)s") % {"decision": decision}, _short(appeal.text))
    if appeal.resolved_at is not None:
        answered = _("Appeal answered: %(outcome)s") % {"outcome": appeal.get_state_display()}
        yield Moment(appeal.resolved_at, answered, _short(appeal.answer))


def _topics(article: Article) -> Iterator[Moment]:
    for row in TopicCorrection.objects.filter(article=article).select_related("corrected_by"):
        words = {"kind": word_of(KINDS, row.kind), "topic": word_of(TOPICS, row.topic)}
        corrected = _("Kind and topic corrected: %(kind)s, %(topic)s") % words
        yield Moment(row.created_at, corrected, row.corrected_by.get_username())


def _acts(article: Article, items: list[QueueItem]) -> Iterator[Moment]:
    """What leads did to the item: their acts are kept in the audit log alone."""
    words = {
        "item.taken_over": _("Taken over by a lead"),
        "item.held": _("Put on hold by a lead"),
        "item.let_go": _("Hold ended by a lead"),
        "item.handed_over": _("Handed over by a lead"),
        "article.time_confirmed": _("Claimed time of publication confirmed"),
        "article.time_doubted": _("Claimed time of publication doubted again"),
        "original.protected": _("Protected as an original"),
        "original.unprotected": _("No longer protected as an original"),
    }
    seen = {item.pk for item in items}
    rows = AuditEntry.objects.filter(subject=f"article:{article.pk}", action__in=words)
    for entry in rows.order_by("-sequence")[:SHOWN]:
        payload = json.loads(entry.payload)
        if payload.get("item") in {None, *seen}:
            told = (entry.actor, payload.get("to") and f"→ {payload['to']}", payload.get("reason"))
            yield Moment(entry.at, words[entry.action], " · ".join(part for part in told if part))


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(80)
