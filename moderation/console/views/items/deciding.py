"""Deciding an item."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation.console.access import SEE, console_view, user_of
from moderation.console.forms import DecisionForm, seen
from moderation.console.item import screen
from moderation.console.item.stale import change
from moderation.console.views.items.claiming import go_on
from moderation.decisions import InvalidDecision, StaleItem
from moderation.decisions import decide as carry_out
from moderation.models import Decision, Execution, QueueItem


@console_view(*SEE)
@require_POST
def decide(request: HttpRequest, item_id: int) -> HttpResponse:
    """Carries the decision out and goes on to the next item.

    A refused decision shows the item's page again with the input: 422 for a wrong field, 403 without the permission,
    409 with the changes for an item that is not what the moderator saw.
    """
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return screen.item_screen(request, screen.load(item_id), form=form, status=422)
    try:
        decision = carry_out(user_of(request), form.request(item_id))
    except QueueItem.DoesNotExist as error:
        raise Http404 from error
    except InvalidDecision as error:
        form.refuse(error)
        return screen.item_screen(request, screen.load(item_id), form=form, status=422)
    except PermissionDenied:
        refusal = _("Your role does not allow this decision.")
        return screen.item_screen(request, screen.load(item_id), form=form, refusal=refusal, status=403)
    except StaleItem as error:
        now = screen.load(item_id)
        typed = {name: form.cleaned_data[name] for name in ("act", "clause", "label", "note")}
        fresh = DecisionForm({**typed, **seen(now)})
        return screen.item_screen(request, now, form=fresh, change=change(now, error.reason, form), status=409)
    messages.success(
        request, _told(decision) % {"decision": decision, "headline": decision.article_version.headline[:40]}
    )
    return go_on(request)


def _told(decision: Decision) -> str:
    """What became of the decision: not every one is in effect already."""
    execution = getattr(decision, "execution", None)
    if execution is not None and execution.state == Execution.State.AWAITING:
        return _("Waits for a second person: %(decision)s — %(headline)s")
    if execution is not None and execution.state == Execution.State.SCHEDULED:
        return _("Takes effect soon: %(decision)s — %(headline)s")
    return _("Decided: %(decision)s — %(headline)s")
