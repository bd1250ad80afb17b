"""A QR code as SVG, made in this process: what it says goes to nobody else."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def svg(text: str, title: str) -> SafeString:
    """The code of `text` as an SVG element for a page; dark on white in every theme, as cameras want it."""
    code = segno.make(text, error="m", micro=False)
    # segno escapes the title; the rest are numbers.
    return mark_safe(code.svg_inline(omitsize=True, dark="#000", light="#fff", svgclass="qr", title=title))  # noqa: S308
