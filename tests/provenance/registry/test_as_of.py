"""What held on a day: the edition in force, its latest entry by then, the outlet's own before its unit's."""

from __future__ import annotations

from datetime import date

import pytest

from articles.provenance.registry.as_of import Edition, Entry, standing_on
from articles.provenance.registry.names import aliases_of, known_names, name_key, same_name

OLD = Edition(1, "2015", date(2015, 5, 5), date(2021, 10, 19))
NEW = Edition(2, "2021", date(2021, 10, 20))
LISTED = Entry(1, 1, "listed", date(2015, 5, 5))
FROZEN = Entry(2, 1, "frozen", date(2018, 1, 1), reason="违规", evidence="公告")


@pytest.mark.parametrize(
    ("day", "state", "edition"),
    [
        (date(2015, 5, 4), "no_edition", ""),
        (date(2015, 5, 5), "listed", "2015"),
        (date(2017, 12, 31), "listed", "2015"),
        (date(2018, 1, 1), "frozen", "2015"),
        (date(2021, 10, 19), "frozen", "2015"),
        (date(2021, 10, 20), "unlisted", "2021"),
        (None, "no_edition", ""),
    ],
)
def test_the_day_decides(day, state, edition):
    found = standing_on(day, [OLD, NEW], [LISTED, FROZEN])
    assert (found.state, found.edition) == (state, edition)


def test_reason_evidence_and_date_come_along():
    found = standing_on(date(2019, 1, 1), [OLD], [LISTED, FROZEN])
    assert (found.entry, found.since, found.reason, found.evidence) == (2, date(2018, 1, 1), "违规", "公告")


def test_an_account_is_listed_through_its_unit_unless_it_has_an_entry_of_its_own():
    unit = Entry(3, 2, "listed", date(2021, 10, 20), through="云岭日报社")
    found = standing_on(date(2026, 1, 1), [NEW], [unit])
    assert (found.state, found.through) == ("listed", "云岭日报社")
    own = Entry(4, 2, "removed", date(2022, 1, 1))
    assert standing_on(date(2026, 1, 1), [NEW], [unit, own]).state == "removed"


def test_a_gap_between_editions_is_no_edition():
    later = Edition(3, "2025", date(2025, 1, 1))
    assert standing_on(date(2023, 1, 1), [OLD, later], [LISTED]).state == "no_edition"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("《云岭日报》", "云岭日报"),
        ("雲嶺日報", "云岭日报"),
        ("云岭日报客户端", "云岭日报"),
        ("ＣＣＴＶ", "cctv"),
        ("云岭 日报", "云岭日报"),
    ],
)
def test_a_name_is_the_same_however_it_is_written(one, other):
    assert name_key(one) == name_key(other) != ""


def test_known_aliases_are_found_and_short_names_contain_nothing():
    assert name_key("新华网") in known_names("新华社客户端")
    assert "新华网" in aliases_of("新华社")
    assert not same_name("央", "央视")
    assert same_name("云岭日报", "云岭日报社")
