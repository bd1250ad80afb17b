"""The bank of public text: learned from stored articles, never by who copies one, and counting for nothing."""

from __future__ import annotations

import random

import pytest
from django.db.models import F

from articles.models import PublicSentence, ReuseEdge, SentenceHolder
from articles.provenance.stored.record import provenance_record
from articles.vocabulary.public_text import ADDED, LEARNED, WITHDRAWN
from tests.provenance.stored.world import OTHER, STORY, codes, published, settle, trust

pytestmark = pytest.mark.django_db

FORMULA = [
    "本栏目由河湾市民生热线值守台与河湾城市广播联合制作，听众的来电会由专人逐条登记并转交承办单位核实办理。",
    "凡是在节目里念到的事情，承办单位须在五个工作日以内给出书面答复，栏目组会把答复原文贴在当期的留言板下面。",
    "如果您手上也有类似的烦心事，可以在工作日的上午九点到十一点之间拨打热线，也可以到广播大楼一层的接待窗口当面说。",
]
CHARACTERS = "".join([*STORY, *OTHER]).replace("，", "").replace("。", "")


def matter(number: int) -> list[str]:
    """Six sentences of no sense that no other article has: a matter of its own."""
    rng = random.Random(number)  # noqa: S311 - the same text in every run
    return ["".join(rng.choices(CHARACTERS, k=45)) + "。" for _ in range(6)]


def told(source: str, day: int, number: int):
    own = matter(number)
    return published(source, f"{day:02d}T09:00", body=[*own, *FORMULA], headline=own[0][:18])


def test_a_sentence_that_unrelated_sources_hold_counts_for_nothing():
    first = [told(f"号{number}", 2, number) for number in range(2)]
    assert "uncredited_reuse" in codes(told("早", 3, 2))  # of two sources nobody knows yet
    third = told("湖城快讯", 4, 3)
    last = told("临江早报", 5, 4)
    shared = {edge.earlier_id for edge in ReuseEdge.objects.filter(later=last.article_id)}
    assert third.article_id in shared
    record = provenance_record(last.article)
    found = {each["article"]: each for each in record["reuse"]}
    assert [each["kind"] for each in found[third.article_id]["public_text"]] == ["shared"] * 3
    assert found[first[0].article_id]["public_text"] == []
    learned = PublicSentence.objects.filter(origin=LEARNED)
    assert learned.count() == 3
    assert {row.text[:6] for row in learned} == {line[:6] for line in FORMULA}
    assert set(learned.values_list("sources", flat=True)) == {5}


def test_a_formula_that_returns_over_weeks_accuses_nobody():
    for number in range(6):
        last = told(f"号{number}", 1 + 4 * number, number)
    assert "uncredited_reuse" not in codes(last)
    assert last.earliest is None
    assert set(PublicSentence.objects.values_list("origin", flat=True)) == {LEARNED}


def test_a_mill_of_copiers_whitewashes_no_copy():
    """Whole copies, copies in part with words of their own, and the same part by all, over days and over weeks."""
    trust("uncredited_reuse")
    original = published("临江早报", "01T09:00", body=[*STORY, *OTHER])
    for number in range(4):
        published(f"全抄{number}", f"{2 + 5 * number:02d}T10:00", body=[*STORY, *OTHER])
    for number in range(7):
        part = [*STORY, *OTHER][number % 4 : number % 4 + 2]
        published(f"拼抄{number}", f"{2 + 3 * number:02d}T11:00", body=[*matter(number), *part])
    thief = published("湖城快讯", "28T09:00", body=[*STORY, *OTHER])
    settle()
    found = thief.findings.get(code="uncredited_reuse")
    assert (found.severity, found.articles[0]) == ("high", original.article_id)
    assert found.values["share"] > 0.95
    assert not PublicSentence.objects.exists()
    for copy in ReuseEdge.objects.filter(earlier=original.article_id, containment__gt=0.5):
        assert copy.later.current.earliest_id == original.article_id


def test_copies_that_came_first_make_the_late_original_no_public_text():
    for number in range(3):
        published(f"全抄{number}", f"{10 + number}T10:00")
    for number in range(3):
        published(f"拼抄{number}", f"{10 + number}T12:00", body=[*matter(number), *STORY[number % 3 : number % 3 + 2]])
    published("临江早报", "05T09:00")
    thief = published("湖城快讯", "28T09:00")
    settle()
    assert thief.findings.get(code="uncredited_reuse").values["share"] > 0.95
    assert not PublicSentence.objects.exists()


def test_one_account_under_several_names_of_one_publisher_makes_nothing_public():
    for number in range(2):
        published(
            "河湾观察",
            f"{2 + number:02d}T09:00",
            body=[*matter(number), *FORMULA],
            platform=("netease", "sohu")[number],
        )
    told("号", 4, 2)
    assert not PublicSentence.objects.exists()


def entry(text: str, **changes):
    from articles.provenance.reuse.keyed_sentences import keys_of

    [(key, words)] = keys_of(text)
    return PublicSentence.objects.create(hash=key, text=words, **{"origin": ADDED, **changes})


def test_what_a_lead_entered_counts_for_nothing_at_once_and_what_was_withdrawn_counts_again():
    first = told("早", 2, 0)
    for line in FORMULA:
        entry(line)
    last = told("湖城快讯", 3, 1)
    assert "uncredited_reuse" not in codes(last)
    found = provenance_record(last.article)["reuse"]
    assert [each["article"] for each in found] == [first.article_id]
    assert found[0]["own_share"] == 0
    assert [each["text"][:6] for each in found[0]["public_text"]] == [line[:6] for line in FORMULA]
    PublicSentence.objects.update(state=WITHDRAWN)
    assert "uncredited_reuse" in codes(told("临江早报", 4, 2))


def test_a_sentence_is_held_by_at_most_twelve_articles_and_lone_old_ones_are_forgotten():
    from datetime import timedelta

    from django.utils import timezone

    from articles.models import Article
    from articles.provenance.stored.reuse.public_text import forget_old

    versions = [told(f"号{number}", 2 + number, number) for number in range(3)]
    assert SentenceHolder.objects.count() == 3 * 9
    Article.objects.update(created_at=F("created_at") - timedelta(days=400))
    for night in range(40):
        forget_old(today=timezone.now().date() + timedelta(days=night))
    assert SentenceHolder.objects.count() == 3 * 3
    assert not SentenceHolder.objects.exclude(article_id__in=[each.article_id for each in versions]).exists()
