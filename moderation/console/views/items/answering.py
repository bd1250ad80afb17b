"""Moderators' answers on the findings of an item."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from articles.models import Finding
from moderation.console.access import WORK, console_view, user_of
from moderation.models import QueueItem
from moderation.quality.finding_answers import answer


@console_view(*WORK)
@require_POST
def answer_finding(request: HttpRequest, item_id: int, code: str) -> HttpResponse:
    """Records whether the finding is right. Raises Http404, PermissionDenied."""
    item = get_object_or_404(QueueItem.objects.select_related("queue"), pk=item_id)
    given = request.POST.get("answer")
    if given not in ("right", "wrong"):
        raise Http404
    try:
        answer(user_of(request), item, code, is_right=given == "right")
    except Finding.DoesNotExist as error:
        raise Http404 from error
    return redirect("console:item", item_id)
