"""Taking decisions back, agreeing to them as the second person, answering appeals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.models.codes import word_of
from moderation.appeals import appeals
from moderation.audit import downloads
from moderation.console.access import SEE, WORK, console_view, user_of
from moderation.console.header import header
from moderation.console.item import screen
from moderation.console.views.items.claiming import go_on
from moderation.decisions import InvalidDecision, StaleDecision, StaleItem, executing, overturn, undo
from moderation.exports.evidence_bundle import bundle_of
from moderation.models import Decision, Execution, QueueItem
from moderation.queue.access import hidden_articles, hidden_items, seen_decisions
from moderation.vocabulary.refusals import REFUSALS

SHOWN = 100


@console_view(*WORK)
@require_POST
def undo_decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Takes one's own decision back and opens its item again."""
    done = _carried_out(request, lambda user: undo(user, decision_id))
    if done is None:
        return redirect("console:queue")
    messages.success(request, _("Taken back. The item is yours again."))
    return redirect("console:item", done.item_id)


@console_view("moderation.overturn_decision")
@require_POST
def overturn_decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Overturns another moderator's decision, with a reason."""
    note, reopens = request.POST.get("note", ""), bool(request.POST.get("reopen"))
    if _carried_out(request, lambda user: overturn(user, decision_id, note, reopens=reopens)):
        messages.success(request, _("The decision is taken back; the platform is told."))
    return redirect("console:item", get_object_or_404(Decision, pk=decision_id).item_id)


@console_view("moderation.approve_execution")
@require_POST
def second_person(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Agrees to a decision that needs two, or sends it back with a reason."""
    if request.POST.get("act") == "approve":
        if _carried_out(request, lambda user: executing.approve(user, decision_id)):
            messages.success(request, _("You are the second person: the decision takes effect."))
    elif _carried_out(request, lambda user: executing.refuse(user, decision_id, request.POST.get("note", ""))):
        messages.success(request, _("Sent back: the item is open again."))
    return redirect("console:waiting")


@console_view(*SEE)
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Decisions that wait for a second person, and those in their grace period; up to SHOWN of each."""
    user = user_of(request)
    rows = Execution.objects.select_related(
        "decision__article_version", "decision__clause", "decided_by", "decision__article__source"
    ).defer("decision__article_version__extraction")
    for hidden in (hidden_items(user, "decision__item"), hidden_articles(user, "decision__article")):
        rows = rows if hidden is None else rows.exclude(hidden)
    context = {
        "awaiting": rows.filter(state=Execution.State.AWAITING).order_by("due_at")[:SHOWN],
        "scheduled": rows.filter(state=Execution.State.SCHEDULED).order_by("due_at")[:SHOWN],
        "may_approve": user.has_perm("moderation.approve_execution"),
        **header(user, "waiting"),
    }
    return render(request, "moderation/console/waiting.html", context)


@console_view(*WORK)
@require_POST
def resolve(request: HttpRequest, item_id: int) -> HttpResponse:
    """Answers the appeal on an item and goes on; if refused, shows the page again with the input."""
    answer, version = request.POST.get("answer", ""), request.POST.get("version", "")
    item = screen.load(item_id)
    if not version.isdecimal():
        raise Http404
    try:
        overturns = request.POST.get("outcome") == "overturned"
        appeals.resolve(user_of(request), item_id, int(version), overturns=overturns, answer=answer)
    except InvalidDecision:
        refusal, status = _("Write an answer to the author."), 422
    except PermissionDenied:
        refusal, status = _("A different moderator answers this appeal: you decided or approved what it is about."), 403
    except StaleItem:
        refusal, status = _("The item has changed meanwhile. Look again."), 409
    else:
        messages.success(request, _("The appeal is answered."))
        return go_on(request)
    return screen.item_screen(request, item, refusal=refusal, answer=answer, status=status)


@console_view("moderation.view_decision")
@require_GET
def bundle(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The decision's evidence as one JSON file. Raises Http404."""
    rows = Decision.objects.select_related("clause__policy_version", "article_version__page", "decided_by")
    decision = get_object_or_404(rows, pk=decision_id)
    if not seen_decisions(Decision.objects.filter(pk=decision.pk), user_of(request)).exists():
        raise PermissionDenied
    about = {"decision": decision.pk, "rows": 1, "channel": "console"}
    downloads.other(user_of(request), "bundle", f"article:{decision.article_id}", **about)
    response = JsonResponse(bundle_of(decision), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="decision-{decision_id}.json"'
    return response


def _carried_out(request: HttpRequest, act: Callable[[Any], Any]) -> Any:
    """The result of `act`, or None and a message that says why it was refused. Raises Http404, PermissionDenied."""
    try:
        return act(user_of(request))
    except (Decision.DoesNotExist, Execution.DoesNotExist, QueueItem.DoesNotExist) as error:
        raise Http404 from error
    except StaleDecision as error:
        messages.warning(request, word_of(REFUSALS, str(error), long=True))
    except InvalidDecision:
        messages.error(request, _("Say why: the reason is kept with the decision."))
    return None
