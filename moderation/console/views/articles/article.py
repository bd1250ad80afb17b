"""An article with all that is known of it, whether it was queued or not."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from moderation.console.access import SEE, WORK, console_view, user_of
from moderation.console.article.timeline import timeline
from moderation.console.header import header
from moderation.console.item import screen
from moderation.console.item.changes import changes_of
from moderation.console.item.chips import chips, chips_of_findings
from moderation.console.item.evidence import version_context
from moderation.console.item.source_card import card_of
from moderation.console.item.states import states_of
from moderation.console.item.subject import subject_of


@console_view(*SEE)
@require_GET
def article_page(request: HttpRequest, article_id: int) -> HttpResponse:
    """Shows the article's current version. Raises Http404, PermissionDenied for one of a closed queue."""
    user = user_of(request)
    subject = subject_of(user, article_id=article_id)
    article = subject.version.article
    state = states_of([article_id], user)[article_id]
    known = version_context(request, subject.version)
    reasons = chips(state.item.reasons.all()) if state.is_open and state.item else chips_of_findings(known["findings"])
    context: dict[str, Any] = {
        **known,
        "item": None,
        "place": subject.place,
        "chips": reasons,
        "article": article,
        "state": state,
        "timeline": timeline(article, changes_of(subject.version, user), user),
        "card": card_of(article.source, user, without=article.pk) if article.source else None,
        "notes": list(article.notes.select_related("author")[: screen.SHOWN_NOTES]),
        "may_correct_topic": user.has_perms(WORK),
        **header(user, "article"),
    }
    return screen.with_pictures(render(request, "moderation/console/article.html", context), context)
