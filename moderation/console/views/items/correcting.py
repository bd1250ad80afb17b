"""The correction of an article's kind and topic."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation.console.access import WORK, console_view, user_of
from moderation.console.item.subject import subject_of
from moderation.quality.topic_corrections import UnchangedTopic, correct_topic


@console_view(*WORK)
@require_POST
def correct_kind_and_topic(request: HttpRequest, **named: int) -> HttpResponse:
    """Corrects kind and topic; the article is assessed again under them. Raises Http404, PermissionDenied."""
    user, given = user_of(request), request.POST
    subject = subject_of(user, **named)
    try:
        correct_topic(user, subject.version.article_id, given.get("kind", ""), given.get("topic", ""))
    except ValueError as error:
        raise Http404 from error
    except UnchangedTopic:
        messages.warning(request, _("Kind and topic are corrected to this already."))
    else:
        messages.success(request, _("Kind and topic are corrected. The findings follow with the next assessment."))
    return redirect(subject.place)
