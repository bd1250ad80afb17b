"""What counts as reuse between two sources, and what two reprints of one dispatch do not show."""

from __future__ import annotations

from dataclasses import replace

from articles.provenance.lineage.links import Link, count_links
from articles.provenance.lineage.nodes import Edge
from tests.provenance.lineage.makers import copy

OWN = {1: 100, 2: 200, 3: 300}  # article → source


def pairs(*edges: Edge, outlets: tuple[int, ...] = ()) -> dict[tuple[int, int], int]:
    return {(link.source, link.other): link.reused for link in count_links(OWN, edges, [], outlets)}


def test_a_copy_reuses_every_earlier_one_that_holds_nearly_as_much() -> None:
    assert pairs(copy(1, 2), copy(1, 3, 0.95), copy(2, 3, 0.9)) == {(200, 100): 1, (300, 100): 1, (300, 200): 1}


def test_an_earlier_copy_that_holds_clearly_less_is_not_where_it_came_from() -> None:
    assert pairs(copy(1, 3, 0.9), copy(2, 3, 0.5)) == {(300, 100): 1}


def test_reprints_of_an_outlet_did_not_take_it_from_each_other() -> None:
    edges = [copy(1, 2), copy(1, 3), copy(2, 3)]
    assert pairs(*edges, outlets=(100,)) == {(200, 100): 1, (300, 100): 1}


def test_an_unknown_order_counts_both_ways_unless_an_earlier_copy_is_known() -> None:
    undirected = copy(2, 3, directed=False)
    assert pairs(undirected) == {(200, 300): 1, (300, 200): 1}
    assert pairs(undirected, copy(1, 3)) == {(200, 300): 1, (300, 100): 1}


def test_reuse_of_oneself_and_articles_without_a_source_count_nothing() -> None:
    assert count_links({1: 100, 2: 100}, [copy(1, 2), copy(1, 9), copy(1, 1)], [(1, 100), (9, 100)]) == ()


def test_an_article_counts_once_a_pair_and_kind_and_is_named() -> None:
    edges = [copy(1, 3), copy(2, 3), replace(copy(2, 3), containment=0.99)]
    (link,) = count_links({1: 100, 2: 100, 3: 300}, edges, [(3, 100), (3, 100)])
    assert link == Link(source=300, other=100, reused=1, cited=1, articles=(3,))


def test_at_most_twenty_articles_are_named_and_all_are_counted() -> None:
    (link,) = count_links(dict.fromkeys(range(50), 1), [], [(article, 2) for article in range(50)])
    assert (link.cited, link.articles) == (50, tuple(range(20)))
