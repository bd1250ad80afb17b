"""Changes that loosen a rule: what waits for a second lead, and what became of the others."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.models.codes import word_of
from moderation.console.access import console_view, user_of
from moderation.console.header import header
from moderation.console.proposed import shown
from moderation.models import Proposal
from moderation.oversight import proposing
from moderation.oversight.proposing import ProposalRefused
from moderation.vocabulary.proposals import PROPOSAL_REFUSALS

SHOWN = 50


@console_view("moderation.view_proposal")
@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """Lists the open proposals and the last settled ones, with before and after."""
    user = user_of(request)
    rows = Proposal.objects.select_related("proposed_by", "decided_by")
    waiting = rows.filter(state=Proposal.State.OPEN)[:SHOWN]
    settled = rows.exclude(state=Proposal.State.OPEN).order_by("-decided_at")[:SHOWN]
    context = {
        "waiting": [shown(proposal, user) for proposal in waiting],
        "settled": [shown(proposal, user) for proposal in settled],
        "two_persons": proposing.two_persons_asked(),
        "may_confirm": user.has_perm(proposing.CONFIRM),
        **header(user, "proposals"),
    }
    return render(request, "moderation/console/proposals.html", context)


@console_view("moderation.view_proposal")
@require_POST
def settle(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Confirms, refuses or withdraws a proposal. Raises Http404, PermissionDenied."""
    user, act = user_of(request), request.POST.get("act")
    try:
        if act == "confirm":
            proposing.confirm(user, proposal_id)
            messages.success(request, _("Confirmed. It is in effect."))
        elif act == "refuse":
            proposing.refuse(user, proposal_id, request.POST.get("note", ""))
            messages.success(request, _("Not confirmed: all stays as it was."))
        elif act == "withdraw":
            proposing.withdraw(user, proposal_id)
            messages.success(request, _("Withdrawn."))
        else:
            raise Http404
    except Proposal.DoesNotExist as error:
        raise Http404 from error
    except ProposalRefused as error:
        messages.error(request, word_of(PROPOSAL_REFUSALS, error.code, long=True))
    return redirect("console:proposals")
