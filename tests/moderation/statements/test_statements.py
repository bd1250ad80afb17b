"""One decision, two statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from moderation.statements.facts import Facts
from moderation.statements.notice import notice
from moderation.statements.transparency import transparency_record

FACTS = Facts(
    decision=7,
    act="remove",
    label="",
    headline="震惊{act}",
    language="zh",
    code="4.1",
    title_zh="不实信息",
    title_en="False information",
    basis_zh="第六条",
    basis_en="Art. 6",
    notice_zh="",
    notice_en="",
    category="",
    sources=frozenset({"finding"}),
    published_at=None,
    decided_at=datetime(2026, 11, 20, 12, tzinfo=UTC),
    appeal_days=180,
)


def test_the_notice_names_article_clause_law_measure_and_appeal():
    told = notice(FACTS)
    for part in ("震惊{act}", "4.1", "不实信息", "第六条", "下架", "180 日"):
        assert part in told["zh"]
    for part in ("4.1", "False information", "Art. 6", "taken down", "180 days"):
        assert part in told["en"]


def test_a_clause_brings_its_own_template():
    told = notice(replace(FACTS, notice_zh="《{headline}》：{clause}，{act}。"))
    assert told["zh"] == "《震惊{act}》：4.1 不实信息，下架该文章。"


@pytest.mark.parametrize(
    ("act", "visibility"),
    [
        ("remove", "DECISION_VISIBILITY_CONTENT_REMOVED"),
        ("limit", "DECISION_VISIBILITY_CONTENT_DEMOTED"),
        ("label", "DECISION_VISIBILITY_CONTENT_LABELLED"),
    ],
)
def test_what_restricts_has_a_record(act, visibility):
    record = transparency_record(replace(FACTS, act=act))
    assert record["decision_visibility"] == [visibility]
    assert (record["puid"], record["application_date"], record["content_date"]) == (
        "decision-7", "2026-11-20", "2026-11-20"
    )  # fmt: skip
    assert (record["automated_detection"], record["automated_decision"]) == ("Yes", "AUTOMATED_DECISION_NOT_AUTOMATED")
    assert FACTS.headline not in str(record)


@pytest.mark.parametrize("act", ["allow", "escalate", "overturn"])
def test_what_restricts_nothing_has_none(act):
    assert transparency_record(replace(FACTS, act=act)) is None
    assert notice(replace(FACTS, act=act))["zh"]


def test_readers_who_reported_are_the_source():
    record = transparency_record(replace(FACTS, sources=frozenset({"report"})))
    assert (record["source_type"], record["automated_detection"]) == ("SOURCE_TYPE_OTHER_NOTIFICATION", "No")
