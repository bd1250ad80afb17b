"""The tables that can be partitioned, and their months (in UTC, so that no setting can shift them).

Every key of a partitioned table must include the partition column. So nothing can refer to such a table by id alone,
and a unique value is unique only within a month. That is enough for these large tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.backends.utils import CursorWrapper

CLOCK = "created_at"
# Table → columns that are unique besides the id. An attempt gets its number under the lock on its delivery, which lives
# for three days; the other two tables have no such columns.
TABLES: dict[str, tuple[str, ...]] = {
    "articles_reliabilitychange": (),
    "articles_provenancechange": (),
    "moderation_deliveryattempt": ("delivery_id", "number"),
}


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: date | datetime) -> Month:
        """The month of a date, or of a moment in UTC."""
        day = moment.astimezone(UTC) if isinstance(moment, datetime) else moment
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """`2026-01`. Raises ValueError."""
        return cls.of(datetime.strptime(text, "%Y-%m").date())

    def later(self, months: int = 1) -> Month:
        """The month `months` after this one."""
        years, rest = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, rest + 1)

    @property
    def starts_at(self) -> datetime:
        return datetime(self.year, self.number, 1, tzinfo=UTC)

    def partition_of(self, table: str) -> str:
        """The name of the table that holds this month's rows."""
        return f"{table}_{self.year}_{self.number:02d}"

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02d}"


def is_partitioned(cursor: CursorWrapper, table: str) -> bool:
    """Whether the table is partitioned."""
    cursor.execute("SELECT 1 FROM pg_partitioned_table WHERE partrelid = to_regclass(%s)", [table])
    return cursor.fetchone() is not None


def partitions_of(cursor: CursorWrapper, table: str) -> set[str]:
    """The names of the attached tables."""
    cursor.execute("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = to_regclass(%s)", [table])
    return {name for (name,) in cursor.fetchall()}
