"""How long an item waited from entering the queue to being decided, in steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from articles.vocabulary.term import Family, Term


@dataclass(frozen=True, eq=False, repr=False)
class Wait(Term):
    """`most` is the longest wait of the step; None for the last one."""

    most: timedelta | None = None


WAITS: Family[Wait] = Family(
    "wait",
    "等待时长",
    "wait in the queue",
    [
        Wait("1h", "1 小时内", "within an hour", most=timedelta(hours=1)),
        Wait("4h", "1–4 小时", "1 to 4 hours", most=timedelta(hours=4)),
        Wait("1d", "4–24 小时", "4 to 24 hours", most=timedelta(days=1)),
        Wait("3d", "1–3 天", "1 to 3 days", most=timedelta(days=3)),
        Wait("longer", "3 天以上", "longer than 3 days"),
    ],
)
