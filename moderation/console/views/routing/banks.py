"""Phrase banks: the list, one with its versions, and writing the next version."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from moderation.console.access import console_view, user_of
from moderation.console.header import header
from moderation.console.rules.forms import BankForm
from moderation.models import PhraseBank
from moderation.routing.editing.banks import BankTaken, changed_phrases, rules_using, write_bank
from moderation.triage.rules.phrases import BankError

SEE = "moderation.view_phrasebank"
EDIT = "moderation.change_phrasebank"
# Phrases shown per difference.
SHOWN = 50


@console_view(SEE)
@require_GET
def banks(request: HttpRequest) -> HttpResponse:
    """All banks."""
    user = user_of(request)
    rows = [
        (bank, bank.is_expired(), rules_using(bank.code))
        for bank in PhraseBank.objects.select_related("owner", "current__author")
    ]
    context = {"rows": rows, "may_edit": user.has_perm(EDIT), **header(user, "rules")}
    return render(request, "moderation/console/banks.html", context)


@console_view(SEE)
@require_GET
def bank_page(request: HttpRequest, bank_id: int) -> HttpResponse:
    """One bank: its phrases and what each version changed. Raises Http404."""
    user = user_of(request)
    bank = get_object_or_404(PhraseBank.objects.select_related("owner", "current"), pk=bank_id)
    versions = list(bank.versions.select_related("author")[:SHOWN])
    rows = []
    for place, version in enumerate(versions):
        came, went = changed_phrases(versions[place + 1] if place + 1 < len(versions) else None, version)
        rows.append((version, came[:SHOWN], len(came), went[:SHOWN], len(went)))
    context = {
        "bank": bank,
        "expired": bank.is_expired(),
        "rows": rows,
        "used": rules_using(bank.code),
        "may_edit": user.has_perm(EDIT),
        **header(user, "rules"),
    }
    return render(request, "moderation/console/bank.html", context)


@console_view(EDIT)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new bank."""
    return _edit(request, None)


@console_view(EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, bank_id: int) -> HttpResponse:
    """The next version of a bank. Raises Http404."""
    return _edit(request, get_object_or_404(PhraseBank.objects.select_related("current"), pk=bank_id))


def _edit(request: HttpRequest, bank: PhraseBank | None) -> HttpResponse:
    user = user_of(request)
    code = bank.code if bank else ""
    if request.method == "POST":
        form = BankForm(request.POST, request.FILES, code=code)
        if form.is_valid():
            try:
                kept = write_bank(user, form.draft(), new=bank is None)
            except BankError as error:
                form.refuse(error)
            except BankTaken:
                form.add_error("code", _("There is a phrase bank of this code already."))
            else:
                messages.success(request, _("The phrase bank is kept, and counts from the next article on."))
                return redirect("console:bank", kept.pk)
    else:
        names = ("name_zh", "name_en", "language", "expires_on")
        initial = {name: getattr(bank, name) for name in names} if bank else {}
        initial["phrases"] = bank.current.phrases if bank and bank.current else ""
        form = BankForm(initial=initial, code=code)
    context = {"form": form, "bank": bank, **header(user, "rules")}
    return render(request, "moderation/console/bank_edit.html", context, status=422 if form.errors else 200)
