"""The answer on a known claim that the item's article resembles, and its own claim for the bank."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import ClaimLikeness
from articles.provenance.known_claims.entries import BadEntry
from moderation.console.access import WORK, console_view, user_of
from moderation.curation import known_claims
from moderation.models import QueueItem
from moderation.quality.known_claims import answer_likeness


@console_view(*WORK)
@require_POST
def answer(request: HttpRequest, item_id: int, claim_id: int) -> HttpResponse:
    """Stores an answer. Raises Http404, PermissionDenied."""
    item = get_object_or_404(QueueItem, pk=item_id)
    try:
        answer_likeness(user_of(request), item, claim_id, request.POST.get("answer", ""))
    except (ValueError, ClaimLikeness.DoesNotExist) as error:
        raise Http404 from error
    messages.success(request, _("Kept as evidence. It changes no score and tells nobody outside."))
    return redirect("console:item", item_id)


@console_view(known_claims.EDIT)
@require_POST
def add_decided(request: HttpRequest, item_id: int) -> HttpResponse:
    """Adds the claim of a decided article to the bank, as its headline tells it. Raises Http404, PermissionDenied."""
    item = get_object_or_404(QueueItem.objects.select_related("article__platform", "article_version"), pk=item_id)
    try:
        known_claims.add_decided(user_of(request), item)
    except known_claims.NotDecided:
        messages.warning(request, _("Only an article that was decided against has a claim for the bank."))
    except BadEntry:
        messages.warning(request, _("The headline is no claim; add the claim in your own words on the page."))
    except known_claims.KnownAlready as error:
        messages.info(request, _("The bank has it already, as entry %(id)d.") % {"id": error.claim.pk})
    else:
        messages.success(request, _("The headline is a known claim now; edit its words on the page of known claims."))
    return redirect("console:item", item_id)
