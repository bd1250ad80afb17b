"""A backtest predicts the rule's effects, and repeats those of a rule that ran."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.provenance.precision.share import wilson
from moderation.decisions import DecisionRequest, decide
from moderation.models import Backtest, QueueItem, RuleMatch
from moderation.routing import lifecycle
from moderation.routing.editing.banks import BankDraft, write_bank
from moderation.routing.editing.drafts import write
from moderation.routing.gates import StepRefused
from moderation.routing.trials import backtests
from moderation.routing.trials.backtest_result import summed
from tests.makers import PARAGRAPHS, assessed
from tests.moderation.routing.rules import backtested, draft, live

pytestmark = pytest.mark.django_db
AD = "请加微信领取内部名额。"
LINES = [*PARAGRAPHS, AD, "声明:取材网络,谨慎辨别", "點擊連結，領取紅包。", "专家表示，情况不容乐观。"]
HEADLINES = ["环湖路改造下月开工", "震惊！真相竟然是这样", "速看！99%的人都不知道的秘密", "Quiet news from the harbour"]
PARTS = [
    *('hits("ads") >= 1', 'headline_hits("ads") > 0', '"加微信" in body', '"震惊" in headline', "reuse.copies > 0"),
    *("clickbait.score >= 0.5", '"web_sourced" in flags', 'topic == "news"', "length.paragraphs > 3"),
    *("reliability.score == null", '"vague_sourcing" in findings', "attributions > 1", 'language == "zh"'),
    "length.body / (length.paragraphs - 2) > 20",
]


@given(data=st.data())
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_a_backtest_equals_what_the_live_rule_did(lead, data):
    """The same articles match again, for any rule and any later articles."""
    from django.db import transaction

    from moderation.routing import rulebook

    with transaction.atomic():
        rulebook.forget()
        write_bank(lead, BankDraft("ads", "广告", "Ads", "加微信\n领取红包\n秘密"))
        assessed(body=["很短的一段。"] * 5)
        expression = data.draw(st.sampled_from([" and ", " or "])).join(
            data.draw(st.lists(st.sampled_from(PARTS), min_size=1, max_size=3))
        )
        if data.draw(st.booleans()):
            expression = f"not ({expression})"
        version = write(lead, draft(expression))
        first = backtested(lead, version)
        if first.state == "done":
            lifecycle.to_shadow(lead, version.pk)
            lifecycle.go_live(lead, version.pk, "known from its backtest")
            seen = []
            for _ in range(data.draw(st.integers(1, 6))):
                body = data.draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=6))
                headline = data.draw(st.sampled_from(HEADLINES))
                seen.append(assessed(headline=headline, body=body).article_id)
            did = set(RuleMatch.objects.filter(version=version, live=True).values_list("article", flat=True))
            again = backtested(lead, version)
            if again.state == "done":
                assert set(again.result["matched"]) & set(seen) == did
                assert again.result["matches"] == len(again.result["matched"])
            else:
                # A rule that fails in the backtest failed on one of these articles too, and was stopped.
                assert version.stop.code == again.failed
        transaction.set_rollback(True)


def test_flips_growth_and_precision(lead, moderator):
    plain = [assessed() for _ in range(2)]
    ads = [assessed(body=[PARAGRAPHS[0], AD], headline=f"湖边新开咖啡馆（{n}）") for n in range(3)]
    queued = {item.article_id: item.queue.code for item in QueueItem.objects.all()}
    for version, act in zip(ads[:2], ("remove", "allow"), strict=True):
        item = QueueItem.objects.filter(article=version.article).first() or _queue(version)
        clause = "" if act == "allow" else "4.2"
        decide(moderator, DecisionRequest(item.pk, item.version, act, clause=clause))
    backtest = backtested(lead, write(lead, draft('"加微信" in body', queue="escalated")))
    result = backtest.result
    assert (result["articles"], result["matches"]) == (5, 3)
    assert set(result["matched"]) == {version.article_id for version in ads}
    assert (result["judged"], result["upheld"]) == (2, 1)
    assert result["precision"]["low"] == pytest.approx(wilson(1, 2).low)
    flips = {article: (before, after) for article, before, after in result["flips"]}
    assert flips == {version.article_id: ("*" if version.article_id in queued else "", "escalated") for version in ads}
    assert result["queued"] + result["moved"] == 3
    assert result["growth"] == result["queued"]
    assert not {version.article_id for version in plain} & flips.keys()


def _queue(version) -> QueueItem:
    from django.db import transaction

    from moderation.queue.entry import enter
    from tests.makers import reason

    with transaction.atomic():
        return enter(version, [reason()])


def test_a_version_that_narrows_its_rule_takes_articles_out(lead):
    assessed()
    live(lead, '"加微信" in body', queue="escalated")
    quiet = assessed(body=["湖边新开了咖啡馆。", AD], headline="湖边新开咖啡馆", source=None)
    narrow = write(lead, draft('"加微信" in body and length.paragraphs > 9', queue="escalated"))
    result = backtested(lead, narrow).result
    assert result["matches"] == 0
    flips = {article: (before, after) for article, before, after in result["flips"]}
    assert flips[quiet.article_id][0] == "escalated"
    assert result["unqueued"] + result["moved"] == 1


def test_work_goes_on_in_chunks_and_can_be_cancelled(lead, auditor, monkeypatch):
    monkeypatch.setattr(backtests, "CHUNK", 2)
    for _ in range(5):
        assessed()
    version = write(lead, draft("references == 0"))
    backtest = backtests.start(lead, version.pk)
    assert [chunk.articles for chunk in backtest.chunks.all()] == [2, 2, 1]
    with pytest.raises(StepRefused, match="running"):
        backtests.start(lead, version.pk)
    assert backtests.work(backtest.pk)
    with pytest.raises(PermissionDenied):
        backtests.cancel(auditor, backtest.pk)
    backtests.cancel(lead, backtest.pk)
    assert not backtests.work(backtest.pk)
    backtest.refresh_from_db()
    assert (backtest.state, backtest.result) == ("cancelled", None)
    with pytest.raises(StepRefused, match="settled"):
        backtests.cancel(lead, backtest.pk)
    with pytest.raises(StepRefused, match="no_backtest"):
        lifecycle.to_shadow(lead, version.pk)
    assert backtested(lead, version).result["articles"] == 5


def test_a_chunk_whose_worker_died_is_taken_over(lead, monkeypatch):
    monkeypatch.setattr(backtests, "CHUNK", 1)
    for _ in range(2):
        assessed()
    backtest = backtests.start(lead, write(lead, draft("references == 0")).pk)
    held = backtests._lease(backtest.pk)
    assert backtests.ring_stalled(dry_run=True) == 0  # somebody is on it
    assert not backtests.work(backtest.pk) or not backtests.work(backtest.pk)
    assert Backtest.objects.get().state == "running"
    held.leased_until = held.leased_until.replace(year=2020)
    held.save()
    assert backtests.ring_stalled(dry_run=True) == 1
    backtests.work(backtest.pk)
    assert Backtest.objects.get().state == "done"


def test_a_rule_that_fails_on_a_stored_article_fails_its_backtest(lead):
    assessed()
    version = write(lead, draft("100 / (length.paragraphs - 2) > 1"))
    assessed(body=["第一段文字。", "第二段文字。"])
    backtest = backtested(lead, version)
    assert (backtest.state, backtest.failed) == ("failed", "divides_by_zero")


def test_backtest_without_articles_is_refused(lead):
    with pytest.raises(StepRefused, match="no_articles"):
        backtests.start(lead, write(lead, draft("references == 0")).pk)


def test_chunks_add_up_in_any_order():
    chunks = [
        {"articles": 2, "matched": [1], "flips": [[1, "", "news"]], "days": {"2026-01-01": 2}, "verdicts": {"1": True}},
        {"articles": 3, "matched": [4, 5], "flips": [[4, "news", "general"], [5, "news", ""]],
         "days": {"2026-01-01": 1, "2026-01-02": 2}, "verdicts": {"4": False}},
    ]  # fmt: skip
    one, other = summed(chunks), summed(chunks[::-1])
    assert (one["articles"], one["matches"], one["days"], one["growth"]) == (5, 3, 2, 0.0)
    assert (one["queued"], one["unqueued"], one["moved"], one["judged"], one["upheld"]) == (1, 1, 1, 2, 1)
    for result in (one, other):
        result["matched"].sort()
        result["flips"].sort()
    assert one == other
