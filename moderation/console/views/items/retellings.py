"""Two articles that tell the same, sentence by sentence, and the answer on them."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.models import ArticleVersion, Retelling
from articles.models.codes import lazy_word
from articles.vocabulary.retellings import ANSWERS
from moderation.console.access import SEE, WORK, console_view, user_of
from moderation.console.header import header
from moderation.console.item import screen
from moderation.console.item.retellings import Told, gates, retellings_shown, side_by_side
from moderation.console.item.subject import subject_of
from moderation.curation import originals
from moderation.models import QueueItem
from moderation.quality.retellings import answer_retelling


@console_view(*SEE)
@require_GET
def retelling(request: HttpRequest, other_id: int, **named: int) -> HttpResponse:
    """Lays an article beside another one. Raises Http404 for a pair that is not listed, PermissionDenied.

    An answer belongs to an item: an article that was never queued is only read.
    """
    user = user_of(request)
    subject = subject_of(user, **named)
    told = retellings_shown(subject.version, user)
    chosen = next((each for each in told if each.article.pk == other_id), None)
    if chosen is None:
        raise Http404
    # The later text is on the left and gives the order; of two whose order nobody knows, the item's own.
    ids = (chosen.edge.later_id, chosen.edge.earlier_id)
    if not chosen.edge.directed:
        ids = (subject.version.article_id, other_id)
    current = ArticleVersion.objects.filter(article__in=ids, article__current=F("pk"))
    versions = {row.article_id: row for row in current.select_related("article__source", "article__platform")}
    left, right = versions[ids[0]], versions[ids[1]]
    context = {
        "item": subject.item,
        "place": subject.place,
        "version": subject.version,
        "told": told,
        "number": told.index(chosen) + 1,
        "chosen": chosen,
        "left": left,
        "right": right,
        "texts": side_by_side(chosen.edge, left, right),
        "gates": gates(chosen.edge, settings.RETELLING_SHOWN),
        "answers": [(str(number), term.code, lazy_word(term)) for number, term in enumerate(ANSWERS.terms, 1)],
        "may_answer": subject.item is not None and user.has_perms(WORK),
        "queue_code": screen.queue_code(request),
        **header(user, subject.tab),
    }
    return render(request, "moderation/console/retelling.html", context)


@console_view(*WORK)
@require_POST
def answer(request: HttpRequest, item_id: int, other_id: int) -> HttpResponse:
    """Stores an answer, then shows the next pair without one, else the item. Raises Http404, PermissionDenied."""
    item = get_object_or_404(QueueItem.objects.select_related("queue", "article_version"), pk=item_id)
    user = user_of(request)
    given = request.POST.get("answer", "")
    if not given:
        messages.warning(request, _("Choose an answer first."))
        return redirect("console:retelling", item_id, other_id)
    try:
        answer_retelling(user, item, other_id, given, request.POST.get("note", ""))
    except (ValueError, Retelling.DoesNotExist) as error:
        raise Http404 from error
    messages.success(request, _("Kept as evidence. It changes no score and tells nobody outside."))
    following: list[Told] = [each for each in retellings_shown(item.article_version, user) if each.answer is None]
    if following:
        return redirect("console:retelling", item_id, following[0].article.pk)
    return redirect("console:item", item_id)


@console_view("moderation.lead_queueitem")
@require_POST
def original(request: HttpRequest, item_id: int) -> HttpResponse:
    """Protects the item's article as an original, or no longer. Raises Http404, PermissionDenied."""
    item = get_object_or_404(QueueItem, pk=item_id)
    user = user_of(request)
    if request.POST.get("act") == "unprotect":
        if originals.unprotect(user, item.article_id):
            messages.success(request, _("No longer protected: only articles of the next days are compared with it."))
    elif originals.protect(user, item.article_id):
        messages.success(request, _("Protected: articles that tell it in other words are looked for from now on."))
    return redirect("console:item", item_id)
