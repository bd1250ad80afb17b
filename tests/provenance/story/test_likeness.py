"""Whether two articles tell one event, and how an article stands to the others, over invented texts."""

from __future__ import annotations

import numpy as np
import pytest

from articles.provenance.rewording.bigrams import rarity
from articles.provenance.rewording.rare_terms import LOOKED_UP, STORED, rare_terms
from articles.provenance.story.likeness import SHOWN, Telling, likeness
from articles.provenance.story.relation import LEAST_COPIED, Relative, TextPair, ToldPair, relation

WATER = "北郊水厂的自来水有土腥味，云泽市水务局3月16日说出厂水12项指标合格，异味来自藻类代谢物，锦绣里9户居民反映"
AGAIN = "3月16日起云泽北郊多户居民说自来水有土腥味，水务局检测了12项指标，称锦绣里一带水质合格，北郊水厂已加投活性炭"


def telling(headline: str, text: str) -> Telling:
    return Telling.of(headline, text)


def shared(text: str, other: str) -> float:
    """The rarity of the rare terms that both texts have."""
    common = np.intersect1d(rare_terms(text, STORED), rare_terms(other, LOOKED_UP))
    return float(rarity(common).sum())


def test_two_reports_of_one_event_are_alike_in_either_order() -> None:
    one = telling("云泽北郊自来水有土腥味，水务局：指标合格", WATER)
    other = telling("云泽市回应北郊自来水异味", AGAIN)

    assert likeness(one, other, 40.0) == likeness(other, one, 40.0)
    assert likeness(one, other, shared(WATER, AGAIN)) >= SHOWN


@pytest.mark.parametrize(
    ("headline", "text", "other_headline", "other_text"),
    [
        pytest.param(
            "云泽市天气预报",
            "云泽市气象台16日17时发布：今天夜里多云，明天晴，最低气温8度，最高气温19度，偏北风3级",
            "南岭县天气预报",
            "南岭县气象台23日17时发布：今天夜里多云，明天阴，最低气温11度，最高气温22度，偏南风2级",
            id="bulletins of two places",
        ),
        pytest.param(
            "临江市生猪批发价格9月第1周",
            "临江市场监测显示，生猪批发均价每公斤21.4元，环比上涨1.2%，白条肉均价28.6元，预计后期平稳",
            "江州市生猪批发价格10月第3周",
            "江州市场监测显示，生猪批发均价每公斤19.7元，环比下跌0.8%，白条肉均价26.3元，预计后期平稳",
            id="prices of two weeks",
        ),
    ],
)
def test_a_formula_filled_in_twice_is_not_one_event(
    headline: str, text: str, other_headline: str, other_text: str
) -> None:
    one, other = telling(headline, text), telling(other_headline, other_text)
    assert likeness(one, other, shared(text, other_text)) < SHOWN


def test_rare_names_in_common_make_reports_alike_but_not_alone() -> None:
    one, other = telling("水厂说指标合格", WATER), telling("春茶开采了", "云岭县春茶开采，合作社说今年雨水匀，芽头肥")

    assert likeness(one, other, 90.0) > likeness(one, other, 30.0)
    assert likeness(one, other, 9_000.0) < SHOWN


def test_the_name_of_the_site_in_a_page_title_does_not_count() -> None:
    plain = telling("云泽北郊自来水有土腥味", WATER)

    titled = telling("云泽北郊自来水有土腥味_湖城新闻网", WATER)

    assert likeness(plain, titled, 50.0) == pytest.approx(likeness(plain, plain, 50.0))


def test_the_name_of_a_column_does_not_make_two_articles_alike() -> None:
    plain, other = telling("水厂说指标合格", WATER), telling("春茶开采了", "云岭县春茶开采，合作社说今年雨水匀，芽头肥")
    same = (
        telling("【民生热线】水厂说指标合格", WATER),
        telling("【民生热线】春茶开采了", "云岭县春茶开采，合作社说今年雨水匀，芽头肥"),
    )

    assert likeness(*same, 0.0) == likeness(plain, other, 0.0)


def test_empty_and_hostile_texts_are_like_nothing() -> None:
    empty = telling("", "")

    assert likeness(empty, telling("9" * 100_000, "\ud800" * 10), 0.0) < SHOWN


def test_an_article_without_pairs_is_another_report_or_official() -> None:
    assert relation(False, [], []).relation == "independent"
    assert relation(True, [], []).relation == "official"


@pytest.mark.parametrize(
    ("credit", "official", "expected"),
    [
        ("uncredited", False, "copied"),
        ("credited", False, "credited"),
        ("same_source", False, "same_dispatch"),
        ("unknown", False, "shares_text"),
        ("uncredited", True, "same_dispatch"),
    ],
)
def test_a_later_copy_is_named_after_its_credit(credit: str, official: bool, expected: str) -> None:
    pairs = [TextPair(7, 0.4, True, True, credit), TextPair(3, 0.9, True, True, credit)]

    assert relation(official, pairs, []) == Relative(expected, 3, 0.9)


def test_a_quotation_is_no_copy() -> None:
    assert relation(False, [TextPair(3, LEAST_COPIED - 0.01, True, True, "uncredited")], []).relation == "independent"


def test_an_article_that_others_copied_is_the_original() -> None:
    assert relation(False, [TextPair(9, 0.8, True, False, "uncredited")], []).relation == "original"


def test_an_unknown_order_accuses_nobody() -> None:
    assert relation(False, [TextPair(9, 0.8, False, True, "uncredited")], []).relation == "shares_text"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(None, "reworded"), ("reworded", "reworded"), ("same_origin", "same_dispatch"), ("independent", "independent")],
)
def test_what_a_person_answered_on_two_tellings_counts(answer: str | None, expected: str) -> None:
    assert relation(False, [], [ToldPair(3, True, "retold", 9, 12, answer)]).relation == expected
