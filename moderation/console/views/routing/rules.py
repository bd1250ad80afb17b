"""The rules in their order, and the order itself."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.text.json_names import unambiguous
from moderation.audit import downloads
from moderation.console.access import console_view, user_of
from moderation.console.header import header
from moderation.console.rules.pages import rule_rows
from moderation.console.rules.words import file_sentence
from moderation.models import PhraseBank, Queue, Rule
from moderation.routing import lifecycle
from moderation.routing.editing import transfer
from moderation.routing.starter.loading import load_starter_rules, missing

SEE = "moderation.view_rule"
EDIT = "moderation.change_rule"
# Bytes read of an import: enough for thousands of rules.
_MOST_BYTES = 16_000_000


@console_view(SEE)
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """All rules in order with their figures, the default queue at the end, and the retired ones."""
    user = user_of(request)
    rows = rule_rows(Rule.objects.select_related("live__queue", "shadow__queue"))
    context = {
        "rows": [row for row in rows if row.state != "retired"],
        "retired": [row for row in rows if row.state == "retired"],
        "default_queue": Queue.objects.filter(is_default=True).first(),
        "news_queue": Queue.objects.filter(code="news").first(),
        "bank_count": PhraseBank.objects.count(),
        "may_edit": user.has_perm(EDIT),
        "starters": missing() if user.has_perm(EDIT) else 0,
        **header(user, "rules"),
    }
    return render(request, "moderation/console/rules.html", context)


@console_view(EDIT)
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """Orders the rules by the numbers `place-ID` that were given; equal ones as they stood. Raises Http404."""
    places: list[tuple[float, int]] = []
    for name, value in request.POST.items():
        if not name.startswith("place-"):
            continue
        try:
            places.append((float(str(value)), int(name.removeprefix("place-"))))
        except ValueError as error:
            raise Http404 from error
    lifecycle.reorder(user_of(request), [pk for _, pk in sorted(places, key=lambda place: place[0])])
    messages.success(request, _("The order is kept."))
    return redirect("console:rules")


@console_view(SEE)
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """All rules and phrase banks as one file."""
    content = transfer.exported()
    count = len(content["rules"]) + len(content["banks"])
    downloads.other(user_of(request), "rules", "rules", rows=count, channel="console")
    text = json.dumps(content, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rules-{timezone.localdate():%Y-%m-%d}.json"'
    return response


@console_view(EDIT)
@require_POST
def import_file(request: HttpRequest) -> HttpResponse:
    """Imports the rules and banks that are new to this installation as drafts, all or nothing."""
    given = request.FILES.get("file")
    try:
        data = json.loads(given.read(_MOST_BYTES), object_pairs_hook=unambiguous) if given else None
    except (ValueError, RecursionError):
        data = None
    try:
        done = transfer.import_all(user_of(request), data)
    except transfer.BadFile as error:
        messages.error(request, file_sentence(error))
    else:
        said = _("Imported: %(rules)s rules as drafts, %(banks)s phrase banks; %(same)s were the same already.")
        messages.success(request, said % {"rules": done.rules, "banks": done.banks, "same": done.same})
    return redirect("console:rules")


@console_view(EDIT)
@require_POST
def starter(request: HttpRequest) -> HttpResponse:
    """Loads the rules that come with the product and are not here yet, as drafts."""
    done = load_starter_rules(user_of(request))
    said = _("Loaded: %(rules)s rules as drafts, %(banks)s phrase banks. Test each one before you switch it on.")
    messages.success(request, said % {"rules": done.rules, "banks": done.banks})
    return redirect("console:rules")
