"""Tags for the parts that every line of the weekly report repeats."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from moderation.reports.forms.view import Shown

register = template.Library()


@register.simple_tag
def number(figure: Shown, code: str) -> SafeString:
    """A figure as people read it; for programs with its exact value, its code and its column."""
    return format_html(
        '<data value="{}" data-code="{}" data-field="{}">{}</data>', figure.value, code, figure.field, figure.text
    )


@register.simple_tag
def linked(address: str | None, words: object) -> str | SafeString:
    """The words, as a link where there is an address."""
    return format_html('<a href="{}">{}</a>', address, words) if address else format_html("{}", words)
