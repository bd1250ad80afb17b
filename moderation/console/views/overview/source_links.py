"""The accounts that belong together with one: a lead links them with a reason, and ends that."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from articles.models import Reliability, Source, SourceLink
from articles.models.codes import choices_of, word_of
from articles.provenance.registry.names import name_key
from articles.scoring.stored.links import linked_to
from articles.vocabulary.citations import ACCOUNT, SOURCE_LINKS
from moderation.console.access import console_view, user_of
from moderation.console.header import header
from moderation.oversight import links as source_links
from moderation.oversight import proposing
from moderation.oversight.proposing import ProposalRefused
from moderation.vocabulary.proposals import PROPOSAL_REFUSALS

SEE = "articles.view_sourcelink"
LINK = "articles.add_sourcelink"
UNLINK = "articles.change_sourcelink"
FOUND = 10
_VIA = "console"
_REFUSED: dict[str, str | Promise] = {
    "unknown": gettext_lazy("Name another account by its id."),
    "reason": gettext_lazy("Write why, and choose a kind."),
    "linked": gettext_lazy("These accounts are linked already."),
    "many": gettext_lazy("Too many accounts would be linked together."),
    "ended": gettext_lazy("Somebody else has ended this link already."),
}


@console_view(SEE)
@require_GET
def links(request: HttpRequest, source_id: int) -> HttpResponse:
    """The links of an account, open and ended, and accounts of a like name to look at. Raises Http404."""
    user = user_of(request)
    source = _account(source_id)
    rows = SourceLink.objects.filter(Q(source=source) | Q(other=source))
    around = linked_to([source.pk]).get(source.pk, set())
    members = Source.objects.filter(pk__in=around).select_related("platform").order_by("pk")
    scores = Reliability.objects.in_bulk([source.pk, *around])
    alike = Source.objects.filter(kind=ACCOUNT, names__key=name_key(source.name))
    namesakes = alike.exclude(pk__in={source.pk, *around})
    context = {
        "source": source,
        "links": rows.select_related("source__platform", "other__platform"),
        "members": [(member, scores.get(member.pk)) for member in [source, *members]],
        "namesakes": namesakes.select_related("platform")[:FOUND],
        "kinds": choices_of(SOURCE_LINKS),
        "may_link": user.has_perm(LINK),
        "may_unlink": user.has_perm(UNLINK),
        "two_persons": proposing.two_persons_asked(),
        **header(user, "source-links"),
    }
    return render(request, "moderation/console/source_links.html", context)


@console_view(LINK)
@require_POST
def link(request: HttpRequest, source_id: int) -> HttpResponse:
    """Links the account to the one that was named by its id. Raises Http404."""
    source = _account(source_id)
    given: Any = request.POST
    other = given.get("other", "").strip()
    try:
        number = int(other) if other.isascii() and other.isdigit() and len(other) < 18 else 0
        source_links.link(user_of(request), source.pk, number, given.get("kind", ""), given.get("reason", ""), via=_VIA)
    except ValidationError as error:
        messages.error(request, str(_REFUSED[str(error.code)]))
    else:
        messages.success(request, _("Linked. The scores of these accounts are computed anew."))
    return redirect("console:source-links", source.pk)


@console_view(UNLINK)
@require_POST
def unlink(request: HttpRequest, source_id: int, link_id: int) -> HttpResponse:
    """Ends a link, or proposes that to a second lead. Raises Http404."""
    source = _account(source_id)
    if not SourceLink.objects.filter(Q(source=source) | Q(other=source), pk=link_id).exists():
        raise Http404
    try:
        outcome = source_links.unlink(user_of(request), link_id, request.POST.get("reason", ""), via=_VIA)
    except ValidationError as error:
        messages.error(request, str(_REFUSED[str(error.code)]))
    except ProposalRefused as error:
        messages.error(request, word_of(PROPOSAL_REFUSALS, error.code, long=True))
    else:
        waits = _("A second lead has to confirm this. It is not in effect yet.")
        messages.success(request, waits if outcome.proposal else _("Unlinked. The scores are computed anew."))
    return redirect("console:source-links", source.pk)


def _account(source_id: int) -> Source:
    return get_object_or_404(Source.objects.select_related("platform"), pk=source_id, kind=ACCOUNT)
