"""Acts of leads on items, and notes, which all moderators may leave."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation.console.access import console_view, user_of
from moderation.console.item.copies import copies_of
from moderation.console.item.subject import subject_of
from moderation.curation.published_times import StaleTime, confirm_time
from moderation.decisions.errors import InvalidDecision
from moderation.decisions.words import clean_note
from moderation.models import Note, QueueItem
from moderation.queue import leading
from moderation.queue.claims import ClaimConflict


@console_view("moderation.lead_queueitem")
@require_POST
def lead(request: HttpRequest, item_id: int) -> HttpResponse:
    """Takes the item over, holds it, lets it go, or hands it to a named person. Raises Http404, PermissionDenied."""
    user, act = user_of(request), request.POST.get("act")
    reason = request.POST.get("reason", "")
    if act in ("hold", "hand") and not reason.strip():
        messages.error(request, _("Write why: whoever sees the item reads it."))
        return redirect("console:item", item_id)
    try:
        if act == "take_over":
            leading.take_over(user, item_id)
        elif act in ("hold", "let_go"):
            leading.hold(user, item_id, on=act == "hold", reason=reason)
        elif act == "hand":
            person = User.objects.get(username=request.POST.get("person", ""))
            leading.hand_to(user, item_id, person, reason=reason)
            messages.success(request, _("Handed to %(name)s.") % {"name": person.get_username()})
        else:
            raise Http404
    except QueueItem.DoesNotExist as error:
        raise Http404 from error
    except ClaimConflict:
        messages.warning(request, _("The item is decided already."))
    except (ValueError, User.DoesNotExist):
        messages.error(request, _("This person may not decide the item."))
    return redirect("console:item", item_id)


@console_view("moderation.lead_queueitem")
@require_POST
def confirm_claimed_time(request: HttpRequest, item_id: int) -> HttpResponse:
    """Confirms the claimed time of this article or of a copy of it, or takes that back with `act=take_back`.

    Raises Http404, PermissionDenied.
    """
    user = user_of(request)
    item = get_object_or_404(QueueItem.objects.select_related("article_version"), pk=item_id)
    confirmed = request.POST.get("act") != "take_back"
    copies = copies_of(item.article_version, user, decisions=False)
    offered = {copy.claimant for copy in copies} if confirmed else {pk for copy in copies for pk in copy.confirmed}
    article = request.POST.get("article", "")
    if not article.isdecimal() or int(article) not in offered:
        raise Http404
    try:
        confirm_time(user, int(article), confirmed=confirmed)
    except StaleTime:
        messages.warning(request, _("Somebody else was faster: look at what is confirmed now."))
    else:
        done = _("The claimed time is confirmed. The articles are compared anew.")
        taken_back = _("The time is only claimed again. The articles are compared anew.")
        messages.success(request, done if confirmed else taken_back)
    return redirect("console:item", item_id)


@console_view("moderation.add_note")
@require_POST
def note(request: HttpRequest, **named: int) -> HttpResponse:
    """Leaves an internal note on an article. Raises Http404, PermissionDenied."""
    subject = subject_of(user_of(request), **named)
    try:
        text = clean_note(request.POST.get("text", ""))
    except InvalidDecision:
        messages.error(request, _("The note is too long: at most 10,000 characters."))
        return redirect(subject.place)
    if text:
        Note(article=subject.version.article, author=user_of(request), text=text).save()
    return redirect(subject.place)
