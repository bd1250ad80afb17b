"""What a moderator sees of their own work: what was sent back, their limits, skips and second looks."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from moderation.console.access import WORK, console_view, user_of
from moderation.console.header import header
from moderation.models import Execution, ExposureLimit, SecondLook, Skip
from moderation.queue.wellbeing import exhausted

SHOWN = 50


@console_view(*WORK)
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Shows the reader's own rows, up to SHOWN of each. Of colleagues nothing is shown: that is for leads."""
    user = user_of(request)
    limits = ExposureLimit.objects.filter(Q(user=None) | Q(user=user)).select_related("queue").order_by("per_day")
    looks = SecondLook.objects.filter(reviewed_by=user).select_related("clause").order_by("-reviewed_at")
    sent_back = (
        Execution.objects.filter(decided_by=user, refused_by__isnull=False)
        .select_related("decision__clause", "decision__article_version", "refused_by")
        .defer("decision__article_version__extraction")
        .order_by("-refused_at")
    )
    context = {
        "limits": limits[:SHOWN],
        "is_full": bool(exhausted(user)),
        "skips": Skip.objects.filter(user=user)[:SHOWN],
        "looks": looks[:SHOWN],
        "sent_back": sent_back[:SHOWN],
        **header(user, "mine"),
    }
    return render(request, "moderation/console/own.html", context)
