"""Blind second looks, and how well moderators agree."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from moderation.console.access import WORK, console_view, user_of
from moderation.console.forms import DecisionForm
from moderation.console.header import header
from moderation.console.item import screen
from moderation.console.item.evidence import evidence_context
from moderation.decisions import InvalidDecision, StaleDecision
from moderation.models import SecondLook
from moderation.quality.precision import registered
from moderation.quality.second_looks import answer, disagreements, next_for, quality
from moderation.vocabulary.acts import ACTS


@console_view(*WORK)
@require_http_methods(["GET", "POST"])
def second_look(request: HttpRequest) -> HttpResponse:
    """Shows the next decision to review, without its act; a POST records the act that the reviewer would choose."""
    user = user_of(request)
    form, status = DecisionForm(initial={"version": 1}), 200
    if request.method == "POST":
        given = request.POST.get("look", "")
        if not given.isdecimal():
            raise Http404
        try:
            answer(user, int(given), act=request.POST.get("act", ""), clause=request.POST.get("clause", ""))
        except SecondLook.DoesNotExist as error:
            raise Http404 from error
        except StaleDecision:
            messages.warning(request, _("Somebody else has looked at it already."))
        except InvalidDecision as error:
            form, status = DecisionForm({**request.POST.dict(), "version": 1}), 422
            form.is_valid()
            form.refuse(error)
        else:
            messages.success(request, _("Thank you. The next one:"))
            return redirect("console:second-look")
    look = next_for(user)
    if look is None:
        messages.info(request, _("No decision waits for your second look."))
        return redirect("console:queue")
    context = evidence_context(request, screen.load(look.decision.item_id), is_blind=True)
    context |= {"look": look, "form": form, "acts": ACTS, **header(user, "second-look")}
    return screen.with_pictures(render(request, "moderation/console/second_look.html", context, status=status), context)


@console_view("moderation.lead_queueitem", "moderation.view_auditentry")
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Agreement over all, by clause and by pair of moderators, and how right findings are: for leads and auditors."""
    user = user_of(request)
    context = {
        "quality": quality(),
        "disagreements": disagreements(user),
        "precision": registered(get_language() or "zh"),
        **header(user, "quality"),
    }
    return render(request, "moderation/console/quality.html", context)
