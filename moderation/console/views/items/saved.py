"""Saving the filter of the list, and what its person does with it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from moderation.console.access import SEE, console_view, user_of
from moderation.console.saved_filters import SaveRefused, forget, keep, open_first
from moderation.console.views.items.queue import filters_of
from moderation.models import SavedFilter

_REFUSED: dict[str, str | Promise] = {
    "name": gettext_lazy("Give the filter a name."),
    "empty": gettext_lazy("Choose a queue or a filter first."),
    "many": gettext_lazy("You have 12 saved filters: delete one first."),
}


@console_view(*SEE)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keeps the filter that the form carries under `name`."""
    parameters = filters_of(request.POST).parameters
    try:
        saved = keep(user_of(request), request.POST.get("name", ""), parameters)
    except SaveRefused as error:
        messages.error(request, str(_REFUSED[str(error)]))
        return redirect(f"{reverse('console:queue')}?{urlencode(parameters or {'queue': ''})}")
    return _to(saved.pk)


@console_view(*SEE)
@require_POST
def change(request: HttpRequest, saved_id: int) -> HttpResponse:
    """Lets the queue open with the filter, or no more, or deletes it. Raises Http404."""
    user, act = user_of(request), request.POST.get("act")
    try:
        if act == "delete":
            forget(user, saved_id)
            return redirect(f"{reverse('console:queue')}?queue=")
        if act not in ("first", "not_first"):
            raise Http404
        open_first(user, saved_id, on=act == "first")
    except SavedFilter.DoesNotExist as error:
        raise Http404 from error
    return _to(saved_id)


def _to(saved: int) -> HttpResponse:
    return redirect(f"{reverse('console:queue')}?saved={saved}")
