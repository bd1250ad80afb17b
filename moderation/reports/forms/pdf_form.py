"""The report as PDF: its HTML page on A4, by WeasyPrint, which is an extra."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from moderation.reports.forms.html_form import render
from moderation.reports.phrases import Language

# The first one in the style sheet, which is the light one.
_PALETTE = re.compile(r":root \{\s*(--ink:[^}]*)\}")
_COLOUR = re.compile(r"(--\w+):\s*([^;]+);")
# A custom property with an optional fallback, which may be a custom property itself.
_VARIABLE = re.compile(r"var\(--(\w+)(?:,(?:[^()]|\([^()]*\))*)?\)")


class NoPdf(RuntimeError):
    """PDF needs a library that is not installed here; the message says what to do."""


def to_pdf(document: dict[str, Any], language: Language) -> bytes:
    """The PDF's bytes, tagged for screen readers; the same for the same document. Raises NoPdf."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:
        raise NoPdf(
            "PDF needs WeasyPrint and the Pango library: pip install -r requirements-pdf.txt "
            "(Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk). "
            "The other formats need nothing."
        ) from error

    page = printable(render(document, language))
    # Fetches nothing, whatever addresses the page names.
    fetcher = URLFetcher(allowed_protocols=("data",))
    made: bytes = HTML(string=page, url_fetcher=fetcher).write_pdf(
        pdf_identifier=hashlib.sha256(page.encode()).digest()[:16], pdf_variant="pdf/ua-1"
    )
    return made


def printable(page: str) -> str:
    """The page with the light colours in place of custom properties, which WeasyPrint does not know in drawings."""
    found = _PALETTE.search(page)
    assert found is not None  # noqa: S101 - the style sheet is ours
    palette = dict(_COLOUR.findall(found[1]))
    return _VARIABLE.sub(lambda match: palette.get(f"--{match[1]}", match[0]) if match[1] != "font" else match[0], page)
