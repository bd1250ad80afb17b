"""Where a text was first: the earliest known copy, the chain from it, and what must not be guessed."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from articles.provenance.lineage.lineage import Edge, Node, Step, trace_lineage
from tests.provenance.lineage.makers import DAY, copy, node


def chain(article: int, nodes: list[Node], edges: list[Edge]) -> list[int]:
    return [step.article for step in trace_lineage(article, nodes, edges).chain]


def test_a_chain_is_told_from_its_start_with_share_credit_and_gap() -> None:
    edges = [copy(1, 2, 0.9, "credited"), copy(2, 3, 0.6), copy(1, 3, 0.5)]
    found = trace_lineage(3, [node(1, 0), node(2, 5), node(3, 7.5)], edges)
    assert found.earliest == 1
    assert found.chain == (
        Step(1),
        Step(2, 0.9, 0.9, "credited", timedelta(hours=5)),
        Step(3, 0.6, 0.6, "uncredited", timedelta(hours=2.5)),
    )


def test_the_origin_is_claimed_only_where_most_of_the_text_is_surely_there() -> None:
    nodes = [node(1, 0), node(2, 5), node(3, 7)]
    whole = trace_lineage(3, nodes, [copy(1, 2, 0.9), copy(2, 3, 0.9)])
    assert (whole.earliest, whole.is_origin) == (1, True)
    assert whole.share == pytest.approx(0.8)
    # Of the third the first has at least .8 - .3 of it.
    part = trace_lineage(3, nodes, [copy(1, 2, 0.7), copy(2, 3, 0.8)])
    assert (part.earliest, part.is_origin) == (1, False)
    assert part.share == pytest.approx(0.5)


def test_a_step_on_a_claimed_time_alone_makes_no_origin() -> None:
    late = replace(node(7, 0), vouched=False)
    found = trace_lineage(3, [late, node(3, 7)], [copy(7, 3, 0.9)])
    assert (found.earliest, found.is_origin) == (7, False)
    vouched = trace_lineage(3, [node(7, 0), node(3, 7)], [copy(7, 3, 0.9)])
    assert vouched.is_origin


def test_without_an_earlier_copy_the_article_is_alone_in_its_chain() -> None:
    found = trace_lineage(1, [node(1, 0), node(2, 5)], [copy(1, 2)])
    assert (found.earliest, found.chain, found.size) == (None, (Step(1),), 2)


def test_an_undirected_copy_stands_beside_and_is_never_the_earliest() -> None:
    found = trace_lineage(
        2, [node(1), node(2, 5), node(3, 1)], [copy(1, 2, directed=False), copy(3, 1, directed=False)]
    )
    assert (found.earliest, found.beside) == (None, (1,))


def test_undirected_edge_leads_to_no_earlier_copy() -> None:
    found = trace_lineage(3, [node(1, 0), node(2), node(3, 9)], [copy(1, 2), copy(2, 3, directed=False)])
    assert found.earliest is None


def test_earliest_of_two_origins_is_the_first_published() -> None:
    nodes = [node(1, 3), node(2, 0), node(3, 5), node(4, 9)]
    found = trace_lineage(4, nodes, [copy(1, 4, 0.9), copy(2, 3, 0.9), copy(3, 4, 0.6)])
    assert found.earliest == 2
    assert [step.article for step in found.chain] == [2, 3, 4]


def test_a_bound_says_when_an_article_was_surely_there() -> None:
    bounded = node(1, None, published_before=DAY + timedelta(hours=1))
    found = trace_lineage(3, [bounded, node(2, 2), node(3, 9)], [copy(1, 3, 0.5), copy(2, 3, 0.5)])
    assert (found.earliest, found.chain[-1].gap) == (1, None)


@pytest.mark.parametrize(
    ("second", "third", "parent"),
    [
        (copy(2, 4, 0.7), copy(3, 4, 0.8), 3),  # the larger share
        (copy(2, 4, 0.801, "credited"), copy(3, 4, 0.804), 2),  # equal to a percent: the credited one
        (copy(2, 4, 0.8), copy(3, 4, 0.8), 3),  # equal: the last before it
    ],
)
def test_which_copy_an_article_is_taken_from(second: Edge, third: Edge, parent: int) -> None:
    nodes = [node(1, 0), node(2, 1), node(3, 2), node(4, 3)]
    assert chain(4, nodes, [copy(1, 2), copy(1, 3), second, third]) == [1, parent, 4]


def test_a_text_that_lost_its_origin_on_the_way_has_not_that_origin() -> None:
    nodes = [node(1, 0), node(2, 1), node(3, 2)]
    assert trace_lineage(3, nodes, [copy(1, 2, 0.1), copy(2, 3, 0.9)]).earliest == 2
    assert trace_lineage(3, nodes, [copy(1, 2, 0.9), copy(2, 3, 0.9)]).earliest == 1


def test_shares_of_different_passages_make_no_origin() -> None:
    nodes = [node(1, 0), node(2, 1), node(3, 2)]
    sign_off = [copy(1, 2, 0.09), copy(2, 3, 0.95)]
    assert trace_lineage(3, nodes, sign_off).earliest == 2
    assert trace_lineage(3, nodes, [copy(1, 2, 0.5), copy(2, 3, 0.5)]).earliest == 2


def test_a_short_text_in_a_long_one_holds_all_of_it_through_a_longer_copy() -> None:
    nodes = [node(1, 0), node(2, 1), node(3, 2)]
    whole = Edge(1, 2, directed=True, containment=0.5, containment_earlier=1.0)
    part = Edge(2, 3, directed=True, containment=1.0, containment_earlier=0.5)
    assert trace_lineage(3, nodes, [whole, part]).earliest == 2  # the other half may be what 3 has
    assert trace_lineage(3, nodes, [whole, part, copy(1, 3, 0.9)]).earliest == 1


@pytest.mark.parametrize(
    ("containment", "own", "characters", "earliest"),
    [
        (0.03, None, None, None),
        (0.3, None, None, 1),
        (0.9, 0.1, 90, None),  # the rest is a statute
        (0.2, 0.2, 260, 1),
        (0.2, 0.2, 190, None),
    ],
)
def test_an_origin_holds_a_good_part_of_the_articles_own_text(containment, own, characters, earliest) -> None:
    edge = Edge(1, 2, True, containment, 0.95, own=own, own_characters=characters)
    assert trace_lineage(2, [node(1, 0), node(2, 1)], [edge]).earliest == earliest


def test_directions_that_run_in_a_circle_do_not_count_and_do_not_hang() -> None:
    nodes = [node(each, each) for each in (1, 2, 3, 4, 5)]
    circle = [copy(2, 3), copy(3, 4), copy(4, 2)]
    found = trace_lineage(5, nodes, [*circle, copy(4, 5), copy(1, 2)])
    assert (found.earliest, [step.article for step in found.chain]) == (4, [4, 5])
    assert [edge.directed for edge in found.edges] == [True, False, False, False, True]
    assert trace_lineage(2, nodes, circle).beside == (3, 4)


def test_a_pair_given_both_ways_and_a_loop_count_once_and_not_at_all() -> None:
    found = trace_lineage(2, [node(1, 0), node(2, 1)], [copy(1, 2, 0.9), copy(2, 1, 0.5), copy(2, 2), copy(7, 2)])
    assert found.edges == (copy(1, 2, 0.9),)


def test_an_article_that_is_not_among_the_nodes_is_an_error() -> None:
    with pytest.raises(KeyError):
        trace_lineage(9, [node(1)], [])


def test_truncated_lineage_keeps_the_ancestors_first() -> None:
    back = [copy(each, each + 1) for each in range(1, 30)]
    copies = [copy(30, each) for each in range(100, 400)]
    nodes = [node(each, each) for each in (*range(1, 31), *range(100, 400))]
    found = trace_lineage(30, nodes, [*copies, *back])
    assert (found.size, found.truncated, len(found.nodes), found.earliest) == (330, True, 200, 1)
    assert len(found.chain) == 30


def test_the_order_of_the_input_does_not_matter() -> None:
    draw = random.Random(5)  # noqa: S311
    nodes = [node(each, each) for each in range(1, 80)]
    edges = [copy(*sorted(draw.sample(range(1, 80), 2)), round(draw.random(), 1)) for _ in range(300)]
    edges += [replace(each, directed=False) for each in edges[:40]]
    expected = trace_lineage(79, nodes, edges)
    for _ in range(5):
        draw.shuffle(nodes)
        draw.shuffle(edges)
        assert trace_lineage(79, nodes, edges) == expected


def test_a_lineage_of_ten_thousand_articles_is_traced_in_a_moment() -> None:
    count = 10_000
    nodes = [node(each, each) for each in range(count)]
    edges = [copy(each, each + 1) for each in range(count - 1)] + [copy(0, each) for each in range(2, count)]
    started = time.process_time()
    found = trace_lineage(count - 1, nodes, edges)
    assert time.process_time() - started < 3
    assert (found.size, found.truncated) == (count, True)
