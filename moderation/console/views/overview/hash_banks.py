"""Banks of picture hashes: all of them, one with its hashes, and what leads do to them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.models import BankedHash, HashBank
from articles.models.codes import choices_of
from articles.provenance.pictures.exchange import BadSignal, OtherSignal, signal
from articles.vocabulary.hash_banks import ACTIVE, HASH_STATES, SIGNAL_CATEGORIES
from moderation.audit import downloads
from moderation.console.access import console_view, user_of
from moderation.console.header import header
from moderation.curation import hash_banks
from moderation.exports.hash_banks import FORMS, pieces

SEE = "articles.view_hashbank"
SHOWN = 50


@console_view(SEE)
@require_GET
def banks(request: HttpRequest) -> HttpResponse:
    """All banks with the number of their hashes in force."""
    user = user_of(request)
    rows = HashBank.objects.annotate(n=Count("hashes", filter=Q(hashes__state=ACTIVE)))
    context = {"banks": rows, "may_edit": user.has_perm(hash_banks.EDIT), **header(user, "hash-banks")}
    return render(request, "moderation/console/hash_banks.html", context)


@console_view(SEE)
@require_GET
def bank(request: HttpRequest, bank_id: int) -> HttpResponse:
    """One bank with its hashes, newest first, `SHOWN` per page; by beginning of the hash, or tags. Raises Http404."""
    user = user_of(request)
    owner = get_object_or_404(HashBank, pk=bank_id)
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "state")}
    rows = owner.hashes.select_related("changed_by").annotate(found=Count("matches")).order_by("-pk")
    if asked["state"] in HASH_STATES:
        rows = rows.filter(state=asked["state"])
    if words := asked["q"]:
        rows = rows.filter(Q(pdq__startswith=words.lower()) | Q(tags__icontains=words))
    context = {
        "bank": owner,
        "rows": Paginator(rows, SHOWN).get_page(request.GET.get("page")),
        "asked": asked,
        "states": choices_of(HASH_STATES),
        "categories": choices_of(SIGNAL_CATEGORIES),
        "may_edit": user.has_perm(hash_banks.EDIT),
        **header(user, "hash-banks"),
    }
    return render(request, "moderation/console/hash_bank.html", context)


@console_view(hash_banks.EDIT)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Makes a bank."""
    try:
        made = hash_banks.make(user_of(request), request.POST.get("name", ""), request.POST.get("note", "").strip())
    except hash_banks.BadBank:
        messages.error(request, _("A bank needs a name of at most 100 characters that no other bank has."))
        return redirect("console:hash-banks")
    return redirect("console:hash-bank", made.pk)


@console_view(hash_banks.EDIT)
@require_POST
def switch(request: HttpRequest, bank_id: int) -> HttpResponse:
    """Lets a bank be matched or not. Raises Http404."""
    is_matched, note = request.POST.get("matched") == "1", request.POST.get("note", "").strip()
    try:
        hash_banks.switch(user_of(request), bank_id, is_matched=is_matched, note=note)
    except HashBank.DoesNotExist as error:
        raise Http404 from error
    return redirect("console:hash-bank", bank_id)


@console_view(hash_banks.EDIT)
@require_POST
def add(request: HttpRequest, bank_id: int) -> HttpResponse:
    """Adds a hash. Raises Http404."""
    try:
        given = {"signal_str": request.POST.get("pdq", ""), "category": request.POST.get("category", "")}
        hash_banks.add(user_of(request), bank_id, signal({**given, "tags": request.POST.get("tags", "")}))
    except HashBank.DoesNotExist as error:
        raise Http404 from error
    except (BadSignal, OtherSignal):
        messages.error(request, _("A PDQ hash has 64 digits of 0–9 and a–f; tags have at most 300 characters."))
    except hash_banks.HashKnown:
        messages.warning(request, _("The bank has this hash already."))
    else:
        messages.success(request, _("Added. Pictures that come in are compared with it from now on."))
    return redirect("console:hash-bank", bank_id)


@console_view(hash_banks.EDIT)
@require_POST
def change(request: HttpRequest, bank_id: int, hash_id: int) -> HttpResponse:
    """Edits a hash, withdraws or restores it. Raises Http404."""
    get_object_or_404(BankedHash, pk=hash_id, bank=bank_id)
    user, act = user_of(request), request.POST.get("act", "")
    try:
        if act == "withdraw":
            hash_banks.withdraw(user, hash_id)
        elif act == "restore":
            hash_banks.restore(user, hash_id)
        else:
            hash_banks.edit(user, hash_id, request.POST.get("category", ""), request.POST.get("tags", "").strip())
    except BadSignal:
        messages.error(request, _("A PDQ hash has 64 digits of 0–9 and a–f; tags have at most 300 characters."))
    else:
        messages.success(request, _("Kept."))
    return redirect("console:hash-bank", bank_id)


@console_view(hash_banks.EDIT)
@require_GET
def export(request: HttpRequest, bank_id: int) -> HttpResponse | StreamingHttpResponse:
    """The hashes in force as a file of the exchange; the audit chain keeps who took them. Raises Http404."""
    owner, form = get_object_or_404(HashBank, pk=bank_id), request.GET.get("form", "csv")
    if form not in FORMS:
        raise Http404
    rows = owner.hashes.filter(state=ACTIVE)
    subject = f"hash_bank:{owner.name}"
    downloads.other(user_of(request), "hash_banks", subject, rows=rows.count(), channel="console", form=form)
    response = StreamingHttpResponse((piece.encode() for piece in pieces(rows, form)), content_type=FORMS[form])
    response["Content-Disposition"] = (
        f'attachment; filename="hash-bank-{owner.pk}-{timezone.localdate():%Y%m%d}.{form}"'
    )
    return response
