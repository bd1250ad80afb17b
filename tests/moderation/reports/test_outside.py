from __future__ import annotations

from datetime import timedelta

import pytest

from moderation.reports.figure import Text
from moderation.reports.figures.outside import counted_section
from moderation.reports.snapshot import take_snapshot
from tests.moderation.reports import world


@pytest.mark.django_db
def test_a_source_is_asked_once_a_week_for_what_lies_in_it():
    snapshot = take_snapshot(world.WEEK, world.WEEK.ends_at + timedelta(days=1))
    asked = []

    def matches(start, end):
        asked.append((start, end))
        return {"matched": len(asked)}

    names = {"matched": (Text("命中", "Matches"), None, "/admin/"), "alarms": (Text("告警", "Alarms"), "up", None)}
    section = counted_section(snapshot, "rules", Text("规则", "Rules"), matches, names)
    matched, alarms = section.tables[0].figures
    assert (matched.code, matched.weeks, alarms.weeks) == ("rules.matched", tuple(range(1, 9)), (0,) * 8)
    assert asked == [(week.starts_at, week.ends_at) for week in snapshot.weeks]
