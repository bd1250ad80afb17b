"""The bank of public text: sentences that belong to nobody, by whom they were entered, and what leads do to them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from articles.models import PublicSentence
from articles.models.codes import choices_of
from articles.vocabulary.public_text import PUBLIC_ORIGINS, PUBLIC_STATES
from moderation.console.access import console_view, user_of
from moderation.console.header import header
from moderation.curation import public_text

SEE = "articles.view_publicsentence"
EDIT = "articles.change_publicsentence"
SHOWN = 50


@console_view(SEE)
@require_GET
def bank(request: HttpRequest) -> HttpResponse:
    """The entries, newest first, `SHOWN` per page; by origin, state and words."""
    user = user_of(request)
    rows = PublicSentence.objects.all()
    asked = {name: request.GET.get(name, "") for name in ("origin", "state", "q")}
    if asked["origin"] in PUBLIC_ORIGINS:
        rows = rows.filter(origin=asked["origin"])
    if asked["state"] in PUBLIC_STATES:
        rows = rows.filter(state=asked["state"])
    if words := asked["q"].strip()[:100]:
        rows = rows.filter(text__icontains=words)
    context = {
        "rows": Paginator(rows, SHOWN).get_page(request.GET.get("page")),
        "asked": asked,
        "origins": choices_of(PUBLIC_ORIGINS),
        "states": choices_of(PUBLIC_STATES),
        "may_edit": user.has_perm(EDIT),
        **header(user, "public-text"),
    }
    return render(request, "moderation/console/public_text.html", context)


@console_view(EDIT)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Enters each sentence of the text that was sent."""
    try:
        found = public_text.add(user_of(request), request.POST.get("text", ""), request.POST.get("note", ""))
    except public_text.NoSentence:
        messages.error(request, _("Write at least one sentence of 12 letters or more, and at most 5,000 characters."))
    else:
        text = ngettext("%(n)d sentence is public text now.", "%(n)d sentences are public text now.", len(found))
        if found:
            messages.success(request, text % {"n": len(found)})
        else:
            messages.info(request, _("The bank holds these sentences already."))
    return redirect("console:public-text")


@console_view(EDIT)
@require_POST
def settle(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Withdraws an entry, or restores it. Raises Http404."""
    note = request.POST.get("note", "")
    try:
        if request.POST.get("act") == "restore":
            public_text.restore(user_of(request), entry_id, note)
            messages.success(request, _("Restored. Stored articles are assessed again."))
        else:
            public_text.withdraw(user_of(request), entry_id, note)
            messages.success(request, _("Withdrawn. Stored articles are assessed again."))
    except PublicSentence.DoesNotExist as error:
        raise Http404 from error
    except public_text.StaleEntry:
        messages.warning(request, _("Somebody else has changed this entry already."))
    return redirect("console:public-text")
