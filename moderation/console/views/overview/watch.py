"""Changes at the platforms: template alarms, new wordings of disclaimers and declarations, unreadable pages."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.models import DeclarationLine, Disclaimer, Page, TemplateAlarm
from articles.models.codes import choices_of, word_of
from articles.vocabulary.flags import FLAGS
from articles.vocabulary.notices import DISCLAIMERS
from articles.vocabulary.pages import EXTRACTED_FIELDS, UNREADABLE
from moderation.console.access import SEE, console_view, user_of
from moderation.console.header import header
from moderation.curation import declarations, wordings

SHOWN = 100


@console_view(*SEE)
@require_GET
def watch(request: HttpRequest) -> HttpResponse:
    """Open alarms, wordings to be confirmed, and the latest unreadable pages; each list goes up to SHOWN."""
    user = user_of(request)
    alarms = TemplateAlarm.objects.filter(closed_at=None).select_related("platform")[:SHOWN]
    candidates = Disclaimer.objects.filter(status=Disclaimer.Status.CANDIDATE).select_related("platform")
    lines = DeclarationLine.objects.filter(status=DeclarationLine.Status.CANDIDATE).select_related("platform")
    unreadable = Page.objects.exclude(unreadable_code="").order_by("-id").defer("compressed")[:SHOWN]
    context = {
        "alarms": [(alarm, word_of(EXTRACTED_FIELDS, alarm.field)) for alarm in alarms],
        "candidates": candidates.annotate(articles=Count("versions")).order_by("-last_seen_at")[:SHOWN],
        "lines": lines.annotate(articles=Count("versions")).order_by("-last_seen_at")[:SHOWN],
        "unreadable": [(page, word_of(UNREADABLE, page.unreadable_code, long=True)) for page in unreadable],
        "codes": choices_of(DISCLAIMERS),
        "flags": choices_of(FLAGS),
        "may_settle": user.has_perm("articles.change_disclaimer"),
        **header(user, "watch"),
    }
    return render(request, "moderation/console/watch.html", context)


@console_view("articles.change_disclaimer")
@require_POST
def confirm_or_dismiss(request: HttpRequest, wording_id: int) -> HttpResponse:
    """Confirms a wording under the code that was chosen, or dismisses it. Raises Http404."""
    user = user_of(request)
    try:
        if request.POST.get("act") == "confirm":
            wording = wordings.confirm(user, wording_id, request.POST.get("code", ""))
            messages.success(request, _("Confirmed as edition %(edition)s.") % {"edition": wording.edition})
        else:
            wordings.dismiss(user, wording_id)
            messages.success(request, _("Dismissed."))
    except Disclaimer.DoesNotExist as error:
        raise Http404 from error
    except wordings.StaleWording:
        messages.warning(request, _("Somebody else has settled this wording already."))
    except ValueError:
        messages.error(request, _("Choose what the wording says."))
    return redirect("console:watch")


@console_view("articles.change_disclaimer")
@require_POST
def settle_declaration(request: HttpRequest, line_id: int) -> HttpResponse:
    """Confirms what a declaration line says, under the codes that were chosen, or dismisses it. Raises Http404."""
    user = user_of(request)
    try:
        if request.POST.get("act") == "confirm":
            declarations.confirm(user, line_id, request.POST.getlist("codes"))
            messages.success(request, _("Confirmed. Later articles and those already stored are read so."))
        else:
            declarations.dismiss(user, line_id)
            messages.success(request, _("Dismissed."))
    except DeclarationLine.DoesNotExist as error:
        raise Http404 from error
    except wordings.StaleWording:
        messages.warning(request, _("Somebody else has settled this wording already."))
    except ValueError:
        messages.error(request, _("Choose what the line declares."))
    return redirect("console:watch")
