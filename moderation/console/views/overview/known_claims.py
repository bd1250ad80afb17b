"""The bank of known claims: list, search, one entry with its former versions, and what leads do to them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.models import KnownClaim, Platform
from articles.models.codes import choices_of
from articles.provenance.known_claims.entries import BadEntry, Entry, entry
from articles.vocabulary.known_claims import ACTIVE, CLAIM_ORIGINS, CLAIM_STATES, VERDICTS
from moderation.audit import downloads
from moderation.console.access import console_view, user_of
from moderation.console.header import header
from moderation.curation import known_claims
from moderation.exports.known_claims import FORMS, pieces
from moderation.queue.access import hidden_articles

SEE = "articles.view_knownclaim"
SHOWN = 50
_FIELDS = ("claim", "verdict", "verdict_words", "date", "publisher", "link", "language", "note")


@console_view(SEE)
@require_GET
def bank(request: HttpRequest) -> HttpResponse:
    """The entries, newest first, `SHOWN` per page; by words, publisher, verdict, origin and state."""
    user = user_of(request)
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "verdict", "origin", "state")}
    context = {
        "rows": Paginator(_asked(_seen(request), asked), SHOWN).get_page(request.GET.get("page")),
        "asked": asked,
        "verdicts": choices_of(VERDICTS),
        "origins": choices_of(CLAIM_ORIGINS),
        "states": choices_of(CLAIM_STATES),
        "platforms": Platform.objects.order_by("code"),
        "typed": request.session.pop("known_claim_typed", {}),
        "may_edit": user.has_perm(known_claims.EDIT),
        **header(user, "known-claims"),
    }
    return render(request, "moderation/console/known_claims.html", context)


@console_view(SEE)
@require_GET
def entry_page(request: HttpRequest, claim_id: int) -> HttpResponse:
    """One entry with its former versions, for edits and withdrawal. Raises Http404."""
    user = user_of(request)
    claim = get_object_or_404(_seen(request).select_related("platform", "changed_by"), pk=claim_id)
    values = {name: getattr(claim, "published_on" if name == "date" else name) for name in _FIELDS}
    values["date"] = values["date"].isoformat() if values["date"] else ""
    context = {
        "claim": claim,
        "typed": request.session.pop("known_claim_typed", None) or values,
        "versions": claim.versions.select_related("changed_by"),
        "verdicts": choices_of(VERDICTS),
        "resembling": claim.likenesses.count(),
        "may_edit": user.has_perm(known_claims.EDIT),
        **header(user, "known-claims"),
    }
    return render(request, "moderation/console/known_claim.html", context)


@console_view(known_claims.EDIT)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Adds an entry for all platforms or for one."""
    code = request.POST.get("platform", "")
    platform = get_object_or_404(Platform, code=code) if code else None
    try:
        claim = known_claims.add(user_of(request), _typed(request), platform)
    except (BadEntry, known_claims.KnownAlready) as error:
        return _refused(request, error, "console:known-claims")
    messages.success(request, _("Added. New articles are compared with it from now on."))
    return redirect("console:known-claim", claim.pk)


@console_view(known_claims.EDIT)
@require_POST
def edit(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Writes the next version of an entry. Raises Http404."""
    try:
        known_claims.edit(user_of(request), claim_id, _number(request), _typed(request))
    except KnownClaim.DoesNotExist as error:
        raise Http404 from error
    except (BadEntry, known_claims.KnownAlready) as error:
        return _refused(request, error, "console:known-claim", claim_id)
    except known_claims.StaleClaim:
        messages.warning(request, _("Somebody else has changed this entry already."))
    else:
        messages.success(request, _("Kept; the former version stays below."))
    return redirect("console:known-claim", claim_id)


@console_view(known_claims.EDIT)
@require_POST
def move(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Withdraws an entry, or restores it. Raises Http404."""
    act = known_claims.restore if request.POST.get("act") == "restore" else known_claims.withdraw
    try:
        act(user_of(request), claim_id, _number(request), request.POST.get("note", "").strip())
    except KnownClaim.DoesNotExist as error:
        raise Http404 from error
    except known_claims.StaleClaim:
        messages.warning(request, _("Somebody else has changed this entry already."))
    else:
        messages.success(request, _("Done. Articles that resemble it are assessed again."))
    return redirect("console:known-claim", claim_id)


@console_view(known_claims.EDIT)
@require_GET
def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """The entries in force as a table or as ClaimReview; the audit chain keeps who took them. Raises Http404."""
    form = request.GET.get("form", "csv")
    if form not in FORMS:
        raise Http404
    rows = _seen(request).filter(state=ACTIVE)
    downloads.other(
        user_of(request), "known_claims", "known_claims:all", rows=rows.count(), channel="console", form=form
    )
    response = StreamingHttpResponse((piece.encode() for piece in pieces(rows, form)), content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="known-claims-{timezone.localdate():%Y%m%d}.{form}"'
    return response


def _seen(request: HttpRequest) -> QuerySet[KnownClaim]:
    """The entries that this user may see: not those of a decided article that is hidden from them."""
    unseen = hidden_articles(user_of(request), "article")
    rows = KnownClaim.objects.all()
    return rows if unseen is None else rows.exclude(Q(article__isnull=False) & unseen)


def _asked(rows: QuerySet[KnownClaim], asked: dict[str, str]) -> QuerySet[KnownClaim]:
    for name, family in (("verdict", VERDICTS), ("origin", CLAIM_ORIGINS), ("state", CLAIM_STATES)):
        if asked[name] in family:
            rows = rows.filter(**{name: asked[name]})
    if words := asked["q"]:
        rows = rows.filter(Q(claim__icontains=words) | Q(publisher__icontains=words) | Q(link=words))
    return rows.select_related("platform")


def _typed(request: HttpRequest) -> Entry:
    return entry({name: request.POST.get(name, "") for name in _FIELDS})


def _number(request: HttpRequest) -> int:
    given = request.POST.get("number", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else 0


def _refused(request: HttpRequest, error: Exception, page: str, *arguments: Any) -> HttpResponse:
    """Show what is wrong, with what was typed still in the form."""
    if isinstance(error, known_claims.KnownAlready):
        messages.warning(request, _("The bank has it already, as entry %(id)d.") % {"id": error.claim.pk})
    else:
        messages.error(request, _("Not kept: %(why)s") % {"why": _why(str(error))})
    request.session["known_claim_typed"] = {name: request.POST.get(name, "")[:2000] for name in _FIELDS}
    return redirect(page, *arguments)


def _why(said: str) -> str:
    """Say in the reader's language which field is wrong."""
    words = {
        "`claim`": _("The claim needs 4 letters or more, and at most 500 characters."),
        "`verdict`": _("Choose a verdict."),
        "`publisher`": _("Name the publisher, in at most 200 characters."),
        "`date`": _("The date is a day, such as 2019-05-03."),
        "`link`": _("The link begins with http:// or https://, and has at most 2,000 characters."),
        "`language`": _("The language is a tag, such as zh or en."),
    }
    return next((text for field, text in words.items() if field in said), said)
