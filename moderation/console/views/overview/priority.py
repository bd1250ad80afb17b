"""What orders the queue: what a budget sees and misses, trying other dials before they count, learned models."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from moderation.console.access import console_view, user_of
from moderation.console.header import header
from moderation.curation import priority_schemes
from moderation.models import PriorityModel
from moderation.quality import priority_effects
from moderation.queue.ranking import ranking_in_force
from moderation.triage.priority.dials import BOUNDS, read_dials, written
from moderation.triage.priority.review import FEWEST

SEE = ("moderation.lead_queueitem", "moderation.view_auditentry")
CHANGE = "moderation.change_priorityscheme"
SHOWN_MODELS = 10
_MOST_BUDGET = 100_000
LABELS = {
    "finding:high": gettext_lazy("findings of high severity"),
    "finding:medium": gettext_lazy("findings of medium severity"),
    "finding:low": gettext_lazy("findings of low severity"),
    "score": gettext_lazy("headline and source scores"),
    "flag": gettext_lazy("declarations of the author"),
    "report": gettext_lazy("readers' reports"),
    "rule": gettext_lazy("routing rules"),
    "reach": gettext_lazy("what the widest reach adds"),
    "unhurried": gettext_lazy("urgency of what is neither news nor reported"),
}


class DialsForm(forms.Form):
    """The dials as decimals, each between its bounds; the field of `finding:high` is `finding-high`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, bounds in BOUNDS.items():
            step = forms.NumberInput(attrs={"step": "0.05"})
            self.fields[_field(name)] = forms.FloatField(
                label=LABELS[name], min_value=bounds.least, max_value=bounds.most, widget=step
            )

    def dials(self) -> dict[str, float]:
        """What was typed, by the names of the dials; the form must be valid."""
        return {name: self.cleaned_data[_field(name)] for name in BOUNDS}


def _field(name: str) -> str:
    return name.replace(":", "-")


@console_view(*SEE)
@require_GET
def priority(request: HttpRequest) -> HttpResponse:
    """What is seen and missed now, and with `try` how other dials would do; nothing changes here."""
    user = user_of(request)
    ranking = ranking_in_force()
    past = priority_effects.past_items()
    now = written(ranking.dials)
    tries = "try" in request.GET
    initial = {_field(name): value for name, value in now.items()}
    form = DialsForm(request.GET) if tries else DialsForm(initial=initial)
    is_tried = tries and form.is_valid()
    budget = _budget(request) or priority_effects.usual_budget(past)
    tried = read_dials(form.dials()) if is_tried and form.dials() != now else None
    scheme = priority_schemes.scheme_in_force()
    context = {
        "effects": priority_effects.effects(past, ranking, budget, tried),
        "days": priority_effects.DAYS,
        "fewest": FEWEST,
        "audit_share": priority_effects.audit_share(),
        "yields": priority_effects.yields(),
        "form": form,
        "is_changed": tried is not None,
        "scheme": scheme,
        "model_name": ranking.model.name,
        "models": list(PriorityModel.objects.defer("content")[:SHOWN_MODELS]),
        "may_change": user.has_perm(CHANGE),
        **header(user, "priority"),
    }
    return render(request, "moderation/console/priority.html", context, status=422 if tries and not is_tried else 200)


@console_view(CHANGE)
@require_POST
def set_dials(request: HttpRequest) -> HttpResponse:
    """Lets the dials that were tried order the queue."""
    form = DialsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("These numbers are not between their bounds. Nothing was changed."))
        return redirect("console:priority")
    try:
        priority_schemes.set_dials(user_of(request), form.dials(), seen=_seen(request))
    except priority_schemes.StaleScheme:
        messages.warning(request, _("Somebody else has changed the order meanwhile, or nothing would change."))
    else:
        messages.success(request, _("These weights order the queue from now on; open items move within minutes."))
    return redirect("console:priority")


@console_view(CHANGE)
@require_POST
def use_model(request: HttpRequest, model_id: int) -> HttpResponse:
    """Puts a learned model into use, 0 the shipped one. Raises Http404."""
    try:
        scheme = priority_schemes.put_into_use(user_of(request), model_id or None, seen=_seen(request))
    except PriorityModel.DoesNotExist as error:
        raise Http404 from error
    except priority_schemes.StaleScheme:
        messages.warning(request, _("Somebody else has done that already."))
    else:
        name = scheme.model.name if scheme.model else _("The shipped model")
        messages.success(request, _("%(name)s orders the queue from now on.") % {"name": name})
    return redirect("console:priority")


def _seen(request: HttpRequest) -> int | None:
    given = request.POST.get("scheme", "")
    return int(given) if given.isdecimal() and len(given) < 18 else None


def _budget(request: HttpRequest) -> int | None:
    given = request.GET.get("budget", "")
    return min(_MOST_BUDGET, int(given)) or None if given.isdecimal() and len(given) < 9 else None
