"""The text of a mail: the summary of a report, and a link to it. Pure."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from articles.text.visible import visible, visible_page
from moderation.reports.phrases import Language
from moderation.reports.week import Week
from moderation.reports.wording import HTML_LANGUAGE, WORDS, week_words


def subject(document: dict[str, Any], language: Language) -> str:
    """“来源周报 2026-W03”, with the revision from the second on."""
    words = WORDS[language]
    again = f" · {words['revision'].format(document['revision'])}" if document["revision"] > 1 else ""
    return f"{words['title']} {document['week']}{again}"


def plain(document: dict[str, Any], sha256: str, language: Language, site: str) -> str:
    """The mail as text."""
    words = WORDS[language]
    lines = [f"{number}. {each[language]}" for number, each in enumerate(document["summary"], 1)]
    text = "\n".join(
        [
            week_words(Week.parse(document["week"]), language),
            "",
            *lines,
            "",
            f"{words['whole_report']}{words['colon']}{address_of(document, site)}",
            f"{words['checksum_long']}{words['colon']}{sha256}",
        ]
    )
    return visible(text)


def html(document: dict[str, Any], sha256: str, language: Language, site: str) -> str:
    """The mail as a page without pictures, styles or anything to be fetched."""
    context = {
        "w": WORDS[language],
        "html_language": HTML_LANGUAGE[language],
        "week": week_words(Week.parse(document["week"]), language),
        "sentences": [each[language] for each in document["summary"]],
        "address": address_of(document, site),
        "checksum": sha256,
    }
    return visible_page(render_to_string("moderation/reports/mail.html", context))


def address_of(document: dict[str, Any], site: str) -> str:
    """The URL of the report in the console."""
    return f"{site.rstrip('/')}/admin/triage/reports/{document['week']}/"
