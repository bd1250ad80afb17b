"""The provenance of an article: declared beside observed, copies, picture of the lineage."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from articles.models import ArticleVersion, SourceGroup
from articles.provenance.lineage.drawing.words import EN, ZH
from articles.provenance.lineage.picture import lineage_svg
from articles.provenance.stored.record import lineage_of
from moderation.console.access import SEE, console_view, user_of
from moderation.console.header import header
from moderation.console.item import declared, findings, screen
from moderation.console.item.changes import changes_of
from moderation.console.item.copies import Copy, copies_of, side_by_side, with_public_text
from moderation.console.item.subject import subject_of
from moderation.console.places import article_page
from moderation.queue.access import hidden_among


@console_view(*SEE)
@require_GET
def provenance(request: HttpRequest, **named: int) -> HttpResponse:
    """`with` names the other article to lay beside this one; without it, the one that shares most."""
    user = user_of(request)
    subject = subject_of(user, **named)
    version = subject.version
    copies = copies_of(version, user, texts=True)
    asked = request.GET.get("with", "")
    chosen = next((copy for copy in copies if str(copy.article.pk) == asked), copies[0] if copies else None)
    chosen = with_public_text(version, chosen) if chosen else None
    context = {
        "item": subject.item,
        "place": subject.place,
        "version": version,
        "findings": findings.shown(list(version.findings.all()), user),
        "declared": declared.lines(version),
        "copies": copies,
        "chosen": chosen,
        "next_copy": _after(chosen, copies),
        "texts": side_by_side(version, chosen) if chosen else None,
        "picture": _picture(version, user) if copies else "",
        "groups": _groups(version.article.source_id),
        "changes": changes_of(version, user),
        "queue_code": screen.queue_code(request),
        **header(user, subject.tab),
    }
    return render(request, "moderation/console/provenance.html", context)


def _after(chosen: Copy | None, copies: list[Copy]) -> Copy | None:
    """The copy after the chosen one, the first after the last; None where there is no other."""
    if chosen is None or len(copies) < 2:
        return None
    at = next(number for number, copy in enumerate(copies) if copy.article.pk == chosen.article.pk)
    return copies[(at + 1) % len(copies)]


def _groups(source: int | None) -> list[SourceGroup]:
    if source is None:
        return []
    return list(SourceGroup.objects.filter(members=source, closed_at=None).prefetch_related("members"))


def _picture(version: ArticleVersion, user: User) -> str:
    words = EN if (get_language() or "").startswith("en") else ZH
    lineage = lineage_of(version.article_id)
    hidden = hidden_among(user, [node.article for node in lineage.nodes])
    nodes = tuple(replace(node, headline="", source="") if node.article in hidden else node for node in lineage.nodes)
    lineage = replace(lineage, nodes=nodes)
    drawn = lineage_svg(lineage, article_page, words, width=1300)
    return mark_safe(drawn)  # noqa: S308 - the drawing escapes all that pages say
