"""The forms a report comes in, each made of the one document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moderation.reports.document import to_bytes
from moderation.reports.forms.csv_form import to_csv
from moderation.reports.forms.html_form import render
from moderation.reports.forms.pdf_form import to_pdf
from moderation.reports.forms.xlsx_form import to_xlsx
from moderation.reports.phrases import Language


class UnknownFormat(ValueError):
    """An unknown format; the message names the known ones."""


@dataclass(frozen=True, slots=True)
class Form:
    """`make` gives the bytes of a document in a language; the same document gives the same bytes."""

    content_type: str
    make: Callable[[dict[str, Any], Language], bytes]


FORMATS: dict[str, Form] = {
    "html": Form("text/html; charset=utf-8", lambda document, language: render(document, language).encode()),
    "json": Form("application/json", lambda document, language: to_bytes(document)),
    "csv": Form("text/csv; charset=utf-8", to_csv),
    "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "pdf": Form("application/pdf", to_pdf),
}


def known_formats(names: str) -> list[str]:
    """The formats of a list such as ``html,json``, each once, in its order. Raises UnknownFormat."""
    wanted = [name.strip().lower() for name in names.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        said = f"unknown format {unknown[0]!r}" if unknown else "no format given"
        raise UnknownFormat(f"{said}; reports come as: {', '.join(FORMATS)}")
    return list(dict.fromkeys(wanted))


def file_name(document: dict[str, Any], name: str) -> str:
    """weekly-2026-W03.html"""
    return f"weekly-{document['week']}.{name}"
