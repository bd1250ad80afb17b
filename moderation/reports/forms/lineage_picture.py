"""The picture of the week's largest lineage, drawn from the document alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.safestring import mark_safe

from articles.provenance.lineage.drawing.words import EN, ZH
from articles.provenance.lineage.lineage import Edge, Node, trace_lineage
from articles.provenance.lineage.picture import lineage_svg
from moderation.reports.phrases import Language

WIDTH = 860
_TIMES = ("published_at", "published_after", "published_before")


def picture(listing: dict[str, Any], language: Language) -> str:
    """The SVG; empty in a week without copies. The same document gives the same bytes."""
    if not listing["items"]:
        return ""
    (item,) = listing["items"]
    nodes = [Node(**{**node, **{name: _moment(node[name]) for name in _TIMES}}) for node in item["nodes"]]
    lineage = trace_lineage(item["article"], nodes, [Edge(**edge) for edge in item["edges"]])
    words = ZH if language == "zh" else EN
    drawn = lineage_svg(lineage, lambda pk: f"/admin/articles/article/{pk}/change/", words, WIDTH)
    return mark_safe(drawn)  # noqa: S308 - the drawing escapes all that pages say


def _moment(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)
