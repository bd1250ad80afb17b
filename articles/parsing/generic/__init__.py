"""Templates for pages and text copies that no platform's own template reads."""

from __future__ import annotations

from articles.parsing.generic import html, text
from articles.parsing.platform import Template

TEMPLATES = (
    Template("generic_html", lambda page: page.is_html, html.read),
    Template("generic_text", lambda page: not page.is_html, text.read),
)
"""They come last, for any page."""
