"""Today's figures and the thirteen days before, from the same roll-ups as the weekly report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Sum
from django.utils import timezone

from articles.vocabulary.flags import FLAGS
from moderation.models import CountedDay, QueueItem, RollUp
from moderation.reports.figure import Text
from moderation.reports.forms.charts import Sparkline, sparkline
from moderation.reports.phrases import Language, number
from moderation.reports.rollups.period import day_of
from moderation.reports.terms import named, reason_named
from moderation.vocabulary.reasons import FINDING

DAYS = 14
TOP = 8
_NAMES: dict[str, dict[Language, str]] = {
    "stored": {"zh": "今日入库", "en": "Stored today"},
    "in": {"zh": "进入人工", "en": "Entered the queue"},
    "out": {"zh": "处理完", "en": "Decided"},
    "web": {"zh": "声明“取材网络”", "en": "Declared from the web"},
}


@dataclass(frozen=True, slots=True)
class Line:
    """A number of today with its days."""

    label: str
    value: str
    before: str
    spark: Sparkline
    history: str


def today(language: Language) -> dict[str, Any]:
    """The dashboard's data. Today's numbers are as old as `counted_at`; waiting items are counted now."""
    last = day_of(timezone.now())
    days = [last - timedelta(days=back) for back in reversed(range(DAYS))]
    rows = RollUp.objects.filter(day__gte=days[0], day__lte=last)
    open_items = QueueItem.objects.filter(state=QueueItem.State.OPEN)
    counted = CountedDay.objects.filter(day=last).first()
    tiles = {
        "stored": _series(rows.filter(measure="articles", key="total"), days),
        "in": _series(rows.filter(measure="queue.opened"), days),
        "out": _series(rows.filter(measure="queue.closed"), days),
        "web": _series(rows.filter(measure="flags", key="web_sourced"), days),
    }
    return {
        "counted_at": counted.counted_at if counted else None,
        "waiting": open_items.count(),
        "overdue": open_items.filter(due_at__lt=timezone.now()).count(),
        "tiles": [_line(_NAMES[code][language], values) for code, values in tiles.items()],
        "flags": _top(rows, days, "flags", lambda code: named(FLAGS, code), language),
        "findings": _top(rows, days, "findings.code", lambda code: reason_named(FINDING, code), language),
        "people": _people(rows),
    }


def _series(rows: Any, days: Sequence[date]) -> list[int]:
    by_day: dict[date, int] = dict(rows.order_by().values_list("day").annotate(n=Sum("value")))
    return [by_day.get(day, 0) for day in days]


def _top(rows: Any, days: Sequence[date], measure: str, name: Callable[[str], Text], language: Language) -> list[Line]:
    """The most frequent ones of the last week."""
    recent = rows.filter(measure=measure, day__gte=days[-7]).order_by()
    keys = recent.values_list("key").annotate(n=Sum("value")).order_by("-n", "key")[:TOP]
    return [_line(_in(name(key), language), _series(rows.filter(measure=measure, key=key), days)) for key, _ in keys]


def _people(rows: Any) -> list[tuple[str, int, float, float]]:
    """(name, decisions, weighted by risk, mean risk) of the fourteen days, the most work first."""
    counts: dict[str, int] = dict(rows.filter(measure="work").order_by().values_list("key").annotate(n=Sum("value")))
    risks = rows.filter(measure="work.risk").order_by().values_list("key").annotate(n=Sum("value"))
    weighted = {key: n / 1000 for key, n in risks}
    users = User.objects.in_bulk([int(key) for key in counts])
    found = [
        (users[int(key)].get_username(), n, weighted.get(key, 0.0), weighted.get(key, 0.0) / n)
        for key, n in counts.items()
        if int(key) in users
    ]
    return sorted(found, key=lambda row: (-row[2], row[0]))


def _line(label: str, values: Sequence[int]) -> Line:
    return Line(
        label=label,
        value=number(values[-1]),
        before=number(values[-2]),
        spark=sparkline(values, 150, 34),
        history="  ".join(number(value) for value in values),
    )


def _in(text: Text, language: Language) -> str:
    return text.en if language == "en" else text.zh
