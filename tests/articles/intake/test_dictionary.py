"""A platform's notice is matched to its known wordings; an unknown one waits for a lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.intake.evidence.dictionary import ensure_known, look_up
from articles.intake.evidence.wording import bare, fits, wording_key
from articles.models import Disclaimer, Platform
from articles.parsing.extracted import ExtractedDisclaimer

TODAY = "特别声明：以上内容(如有图片或视频亦包括在内)为自媒体平台“网易号”用户上传并发布，本平台仅提供信息存储服务。"


def notice(text: str, code: str = "storage_only") -> ExtractedDisclaimer:
    return ExtractedDisclaimer(code, "zh", text)


@pytest.fixture
def netease(db) -> Platform:
    return Platform.objects.get(code="netease")


@pytest.mark.parametrize(
    "text",
    [
        TODAY,
        TODAY.replace("：", ":").replace("，", ",").replace("(", "（").replace(")", "）"),
        TODAY.replace("“", '"').replace("”", '"').replace("。", ""),
        "特別聲明：以上內容(如有圖片或視頻亦包括在內)為自媒體平臺“網易號”用戶上傳並發布，本平臺僅提供信息存儲服務。",
    ],
)
def test_a_known_wording_is_found_whatever_the_punctuation_and_script(netease, text):
    entry = look_up(netease, notice(text))
    assert (entry.status, entry.edition, entry.code) == ("known", 2, "storage_only")


def test_a_wording_with_blanks_is_one_entry_however_they_are_filled(netease):
    first = look_up(netease, notice("本文来源：青屿晚报 责任编辑：柳青_NB001", "other"))
    second = look_up(netease, notice("本文来源：云泽日报  责任编辑：周舟_NB77", "other"))
    assert first == second
    assert first.status == "known"


def test_an_unknown_wording_becomes_a_candidate_once(netease):
    before = Disclaimer.objects.count()
    for _ in range(2):
        entry = look_up(netease, notice("特别声明：本页内容由用户提供，平台不作任何保证，仅提供展示空间服务。"))
    assert entry.status == "candidate"
    assert entry.edition == 0
    assert Disclaimer.objects.count() == before + 1


def test_another_platforms_wording_is_a_candidate(netease):
    sohu = Platform.objects.get(code="sohu")
    assert look_up(sohu, notice(TODAY)).status == "candidate"


def test_seeing_a_wording_dates_it(netease):
    entry = look_up(netease, notice(TODAY))
    entry.refresh_from_db()
    assert entry.first_seen_at is not None
    assert entry.last_seen_at == entry.first_seen_at


def test_known_wordings_are_added_once_and_a_leads_changes_stay(netease):
    Disclaimer.objects.filter(platform=netease, edition=2).update(status="dismissed")
    count = Disclaimer.objects.count()
    ensure_known()
    assert Disclaimer.objects.count() == count
    assert Disclaimer.objects.get(platform=netease, edition=2, language="zh").status == "dismissed"


@given(st.text(max_size=200), st.text(max_size=200))
def test_wordings_fit_themselves_and_punctuation_never_matters(text, other):
    assert wording_key(text) == wording_key(f" {text}。")
    if "{}" not in text:
        assert fits(text, text)
        assert fits(text, other) == (bare(text) == bare(other))


def test_a_blank_may_not_be_empty():
    assert fits("责任编辑：{}", "责任编辑:柳青")
    assert not fits("责任编辑：{}", "责任编辑：")


def test_a_wording_with_two_statements_is_one_entry_with_both_codes(netease):
    text = "特别声明：文章仅代表作者个人观点，本页仅提供展示空间服务。"
    first = look_up(netease, notice(text))
    second = look_up(netease, notice(text, "views_not_platform"))
    assert first == second
    assert (second.code, second.also) == ("storage_only", ["views_not_platform"])
    assert look_up(netease, notice(text, "views_not_platform")).also == ["views_not_platform"]
