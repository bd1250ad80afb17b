"""One decision, two statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from moderation.statements.facts import Facts
from moderation.statements.notice import notice
from moderation.statements.transparency import transparency_record
from moderation.vocabulary import channels
from moderation.vocabulary.reasons import REASON_KINDS

FACTS = Facts(
    decision=7,
    act="remove",
    maker=channels.PERSON,
    rules=(),
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
def test_restricting_decision_has_an_eu_record(act, visibility):
    record = transparency_record(replace(FACTS, act=act))
    assert record["decision_visibility"] == [visibility]
    assert (record["puid"], record["application_date"], record["content_date"]) == (
        "decision-7", "2026-11-20", "2026-11-20"
    )  # fmt: skip
    assert (record["automated_detection"], record["automated_decision"]) == ("Yes", "AUTOMATED_DECISION_NOT_AUTOMATED")
    assert FACTS.headline not in str(record)


@pytest.mark.parametrize("act", ["allow", "escalate", "overturn"])
def test_decision_without_restriction_has_no_eu_record(act):
    assert transparency_record(replace(FACTS, act=act)) is None
    assert notice(replace(FACTS, act=act))["zh"]


def test_readers_who_reported_are_the_source():
    record = transparency_record(replace(FACTS, sources=frozenset({"report"})))
    assert (record["source_type"], record["automated_detection"]) == ("SOURCE_TYPE_OTHER_NOTIFICATION", "No")


BY_RULE = replace(FACTS, sources=frozenset({"rule"}), rules=(("加微信引流", "Off-site contact"),))


@pytest.mark.parametrize(
    ("maker", "zh", "en", "decision"),
    [
        (
            channels.PERSON_AFTER_RULE,
            "由平台规则“加微信引流”送交审核；决定由审核员作出",
            "The moderator decided",
            "NOT_AUTOMATED",
        ),
        (channels.RULE_AND_PERSON, "自动作出，生效前经一位审核员同意", "a moderator agreed", "PARTIALLY"),
        (channels.RULE_ALONE, "本决定由平台规则“加微信引流”自动作出", "no person took part", "FULLY"),
    ],
)
def test_both_statements_say_who_decided_and_name_the_rule(maker, zh, en, decision):
    facts = replace(BY_RULE, maker=maker)
    told, record = notice(facts), transparency_record(facts)
    assert zh in told["zh"]
    assert en in told["en"]
    assert "“Off-site contact”" in told["en"]
    assert record["automated_decision"] == f"AUTOMATED_DECISION_{decision}"
    assert record["automated_detection"] == "Yes"
    assert "“Off-site contact”" in record["decision_facts"]
    assert ("put the article before a moderator" in record["decision_facts"]) == (maker is channels.PERSON_AFTER_RULE)


@pytest.mark.parametrize("maker", [maker for maker in channels.MAKERS.terms if maker != channels.PERSON])
@pytest.mark.parametrize("template", ["《{headline}》：{clause}，{act}。", "《{headline}》：{act}。{decided_by}"])
def test_a_clause_with_its_own_template_still_names_the_rule(maker, template):
    told = notice(replace(BY_RULE, maker=maker, notice_zh=template))["zh"]
    assert told.count("“加微信引流”") == 1


def test_a_decision_without_kept_reasons_claims_no_detection():
    record = transparency_record(replace(FACTS, sources=frozenset()))
    assert record["automated_detection"] == "No"
    assert "automatic" not in record["decision_facts"]


@pytest.mark.parametrize("maker", channels.MAKERS.terms)
def test_every_maker_has_its_sentence_and_its_value(maker):
    facts = replace(BY_RULE, maker=maker)
    assert "{" not in notice(replace(facts, headline="标题"))["en"]
    assert transparency_record(facts)["automated_decision"].startswith("AUTOMATED_DECISION_")


@pytest.mark.parametrize("kind", list(REASON_KINDS))
def test_every_kind_of_reason_has_its_words(kind):
    record = transparency_record(replace(BY_RULE, maker=channels.PERSON, sources=frozenset({kind})))
    assert record["decision_facts"]
    assert kind != "rule" or "“Off-site contact”" in record["decision_facts"]
