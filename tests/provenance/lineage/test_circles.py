"""Circular citation in one story: who credits whom, and whether anybody outside is credited."""

from __future__ import annotations

import time

import pytest

from articles.provenance.lineage.circles import MOST_CIRCLES, Circle, Telling, find_circles


def told(*sources: int) -> list[Telling]:
    """Article 10 × n by account n."""
    return [Telling(10 * source, source, f"号{source}") for source in sources]


def test_two_accounts_that_credit_each_other() -> None:
    assert find_circles(told(2, 1, 3), {10: [2], 20: [1], 30: [1]}) == (
        Circle(sources=(1, 2), accounts=("号1", "号2"), articles=(10, 20), outside=False),
    )


@pytest.mark.parametrize("also", [3, 77, None])
def test_circle_is_outside_when_a_member_credits_others_too(also: int | None) -> None:
    assert [circle.outside for circle in find_circles(told(1, 2, 3), {10: [2], 20: [1, also]})] == [True]


def test_an_article_outside_the_circle_does_not_vouch_for_it() -> None:
    other = Telling(11, 1, "号1")
    found = find_circles([*told(1, 2), other], {10: [2], 20: [1], 11: [77]})
    assert [(circle.articles, circle.outside) for circle in found] == [((10, 20), False)]


@pytest.mark.parametrize("length", [3, 5])
def test_the_accounts_stand_in_the_order_they_credit(length: int) -> None:
    around = [*range(1, length + 1)]
    citations = {10 * each: [around[index - 1]] for index, each in enumerate(around)}
    (found,) = find_circles(told(*around), citations)
    assert found.sources == (1, *reversed(around[1:]))
    assert found.articles == tuple(10 * each for each in found.sources)


def test_a_circle_of_more_than_five_is_none() -> None:
    around = [*range(1, 7)]
    assert find_circles(told(*around), {10 * each: [each % len(around) + 1] for each in around}) == ()


def test_a_source_that_cites_itself_is_no_circle() -> None:
    assert find_circles([*told(1), Telling(11, 1, "号1")], {10: [1], 11: [1]}) == ()


def test_a_line_of_credit_is_no_circle() -> None:
    assert find_circles(told(1, 2, 3), {10: [2], 20: [3], 30: [77]}) == ()


def test_the_shortest_way_round_is_told_and_circles_that_share_an_account_are_both_found() -> None:
    found = find_circles(told(1, 2, 3, 4), {10: [2], 20: [1, 3], 30: [1, 4], 40: [3]})
    assert [circle.sources for circle in found] == [(1, 2), (3, 4)]


def test_the_order_of_the_input_does_not_matter() -> None:
    citations = {10: [2, 3], 20: [1], 30: [2, 1]}
    assert find_circles(told(3, 1, 2), citations) == find_circles(told(1, 2, 3), {30: [1, 2], 20: [1], 10: [3, 2]})


def test_a_thousand_accounts_that_all_credit_each_other_take_a_moment() -> None:
    everybody = range(1, 1001)
    started = time.process_time()
    found = find_circles(told(*everybody), {10 * each: [*everybody] for each in everybody})
    assert time.process_time() - started < 3
    assert 0 < len(found) <= MOST_CIRCLES
