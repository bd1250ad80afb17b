"""A row becomes an entry of the bank, or says which field keeps it from being one."""

from __future__ import annotations

from datetime import date

import pytest

from articles.provenance.known_claims.entries import BadEntry, Entry, day, entry, verdict_of

ROW = {"claim": "隔夜西瓜吃了致癌", "verdict": "不实", "publisher": "云泽辟谣", "date": "2019-05-03"}


def test_a_row_gives_an_entry_with_the_publishers_own_words() -> None:
    found = entry({**ROW, "link": "https://facts.example/1", "language": "zh"})
    assert found == Entry(
        "隔夜西瓜吃了致癌", "false", "云泽辟谣", "不实", date(2019, 5, 3), "https://facts.example/1", "zh"
    )


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("claim", "", "`claim` needs"),
        ("claim", "！！！？", "`claim` needs"),
        ("claim", "假" * 501, "`claim` is longer than 500"),
        ("claim", 7, "`claim` is no text"),
        ("verdict", "", "`verdict` is missing"),
        ("publisher", " ", "`publisher` is missing"),
        ("date", "去年", "`date` is no day"),
        ("date", "2019-02-30", "`date` is no day"),
        ("link", "javascript:alert(1)", "`link` is no address"),
        ("link", "http://[::1", "`link` is no address"),
        ("language", "中文", "`language` is no language tag"),
    ],
)
def test_a_row_says_which_field_is_wrong(field: str, value: object, said: str) -> None:
    with pytest.raises(BadEntry, match=said):
        entry({**ROW, field: value})


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("谣言", "false"), ("假", "false"), ("False", "false"), ("Pants on Fire!", "false"),
        ("部分不实", "partly_false"), ("真假参半", "partly_false"), ("Misleading", "misleading"),
        ("移花接木", "misleading"), ("无法证实", "unproven"),
        ("属实", "true"), ("不属实", "false"), ("虛假", "false"), ("待核", "other"),
    ],
)  # fmt: skip
def test_a_verdict_is_read_from_its_publishers_words(words: str, code: str) -> None:
    assert verdict_of(words) == code


@pytest.mark.parametrize(
    "written", ["2019-05-03", "2019/5/3", "2019年5月3日", "2019-05-03T08:00:00+08:00", "2019.05.03"]
)
def test_a_day_is_read_in_each_usual_form(written: str) -> None:
    assert day(written) == date(2019, 5, 3)


def test_spelling_makes_no_other_entry_and_publisher_link_or_platform_do() -> None:
    first = entry(ROW)
    assert entry({**ROW, "claim": "隔夜西瓜，吃了\u200b致癌！"}).key() == first.key()
    assert entry({**ROW, "verdict": "部分不实", "date": ""}).key() == first.key()
    others = [
        entry({**ROW, "publisher": "另一家"}).key(),
        entry({**ROW, "link": "https://facts.example/1"}).key(),
        first.key("netease"),
    ]
    assert len({first.key(), *others}) == 4
