"""Weekly reports in the console: the list, one week beside another, the files, and exports of decisions."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from moderation.audit import downloads
from moderation.console.access import SEE, console_view, user_of
from moderation.console.header import header
from moderation.console.report_shown import compared, shown
from moderation.exports.decisions import KINDS, UnknownExport, decisions_between, export, kinds_for
from moderation.exports.span import BadSpan, span
from moderation.models import ReportRevision, WeeklyReport
from moderation.queue.access import seen_decisions
from moderation.reports import publishing
from moderation.reports.forms.formats import FORMATS, file_name
from moderation.reports.forms.pdf_form import NoPdf
from moderation.reports.phrases import Language
from moderation.reports.week import FutureWeek, UnknownWeek, Week

SHOWN = 60
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@console_view(*SEE)
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Lists the published reports and the current week; with `week`, redirects to that one."""
    asked = request.GET.get("week", "")
    if asked:
        try:
            return redirect("console:report", week=str(Week.parse(asked)))
        except UnknownWeek as error:
            messages.error(request, _("No such week: %(why)s") % {"why": str(error)[:200]})
    newest = ReportRevision.objects.defer("document")
    rows = WeeklyReport.objects.prefetch_related("revisions")[:SHOWN]
    newest_of = {each.report_id: each for each in newest.filter(report__in=[row.pk for row in rows]).order_by("number")}
    context = {
        "reports": [(row, newest_of[row.pk]) for row in rows],
        "running": str(Week.of(timezone.now())),
        "kinds": kinds_for(user_of(request)),
        "may_export": user_of(request).has_perm("moderation.view_decision"),
        **header(user_of(request), "reports"),
    }
    return render(request, "moderation/console/reports.html", context)


@console_view(*SEE)
@require_GET
def report(request: HttpRequest, week: str) -> HttpResponse:
    """Shows a week's summary and figures; with `with`, another week's beside them. Raises Http404."""
    found = _week(week)
    document, language = _document(found), _language()
    other = request.GET.get("with", "")
    beside: dict[str, Any] | None = None
    if other:
        try:
            beside = publishing.current(Week.parse(other))
        except (UnknownWeek, FutureWeek) as error:
            messages.error(request, _("No such week: %(why)s") % {"why": str(error)[:200]})
    context = {
        **shown(document, language),
        "other": beside["week"] if beside else str(found.last(2)[0]),
        "compared": compared(document, beside, language) if beside else None,
        "forms": list(FORMATS),
        "revisions": ReportRevision.objects.filter(report__week=str(found)).defer("document"),
        "may_check": user_of(request).has_perm("moderation.lead_queueitem"),
        "previous": str(found.last(2)[0]),
        "following": str(found.following),
        **header(user_of(request), "reports"),
    }
    return render(request, "moderation/console/report.html", context)


@console_view(*SEE)
@require_GET
def file(request: HttpRequest, week: str, form: str) -> HttpResponse:
    """The report in one of its forms: HTML in the browser, the others as downloads. Raises Http404."""
    if form not in FORMATS:
        raise Http404
    document = _document(_week(week), request.GET.get("revision", ""))
    try:
        content = FORMATS[form].make(document, _language())
    except NoPdf as error:
        messages.error(request, str(error))
        return redirect("console:report", week=week)
    downloads.report(user_of(request), document, form, channel="console")
    response = HttpResponse(content, content_type=FORMATS[form].content_type)
    if form == "html":
        response["Content-Security-Policy"] = _policy(content.decode())
    else:
        response["Content-Disposition"] = f'attachment; filename="{file_name(document, form)}"'
    return response


@console_view("moderation.lead_queueitem")
@require_POST
def check(request: HttpRequest, week: str) -> HttpResponse:
    """Publishes a week that is over, or makes the next revision of one whose rows changed. Raises Http404."""
    found = _week(week)
    try:
        if publishing.latest(found) is None:
            publishing.publish(found, actor=user_of(request).get_username())
            messages.success(request, _("Published."))
        elif (revision := publishing.check(user_of(request), found)) is not None:
            messages.success(request, _("Revision %(number)s corrects it.") % {"number": revision.number})
        else:
            messages.info(request, _("Nothing has changed since it was published."))
    except (publishing.RunningWeek, FutureWeek):
        messages.warning(request, _("The week is not over: it is published on Monday."))
    return redirect("console:report", week=str(found))


@console_view("moderation.view_decision")
@require_GET
def decisions(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Decisions of a week, or from one day through another, as a file. The log is for leads and auditors."""
    user = user_of(request)
    kind, form = request.GET.get("kind", ""), request.GET.get("form", "csv")
    first, last = request.GET.get("from", ""), request.GET.get("to", "")
    if kind in KINDS and kind not in kinds_for(user):
        raise PermissionDenied(f"export of {kind}")
    try:
        start, end = span(request.GET.get("week", ""), first, last)
        rows = seen_decisions(decisions_between(start, end), user)
        pieces = export(kind, form, rows)
    except (BadSpan, UnknownWeek, UnknownExport) as error:
        messages.error(request, str(error)[:300])
        return redirect("console:reports")
    downloads.decisions(user, rows, kind=kind, form=form, start=start, end=end, channel="console")
    types = {"csv": "text/csv; charset=utf-8", "json": "application/x-ndjson"}
    response = StreamingHttpResponse((piece.encode() for piece in pieces), content_type=types[form])
    name = f"decisions-{kind}-{start:%Y%m%d}-{end:%Y%m%d}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _week(text: str) -> Week:
    try:
        return Week.parse(text)
    except UnknownWeek as error:
        raise Http404(str(error)) from error


def _document(week: Week, revision: str = "") -> dict[str, Any]:
    try:
        if not revision:
            return publishing.current(week)
    except FutureWeek as error:
        raise Http404(str(error)) from error
    number = int(revision) if revision.isascii() and revision.isdecimal() and len(revision) < 6 else 0
    found: ReportRevision | None = ReportRevision.objects.filter(report__week=str(week), number=number).first()
    if found is None:
        raise Http404
    return found.content()


def _language() -> Language:
    return "en" if (get_language() or "").startswith("en") else "zh"


def _policy(page: str) -> str:
    """The content security policy: only the page's own style sheet, by its hash."""
    style = _STYLE.search(page)
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode() if style else ""
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
