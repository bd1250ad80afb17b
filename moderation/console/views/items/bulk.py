"""Bulk acts from the list: count and previews first, then a run with progress, cancel and undo."""

from __future__ import annotations

from collections import Counter

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.models.codes import word_of
from moderation.console import listing
from moderation.console.access import console_view, user_of
from moderation.console.forms import DecisionForm
from moderation.console.header import header
from moderation.console.item.chips import chips
from moderation.console.views.items.queue import filters_of
from moderation.decisions import InvalidDecision, bulk
from moderation.models import BulkRun, QueueItem
from moderation.queue.access import queues_for
from moderation.queue.claims import claimable
from moderation.vocabulary.acts import ACTS
from moderation.vocabulary.refusals import REFUSALS

LEAD = "moderation.add_bulkrun"
DECIDE = "moderation.decide_queueitem"


@console_view(LEAD)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Shows the selected items, or all that match the list's filters, before anything happens."""
    return _preview(request, None)


@console_view(LEAD)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Starts the run over the previewed items; if refused, shows the preview again with the input."""
    form = DecisionForm({**request.POST.dict(), "version": 1})
    if form.is_valid():
        data = form.cleaned_data
        try:
            run = bulk.start(
                user_of(request),
                versions_of(request),
                act=data["act"],
                clause=form.clause_of_act,
                note=data["note"],
                label=form.label_of_act,
            )
        except InvalidDecision as error:
            form.refuse(error)
        else:
            return redirect("console:bulk-run", run.pk)
    return _preview(request, form, status=422)


@console_view(LEAD, DECIDE)
@require_GET
def progress(request: HttpRequest, run_id: int) -> HttpResponse:
    """Shows the progress of a run as a page or (`?format=json`) as data for the progress bar.

    Moderators see their own runs, leads all. Raises Http404, PermissionDenied.
    """
    run = get_object_or_404(BulkRun.objects.select_related("user", "clause"), pk=run_id)
    if run.user_id != request.user.pk and not user_of(request).has_perm(LEAD):
        raise PermissionDenied("only leads see the runs of others")
    rows = list(run.rows.values_list("decision", "refused", "undone"))
    refused = Counter(reason for _, reason, _ in rows if reason)
    if run.state in (BulkRun.State.UNDOING, BulkRun.State.UNDONE):
        done = sum(undone for *_, undone in rows)
        total = sum(decision is not None for decision, *_ in rows)
    else:
        done, total = sum(bool(decision or reason) for decision, reason, _ in rows), len(rows)
    going = run.state in (BulkRun.State.RUNNING, BulkRun.State.UNDOING)
    if request.GET.get("format") == "json":
        return JsonResponse({"done": done, "total": total, "going": going})
    context = {
        "run": run,
        "done": done,
        "total": total,
        "going": going,
        "decided": sum(decision is not None for decision, *_ in rows),
        "refused": [(word_of(REFUSALS, reason), count) for reason, count in refused.most_common()],
        "mine": run.user_id == request.user.pk,
        **header(user_of(request), "bulk"),
    }
    return render(request, "moderation/console/bulk_run.html", context)


@console_view(LEAD, DECIDE)
@require_POST
def cancel_or_undo(request: HttpRequest, run_id: int) -> HttpResponse:
    """Cancels or undoes a run. Raises Http404, PermissionDenied."""
    act = bulk.undo if request.POST.get("act") == "undo" else bulk.cancel
    try:
        act(user_of(request), run_id)
    except BulkRun.DoesNotExist as error:
        raise Http404 from error
    return redirect("console:bulk-run", run_id)


def _preview(request: HttpRequest, form: DecisionForm | None, status: int = 200) -> HttpResponse:
    user = user_of(request)
    # What is on hold or handed to somebody is taken over by itself, never by the way.
    free = claimable(user).filter(Q(assigned_to=None) | Q(assigned_to=user), on_hold=False)
    if request.POST.get("all"):
        filters = filters_of(request.POST)
        if filters.decided:
            raise Http404
        matching = listing.matching(listing.visible(queues_for(user)), filters)
        matching = matching.filter(pk__in=free.values("pk"))
    else:
        matching = free.filter(pk__in=[item for item, _ in versions_of(request)])
    count = matching.order_by().count()
    items = listing.with_rows(matching.order_by("rank_at", "id")[: settings.BULK_CAP])
    if not items:
        messages.warning(request, _("None of the chosen items can be decided."))
        return redirect("console:queue")
    context = {
        "rows": [(item, chips(item.reasons.all()), beginning(item)) for item in items],
        "count": count,
        "cap": settings.BULK_CAP,
        "form": form or DecisionForm.for_items(items),
        "acts": ACTS,
        **header(user, "bulk"),
    }
    return render(request, "moderation/console/bulk.html", context, status=status)


def versions_of(request: HttpRequest) -> list[tuple[int, int]]:
    """`item` as the list sends it (an id) and as the preview does (id:version). Raises Http404."""
    found = []
    for value in request.POST.getlist("item")[: settings.BULK_CAP + 1]:
        item, _, version = value.partition(":")
        if not item.isdecimal() or not (version or "0").isdecimal():
            raise Http404
        found.append((int(item), int(version or 0)))
    return found


def beginning(item: QueueItem) -> str:
    return " ".join(item.article_version.extracted.body[:2])[:160]
