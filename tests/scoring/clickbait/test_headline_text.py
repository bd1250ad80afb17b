from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.scoring.clickbait.headline_text import headline_text, without_tail
from articles.text.search_folding import fold_for_search


@pytest.mark.parametrize(
    ("headline", "tail"),
    [
        ("河湾大桥今日恢复双向通行", "_河湾新闻网"),
        ("河湾大桥今日恢复双向通行", "_本地频道_河湾网"),
        ("河湾大桥今日恢复双向通行", "_网易订阅"),
        ("河湾大桥今日恢复双向通行", "_..."),
        ("河湾大桥今日恢复双向通行", " - 河湾论坛"),
        ("河湾大桥今日恢复双向通行", "-河湾晚报-数字报平台"),
        ("河湾大桥今日恢复双向通行", " | 便民服务"),
        ("河湾大桥今日恢复双向通行", "|河湾日报客户端"),
    ],
)
def test_names_of_sites_after_a_headline_are_cut_off(headline: str, tail: str) -> None:
    assert without_tail(headline + tail) == headline


@pytest.mark.parametrize(
    "headline",
    [
        "河湾大桥今日恢复双向通行",
        "茶馆|老街的一天",
        "_某官员受贿案开庭",
        "上海-北京高铁提速",
        "2-1险胜，河湾队晋级",
        "河湾供水工程完工_震惊！原来真相是这样",
        "河湾供水工程完工_背后真相",
        "河湾供水工程完工 - 看完全场泪目",
    ],
)
def test_a_part_of_the_headline_is_no_tail_and_bait_cannot_hide_in_one(headline: str) -> None:
    assert without_tail(headline) == headline


def test_numbers_are_one_digit_whatever_their_length() -> None:
    texts = {headline_text(fold_for_search(f"人均收入增长{number}%"), "zh").text for number in ("5", "5.2", "12.75")}
    assert texts == {"人均收入增长0%"} or texts == {"人均收入增长0%", "人均收入增长5%"}


def test_english_headlines_stay_as_they_are() -> None:
    assert headline_text(fold_for_search("Sales up 5.2% | The Times"), "en").text == "sales up 5.2% | the times"


@given(st.text(alphabet="增长5.2%,_网-|站<b>９ ", max_size=40))
def test_spans_lead_back_to_the_headline(headline: str) -> None:
    text = headline_text(fold_for_search(headline), "zh")
    for place, char in enumerate(text.text):
        start, end = text.span(place, place + 1)
        assert 0 <= start < end <= len(headline)
        if char == "0":
            assert any(each.isdigit() for each in headline[start:end])
        elif not char.isdigit():
            assert fold_for_search(headline[start:end]).text[-1:] in (char, "")


def test_the_span_of_a_number_is_the_whole_number() -> None:
    headline = "增长12.75%"
    text = headline_text(fold_for_search(headline), "zh")
    assert headline[slice(*text.span(2, 3))] == "12.75"
