"""Declarations: an article counts once per code, however often it declares it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from articles.models import ProvenanceFlag
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import within

_COLUMNS = (
    "version_id", "on", "version__topic_is_news", "version__article__platform__code", "declared_by", "code", "also",
)  # fmt: skip


def count(period: Period) -> Counted:
    """Counts row by row, since a declaration's further codes are a list; reads one version at a time: flat memory."""
    counted = Counted(period)
    for _, rows in groupby(_rows(period), key=itemgetter(0)):
        said: dict[str, set[str]] = {}
        for row in rows:
            said.setdefault(row[4], set()).update((row[5], *row[6]))
            _, day, news, platform, *_ = row
        for by, measure in (("author", "flags"), ("platform", "platform_labels")):
            for code in said.get(by, ()):
                counted.add(day, measure, code)
        if news and "web_sourced" in said.get("author", ()):
            counted.add(day, "web_sourced_news.platform", platform)
        if {"ai_generated", "ai_suspected"} & {code for codes in said.values() for code in codes}:
            counted.add(day, "ai", "labelled")
    return counted


def _rows(period: Period) -> Iterator[tuple[int, int, bool | None, str, str, str, list[str]]]:
    rows = within(ProvenanceFlag.objects.all(), "version__created_at", period).order_by("version_id")
    return rows.values_list(*_COLUMNS).iterator(chunk_size=5000)
