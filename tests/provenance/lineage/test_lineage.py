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
    found = trace_lineage(4, nodes, [copy(1, 4, 0.9), copy(2, 3, 0.4), copy(3, 4, 0.3)])
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
    assert trace_lineage(3, nodes, [copy(1, 2, 0.1), copy(2, 3, 0.1)]).earliest == 2
    assert trace_lineage(3, nodes, [copy(1, 2, 0.1), copy(2, 3, 0.9)]).earliest == 1


def test_a_small_part_taken_directly_is_still_told() -> None:
    pasted = Edge(1, 2, directed=True, containment=0.03, containment_earlier=0.95)
    assert trace_lineage(2, [node(1, 0), node(2, 1)], [pasted]).earliest == 1


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
