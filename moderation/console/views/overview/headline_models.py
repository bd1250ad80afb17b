"""Clickbait models trained on verdicts: their figures beside the one in use, promotion, withdrawal."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.models import HeadlineModel, HeadlineVerdict
from articles.scoring.clickbait.weights import LANGUAGES, weights_for
from articles.scoring.stored.trials import trial
from moderation.console.access import SEE, console_view, user_of
from moderation.console.header import header
from moderation.curation import headline_models

SHOWN = 20


@console_view(*SEE)
@require_GET
def models(request: HttpRequest) -> HttpResponse:
    """The newest models with their figures, the shipped ones, and the number of verdicts to train on."""
    user = user_of(request)
    rows = list(HeadlineModel.objects.defer("weights")[:SHOWN])
    verdicts = HeadlineVerdict.objects
    context = {
        "models": [(model, trial(model)) for model in rows],
        "shipped": [
            (weights_for(language).model, not any(row.language == language and row.state == "active" for row in rows))
            for language in LANGUAGES
        ],
        "bait": verdicts.filter(is_clickbait=True).count(),
        "plain": verdicts.filter(is_clickbait=False).count(),
        "sampled": verdicts.filter(sampled=True).count(),
        "may_promote": user.has_perm("articles.change_headlinemodel"),
        **header(user, "models"),
    }
    return render(request, "moderation/console/headline_models.html", context)


@console_view("articles.change_headlinemodel")
@require_POST
def promote_or_withdraw(request: HttpRequest, model_id: int) -> HttpResponse:
    """Promotes or withdraws a model. Raises Http404."""
    user = user_of(request)
    try:
        if request.POST.get("act") == "promote":
            model = headline_models.promote(user, model_id)
            messages.success(request, _("%(name)s scores from now on.") % {"name": model.name})
        else:
            model = headline_models.withdraw(user, model_id)
            messages.success(request, _("%(name)s is retired.") % {"name": model.name})
    except HeadlineModel.DoesNotExist as error:
        raise Http404 from error
    except headline_models.StaleModel:
        messages.warning(request, _("Somebody else has done that already."))
    return redirect("console:models")
