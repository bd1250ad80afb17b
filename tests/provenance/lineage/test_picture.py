"""The picture of a lineage: what stands where, what strangers wrote does no harm, and many articles stay legible."""

from __future__ import annotations

import random
import re
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from xml.etree import ElementTree

import pytest

from articles.provenance.lineage.drawing.layout import MOST_ROWS
from articles.provenance.lineage.drawing.svg import width
from articles.provenance.lineage.drawing.words import EN, ZH, Words
from articles.provenance.lineage.lineage import Edge, Node, trace_lineage
from articles.provenance.lineage.picture import lineage_svg
from articles.text.china_time import CHINA
from tests.provenance.lineage.makers import DAY, copy, node

SVG = "{http://www.w3.org/2000/svg}"


def svg(article: int, nodes: list[Node], edges: list[Edge], told: Words = ZH) -> str:
    return lineage_svg(trace_lineage(article, nodes, edges), lambda pk: f"/articles/{pk}/?a=1&b=2", told)


def tree(*args: object) -> ElementTree.Element:
    return ElementTree.fromstring(svg(*args))  # type: ignore[arg-type]  # noqa: S314 - our own text


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def place(root: ElementTree.Element, article: int) -> tuple[float, float]:
    link = next(each for each in root.iter(f"{SVG}a") if f"/{article}/" in each.attrib["href"])
    spot = link.find(f"{SVG}circle")
    assert spot is not None
    return float(spot.attrib["cx"]), float(spot.attrib["cy"])


THREE = [node(1, 0), node(2, 5), node(3, 10)]


def test_time_runs_to_the_right_and_each_source_has_a_row() -> None:
    root = tree(3, [*THREE, node(4, 7, source="号2", source_id=2)], [copy(1, 2), copy(2, 3), copy(1, 4)])
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = (place(root, each) for each in (1, 2, 3, 4))
    assert x1 < x2 < x4 < x3
    assert y1 < y2 == y4 < y3
    assert x2 - x1 == pytest.approx(x3 - x2, abs=0.2)
    assert texts(root)[:3] == ["号1", "号2", "号3"]


def test_each_kind_of_reuse_has_its_own_line_and_only_a_known_direction_an_arrow() -> None:
    nodes = [*THREE, node(4, 11), node(5, 12), node(6, 12)]
    kinds = {"credited": 2, "uncredited": 3, "same_source": 4, "unknown": 5}
    edges = [copy(1, later, credit=credit) for credit, later in kinds.items()] + [copy(2, 6, directed=False)]
    root = tree(2, nodes, edges)
    drawn = {each.attrib["class"].split()[1]: each for each in root.iter(f"{SVG}g") if "reuse" in each.attrib["class"]}
    assert drawn.keys() == {*kinds, "undirected"}
    arrows = {kind: each.find(f"{SVG}polygon") is not None for kind, each in drawn.items()}
    assert arrows == dict.fromkeys(kinds, True) | {"undirected": False}
    styles = {
        (path.get("stroke"), path.get("stroke-dasharray"))
        for each in drawn.values()
        for path in each.iter(f"{SVG}path")
    }
    assert len(styles) == 5
    assert [each.get("stroke-dasharray") for each in drawn["credited"].iter(f"{SVG}path")] == [None]
    legend = texts(next(each for each in root.iter(f"{SVG}g") if each.attrib["class"] == "legend"))
    assert {ZH.credited, ZH.uncredited, ZH.same_source, ZH.unknown, ZH.undirected} <= set(legend)


def test_the_article_the_earliest_and_the_chain_are_told_by_class_name_and_words() -> None:
    root = tree(3, [*THREE, node(4, 11)], [copy(1, 2), copy(2, 3), copy(1, 4)], EN)
    links = {each.attrib["href"].split("/")[2]: each for each in root.iter(f"{SVG}a")}
    roles = {article: each.attrib["class"].split()[1] for article, each in links.items()}
    assert roles == {"1": "earliest", "2": "chain", "3": "article", "4": "other"}
    assert links["1"].attrib["aria-label"] == "标题1, 号1, 2026-03-01 00:00, earliest known copy"
    assert "Steps from it: 2. Articles: 4." in root.attrib["aria-label"]


def test_who_has_only_a_passage_is_named_as_no_origin() -> None:
    root = tree(2, THREE[:2], [copy(1, 2, 0.4)])
    assert root.attrib["aria-label"].startswith(
        "文本传播图. 最早的已知相同段落：号1《标题1》，2026-03-01 00:00，占本文 40%"
    )
    assert ZH.earliest_passage in texts(root)
    assert ZH.earliest not in texts(root)


def test_without_an_earlier_copy_the_picture_says_so() -> None:
    root = tree(1, THREE[:1], [])
    assert ZH.article_earliest in texts(root)
    assert "没有更早的已知副本" in root.attrib["aria-label"]


def test_unknown_times_have_a_column_of_their_own_before_the_others() -> None:
    bounded = node(4, None, published_before=DAY + timedelta(hours=3))
    impossible = replace(node(5), published_at=DAY.replace(year=9990))
    nodes = [*THREE, bounded, impossible]
    root = tree(3, nodes, [copy(1, 3), copy(4, 3, directed=False), copy(5, 3, directed=False)])
    assert place(root, 4)[0] == place(root, 5)[0] < place(root, 1)[0] - 40
    assert ZH.time_unknown in texts(root)
    labels = [each.attrib["aria-label"] for each in root.iter(f"{SVG}a")]
    assert "标题4, 号4, 不晚于 2026-03-01 03:00" in labels
    assert ZH.time_unknown not in texts(tree(3, THREE, [copy(1, 3), copy(2, 3)]))


def test_times_at_the_ends_of_the_calendar_are_told_and_stand_with_the_unknown() -> None:
    ends = [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=CHINA)]
    nodes = [*THREE, *(replace(node(pk), published_at=at) for pk, at in zip((4, 5), ends, strict=True))]
    root = tree(3, nodes, [copy(5, 3), copy(3, 4), copy(1, 3)])
    assert place(root, 4)[0] == place(root, 5)[0] < place(root, 1)[0]
    assert any("9999-12-31 23:59" in each.attrib["aria-label"] for each in root.iter(f"{SVG}a"))


HOSTILE = [
    "</title></svg><script>alert(1)</script>",
    '" onload="alert(1)" x="',
    "'><img src=x onerror=alert(1)>&lt;b&gt;&#x3c;",
    "\x00\x07\ud800\ufffe\u202e倒\u2066",
    "Z" + "\u0301" * 500,
    "超" * 100_000,
    "",
    "\n\t ",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_pages_is_escaped_in_the_picture(text: str) -> None:
    nodes = [replace(each, source=text, headline=text) for each in (*THREE, node(4))]
    edges = [copy(1, 2, credit=text), copy(2, 3), copy(4, 3, directed=False)]
    written = svg(3, nodes, edges)
    assert len(written) < 30_000
    written.encode()
    root = ElementTree.fromstring(written)  # noqa: S314 - our own text
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        *("svg", "title", "desc", "g", "a", "path", "rect", "circle", "polygon", "text"),
    }
    names = {name for each in root.iter() for name in each.attrib}
    assert not {name for name in names if name.startswith("on") or name in ("style", "src")}
    assert "\u0301" * 3 not in written
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f]", written)


def test_addresses_are_escaped_and_each_article_has_its_own() -> None:
    assert [each.attrib["href"] for each in tree(3, THREE, [copy(1, 2), copy(2, 3)]).iter(f"{SVG}a")] == [
        f"/articles/{pk}/?a=1&b=2" for pk in (1, 2, 3)
    ]
    harm = lineage_svg(trace_lineage(1, [node(1, 0)], []), lambda pk: '"><script>')
    assert "<script" not in harm


def many(count: int, sources: int, seed: int = 1) -> tuple[list[Node], list[Edge]]:
    draw = random.Random(seed)  # noqa: S311
    nodes = [
        node(
            pk, None if draw.random() < 0.05 else pk + draw.random(), source=f"号{pk % sources}", source_id=pk % sources
        )
        for pk in range(1, count + 1)
    ]
    timed = {each.article for each in nodes if each.published_at}
    pairs = {(draw.randint(max(1, pk - 9), pk - 1), pk) for pk in range(2, count + 1) for _ in range(3)}
    return nodes, [copy(one, other, directed={one, other} <= timed) for one, other in sorted(pairs)]


def test_two_hundred_articles_stay_legible() -> None:
    root = tree(200, *many(200, 150))
    _, _, right, bottom = map(float, root.attrib["viewBox"].split())
    places = [place(root, pk) for pk in range(1, 201)]
    assert all(0 < x < right and 0 < y < bottom for x, y in places)
    assert len(set(places)) == 200
    assert f"其他 {150 - MOST_ROWS + 1} 个来源" in texts(root)
    assert sum(text.startswith("标题") for text in texts(root)) <= 12
    assert sum(each.get("tabindex") != "-1" for each in root.iter(f"{SVG}a")) <= 12
    assert sum(each.attrib["class"].startswith("reuse") for each in root.iter(f"{SVG}g")) < 200
    assert ZH.left_out in texts(root)


@pytest.mark.parametrize(("count", "lines"), [(12, 66), (13, 12)])
def test_picture_of_many_articles_draws_only_likeliest_origins(count: int, lines: int) -> None:
    nodes = [node(pk, pk) for pk in range(1, count + 1)]
    root = tree(count, nodes, [copy(one, other) for other in range(2, count + 1) for one in range(1, other)])
    assert sum(each.attrib["class"].startswith("reuse") for each in root.iter(f"{SVG}g")) == lines


@pytest.mark.parametrize("count", [12, 60, 200])
def test_headlines_cover_neither_each_other_nor_dots(count: int) -> None:
    nodes, edges = many(count, count // 3)
    root = tree(count, [replace(each, headline="云岭山火已经扑灭" * 4) for each in nodes], edges)
    right = float(root.attrib["viewBox"].split()[2])
    labels = [each for each in root.iter(f"{SVG}text") if each.get("stroke")]
    spots = [(float(each.attrib["x"]), float(each.attrib["y"]), width(each.text or "", 11.5)) for each in labels]
    assert len(spots) >= 5
    assert all(x > 140 and x + long <= right for x, _, long in spots)
    for (x, y, long), (other_x, other_y, other_long) in combinations(spots, 2):
        assert x + long <= other_x or other_x + other_long <= x or abs(y - other_y) >= 12
    for dot_x, dot_y in (place(root, pk) for pk in range(1, count + 1)):
        assert not any(x < dot_x < x + long and y - 10 < dot_y < y + 3 for x, y, long in spots)


def test_the_same_lineage_gives_the_same_bytes() -> None:
    nodes, edges = many(60, 20)
    expected = svg(60, nodes, edges)
    for seed in range(3):
        random.Random(seed).shuffle(nodes)  # noqa: S311
        random.Random(seed).shuffle(edges)  # noqa: S311
        assert svg(60, nodes, edges) == expected


def test_a_large_picture_is_drawn_in_a_moment() -> None:
    nodes, edges = many(200, 10)
    edges += [Edge(one, other, False, 1, 1) for one in range(1, 120) for other in range(one + 20, 180)]
    started = time.process_time()
    svg(200, nodes, edges)
    assert time.process_time() - started < 1.5


def test_chinese_and_english_have_the_same_blanks() -> None:
    for name in Words.__slots__:  # type: ignore[attr-defined]
        blanks = [sorted(re.findall(r"{\w+}", getattr(words, name))) for words in (ZH, EN)]
        assert blanks[0] == blanks[1], name


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [(1, "60 分钟", "60 min"), (30, "30 小时", "30 h"), (240, "10 天", "10 days"), (26_300, "3.0 年", "3.0 years")],
)
def test_a_length_of_time_has_its_fitting_unit(hours: float, zh: str, en: str) -> None:
    assert (ZH.length(timedelta(hours=hours)), EN.length(timedelta(hours=hours))) == (zh, en)


def test_a_hundred_and_ninety_copies_of_one_minute_are_all_there_and_inside() -> None:
    nodes = [node(1, 0), *(node(pk, 9) for pk in range(2, 192))]
    root = tree(191, nodes, [copy(1, pk) for pk in range(2, 192)])
    places = [place(root, pk) for pk in range(1, 192)]
    assert len(set(places)) == 191
    assert max(x for x, _ in places) < float(root.attrib["viewBox"].split()[2]) - 5
