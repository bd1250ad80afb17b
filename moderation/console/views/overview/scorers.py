"""Scorers outside: how they answer, registering one, and putting it into shadow, live or off."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from articles.models import Platform
from moderation.console.access import console_view, user_of
from moderation.console.header import header
from moderation.models import OutsideScorer
from moderation.outside_scorers import registering
from moderation.outside_scorers.figures import figures_of
from moderation.vocabulary.scorers import LONGEST_CODE, LONGEST_VERSION

SEE = "moderation.view_outsidescorer"
REFUSED = {
    "same": gettext_lazy("It is in this state already."),
    "no_answer": gettext_lazy(
        "Its registered version has answered nothing in shadow yet: wait for articles, or see why its calls fail."
    ),
}


class RegisterForm(forms.Form):
    """What is needed of a scorer; `registering` checks it once more."""

    code = forms.SlugField(
        label=gettext_lazy("Code, as rules write it: signal(\"code\")"), max_length=LONGEST_CODE
    )  # fmt: skip
    name_zh = forms.CharField(label=gettext_lazy("Chinese name"), max_length=80)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=80)
    url = forms.CharField(label=gettext_lazy("Address (https)"), max_length=2000)
    version = forms.CharField(label=gettext_lazy("Version, as its answers name it"), max_length=LONGEST_VERSION)
    platform = forms.ModelChoiceField(
        Platform.objects.order_by("code"), label=gettext_lazy("For the articles of"), required=False,
        empty_label=gettext_lazy("all platforms"), to_field_name="code",
    )  # fmt: skip
    timeout_seconds = forms.FloatField(
        label=gettext_lazy("Seconds to answer"), min_value=0.2, max_value=10, initial=3,
        widget=forms.NumberInput(attrs={"step": "0.1"}),
    )  # fmt: skip
    daily_budget = forms.IntegerField(
        label=gettext_lazy("Calls per day"), min_value=1, max_value=10_000_000, initial=10_000
    )
    medium = forms.IntegerField(label=gettext_lazy("Medium from (0–100)"), min_value=1, max_value=99, initial=50)
    high = forms.IntegerField(label=gettext_lazy("High from (0–100)"), min_value=2, max_value=100, initial=80)


@console_view(SEE)
@require_GET
def scorers(request: HttpRequest) -> HttpResponse:
    """Every scorer with its figures of seven days."""
    return _page(request, RegisterForm())


@console_view("moderation.add_outsidescorer")
@require_POST
def register(request: HttpRequest) -> HttpResponse:
    """Registers a scorer, in shadow, and shows its secret, this once only."""
    form = RegisterForm(request.POST)
    if form.is_valid():
        try:
            scorer, secret = registering.register(user_of(request), **form.cleaned_data)
        except registering.InvalidScorer as error:
            form.add_error(error.field, str(error))
        else:
            return _page(request, RegisterForm(), scorer=scorer, secret=secret)
    return _page(request, form, status=422)


@console_view("moderation.change_outsidescorer")
@require_POST
def act(request: HttpRequest, scorer_id: int) -> HttpResponse:
    """Moves a scorer (`mode`, `reason`), takes another version (`version`), or makes a new secret (`rotate`)."""
    user = user_of(request)
    try:
        if "rotate" in request.POST:
            scorer, secret = registering.rotate(user, scorer_id)
            return _page(request, RegisterForm(), scorer=scorer, secret=secret)
        if "version" in request.POST:
            scorer = registering.change(user, scorer_id, version=request.POST["version"])
        else:
            mode, reason = request.POST.get("mode", ""), request.POST.get("reason", "")
            scorer = registering.move(user, scorer_id, mode, reason)
    except OutsideScorer.DoesNotExist as error:
        raise Http404 from error
    except registering.ScorerRefused as error:
        messages.warning(request, REFUSED[str(error)])
    except registering.InvalidScorer as error:
        needs_reason = error.field == "reason"
        messages.error(request, _("Say why its scores may count from now on.") if needs_reason else str(error))
    else:
        messages.success(request, _("%(name)s is %(state)s now.") % _words(scorer))
    return redirect("console:scorers")


def _words(scorer: OutsideScorer) -> dict[str, object]:
    return {"name": scorer, "state": scorer.get_mode_display()}


def _page(request: HttpRequest, form: RegisterForm, status: int = 200, **shown: Any) -> HttpResponse:
    user = user_of(request)
    rows = OutsideScorer.objects.select_related("platform")
    context = {
        "rows": [(scorer, figures_of(scorer)) for scorer in rows],
        "form": form,
        "may_change": user.has_perm("moderation.change_outsidescorer"),
        **shown,
        **header(user, "scorers"),
    }
    return render(request, "moderation/console/scorers.html", context, status=status)
