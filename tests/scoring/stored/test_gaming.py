"""What an account can do without writing truer articles, through the product: nothing of it gains three points."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from articles.models import Observation, Reliability, ReviewOutcome, Source
from articles.scoring.stored.observing import known_of
from articles.scoring.stored.reliability import recount_source
from moderation.curation.published_times import confirm_time
from moderation.decisions import DecisionRequest, decide
from moderation.queue.entry import enter
from tests.makers import assessed, reason
from tests.provenance.stored.world import STORY

pytestmark = pytest.mark.django_db

MOST = 3.0
DAY = "2026-11-18"
HEARSAY = [
    "有消息称，河湾市的自来水厂近日关闭了三条管线，网上流传的视频里可以看到工人正在撤离，相关部门尚未回应。",
    "据传，附近几个小区已经停水两天，有人说水里检出了超标的物质，也有人说只是例行检修，众说纷纭。",
    "不少人猜测，这件事与上个月的一次泄漏有关，知情人士透露内部早就开过会，但具体结论至今没有公布。",
]


def write(account: str, number: int, *lines: str, **changes: Any) -> Any:
    """One article of its own by the account: hearsay, and `lines` below it."""
    body = [
        f"第{number}天，事情仍在发酵，评论区里的说法越来越多，账号后台收到了{number + 20}条私信。",
        *HEARSAY,
        *lines,
    ]
    return assessed(source={"name": account}, body=body, headline=f"河湾市停水第{number}天，真相究竟如何", **changes)


def judge(person: Any, version: Any, act: str, fault: str = "4.1") -> None:
    with transaction.atomic():
        item = enter(version, [reason()])
    clause = "" if act == "allow" else fault
    decide(person, DecisionRequest(item_id=item.pk, version=item.version, act=act, clause=clause))


def value(account: str) -> float:
    source = Source.objects.get(name=account).pk
    recount_source(source)
    found = Reliability.objects.get(source=source).value
    assert found is not None
    return found


LINES = {
    "a boilerplate line that names an outlet": ["河湾日报指出，做好防汛工作很重要。"],
    "a line and a declaration": ["河湾日报指出，做好防汛工作很重要。", "声明：以上为个人观点，仅供参考。"],
    "the platform's own footer": [
        "特别声明：以上内容为自媒体平台用户上传并发布，本平台仅提供信息存储服务，不代表本站立场。"
    ],
    "a list of outlets": ["综合河湾日报、山城日报、临江日报、云岭日报、桥头快讯、滨海晚报、青石时报等整理"],
    "hashtags": ["#耳机 #显卡 #数码 #手机测评"],
    "a citation of oneself": ["据甲号此前报道，情况属实。"],
    "a denial": ["本文与河湾观察无关。"],
    "web sourced, declared": ["声明：内容取材于网络，请谨慎辨别。"],
    "an invented official who says nothing of the matter": ["河湾市水务局局长李建民表示，祝大家节日快乐。"],
    "a list of references to nothing of the matter": ["参考资料", "[1] 河湾日报：本报简介", "[2] 山城日报：概况"],
    "a credit of a picture": ["图片来源：河湾日报"],
    "a law that says nothing of the matter": ["根据《中华人民共和国水法》第一条，水是宝贵的资源。"],
    "a declaration taken apart by invisible characters": ["声\u200b明：个\u200b人观\u200b点，仅\u200b供参考。"],
}


@pytest.mark.parametrize("reviewed", [False, True], ids=["not reviewed", "reviewed"])
@pytest.mark.parametrize("what", LINES)
def test_lines_that_cost_nothing_gain_nothing(what: str, reviewed: bool, lead: Any) -> None:
    for account, lines in (("乙号", []), ("甲号", LINES[what])):
        versions = [write(account, number, *lines) for number in range(5)]
        if reviewed:
            for version, act in zip(versions, ("remove", "allow", "allow", "allow"), strict=False):
                judge(lead, version, act)
    assert value("甲号") - value("乙号") < MOST


@pytest.mark.parametrize("added", ["。", "（已更新）", "更正：文中标点有误，特此说明。"])
def test_what_is_appended_after_a_violation_is_no_correction(added: str, lead: Any) -> None:
    version = write("甲号", 1, external_id="stopped")
    judge(lead, version, "remove")
    before = value("甲号")
    write("甲号", 1, added, external_id="stopped")
    assert value("甲号") - before < 0.5


def test_a_violation_posted_anew_under_another_id_stays_on_the_record(lead: Any) -> None:
    judge(lead, write("甲号", 1, external_id="first"), "remove")
    before = value("甲号")
    for number in range(3):
        write("甲号", 1, f"第{number}次发布。", external_id=f"again-{number}")
    assert value("甲号") - before < MOST


def test_a_flood_of_articles_nobody_reviews_does_not_dilute(lead: Any) -> None:
    for number in range(3):
        judge(lead, write("甲号", number), "remove")
    before = value("甲号")
    for number in range(3, 20):
        write("甲号", number, "本报道由现场记者采写，河湾市水务局局长在发布会上表示，将于周五恢复供水。")
    assert value("甲号") - before < MOST


def test_the_same_harmless_text_posted_again_and_again_is_one_clean_review(lead: Any) -> None:
    for number in range(3):
        judge(lead, write("甲号", number), "remove")
    before = value("甲号")
    weather = "今日天气晴，气温适宜，适合户外活动，请大家注意补水和防晒，祝大家周末愉快。"
    for number in range(15):
        text = assessed(source={"name": "甲号"}, headline=f"天气播报第{number}期", body=[weather, weather])
        judge(lead, text, "allow")
    assert value("甲号") - before < MOST


def test_an_ally_whose_report_is_found_groundless_clears_no_violation(lead: Any) -> None:
    version = write("甲号", 1)
    judge(lead, version, "limit")
    before = value("甲号")
    judge(lead, version, "allow")
    assert value("甲号") - before < 0.5


def test_an_edited_article_with_a_lighter_fault_keeps_the_grave_one(lead: Any) -> None:
    judge(lead, write("甲号", 1, external_id="edited"), "remove")
    before = value("甲号")
    judge(lead, write("甲号", 1, "补充一段。", external_id="edited"), "limit", "2.2")
    assert value("甲号") - before < 0.5


def test_an_ally_that_credits_the_account_earns_it_nothing(lead: Any) -> None:
    judge(lead, write("甲号", 1), "remove")
    before = value("甲号")
    for number in range(2, 6):
        assessed(source={"name": "盟友"}, body=[*STORY, "来源：甲号", f"据甲号第{number}次报道，情况属实。"])
    assert value("甲号") - before < 0.5


OLD = "2019-03-04T09:00:00+08:00"


def test_imported_articles_of_old_dates_neither_dilute_nor_improve(lead: Any) -> None:
    for number in range(3):
        judge(lead, write("甲号", number), "remove")
    before = value("甲号")
    for number in range(3, 12):
        judge(lead, write("甲号", number, published_at=OLD), "allow")
    assert abs(value("甲号") - before) < MOST
    fresh = value("甲号")
    for number in range(12, 21):
        judge(lead, write("甲号", number), "allow")
    assert value("甲号") - fresh > 2 * MOST, "articles of today do count"


def test_a_claimed_date_makes_no_violation_old_until_a_lead_vouches_for_it(lead: Any) -> None:
    versions = {account: write(account, 1, **claimed) for account, claimed in
                (("乙号", {}), ("甲号", {"published_at": OLD}))}  # fmt: skip
    for version in versions.values():
        judge(lead, version, "remove")
    assert value("甲号") - value("乙号") < 0.5
    confirm_time(lead, versions["甲号"].article_id)
    assert value("甲号") - value("乙号") > MOST
    source = Source.objects.get(name="甲号")
    change = source.reliability_changes.first()
    assert change is not None
    assert (change.cause, change.articles) == ("dated", [versions["甲号"].article_id])
    confirm_time(lead, versions["甲号"].article_id, confirmed=False)
    assert value("甲号") - value("乙号") < 0.5


def test_a_date_in_the_future_is_that_of_arrival(lead: Any) -> None:
    version = write("甲号", 1, published_at="2031-01-01T09:00:00+08:00")
    judge(lead, version, "allow")
    today = version.article.created_at.date()
    assert Observation.objects.get(article=version.article).day == today
    assert ReviewOutcome.objects.get(article=version.article).dated_on == today


def test_old_rows_without_a_date_count_from_the_decision(lead: Any) -> None:
    version = write("甲号", 1)
    judge(lead, version, "remove")
    ReviewOutcome.objects.update(dated_on=None, decided_at=timezone.now() - timedelta(days=365))
    value("甲号")
    (review,) = known_of([version.article.source_id])[version.article.source_id].reviews
    assert (timezone.now().date() - review.day).days == 365


@pytest.mark.parametrize("line", ["综合河湾日报、山城日报、河湾观察、青石时报等整理", "本文与河湾观察无关。"])
def test_copies_that_name_many_or_deny_one_gain_nothing(line: str) -> None:
    texts = [[f"{part}（{number}）" for part in STORY] for number in range(4)]
    for number, text in enumerate(texts):
        early = f"{DAY}T08:00:00+08:00"
        assessed(source={"name": "河湾观察"}, body=text, headline=f"老桥检修（{number}）", published_at=early)
    for account, lines in (("乙号", []), ("甲号", [line])):
        for number, text in enumerate(texts):
            body = [*text, *lines]
            later = f"{DAY}T18:00:00+08:00"
            assessed(source={"name": account}, body=body, headline=f"老桥（{number}）", published_at=later)
    assert value("甲号") - value("乙号") < MOST
