from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from moderation.reports.forms.lineage_sketch import MOST, WIDTH, Spot, sketch


def node(pk: int, minute: int | None) -> dict:
    at = (
        None if minute is None else f"2026-01-{12 + minute // 1440:02}T{minute // 60 % 24:02}:{minute % 60:02}:00+08:00"
    )
    return {"article": pk, "source": f"源{pk}", "published_at": at}


@given(st.data())
def test_everything_stands_in_the_frame_and_hangs_on_something_earlier(data):
    size = data.draw(st.integers(2, 40))
    minutes = [0, *data.draw(st.lists(st.integers(1, 5000), min_size=size - 1, max_size=size - 1))]
    edges = [
        {"earlier": data.draw(st.integers(0, later - 1)), "later": later, "directed": True, "containment": 0.9,
         "credit": data.draw(st.sampled_from(["credited", "uncredited"]))}
        for later in range(1, size)
    ]  # fmt: skip
    nodes = [node(pk, minute) for pk, minute in enumerate(minutes)]
    drawn = sketch({"article": 0, "nodes": nodes, "edges": edges})
    assert drawn is not None
    assert len(drawn.spots) == min(size, MOST)
    assert len(drawn.curves) == len(drawn.spots) - 1
    assert all(0 <= spot.x <= 384 and 0 <= spot.y <= 118 for spot in drawn.spots)
    assert [spot.first for spot in drawn.spots].count(True) == 1
    for curve in drawn.curves:
        start, end = float(curve[1:].split()[0]), float(curve.split()[-2])
        assert start <= end, "time runs to the right"


def test_nothing_is_drawn_of_what_has_no_time():
    assert sketch({"article": 1, "nodes": [node(1, None), node(2, 5)], "edges": []}) is None
    assert sketch({"article": 1, "nodes": [node(1, 0)], "edges": []}) is None


def test_a_label_stands_whole_in_the_frame_however_long_and_near_the_edge():
    for name in ("环湖观察号", "a" * 60, "长" * 60, "源"):
        for x in (14, 200, 370):
            spot = Spot(x=x, y=20, name=name, first=False, uncredited=False, hub=True)
            half = 12 * len(spot.label) / 2 if not name.isascii() else 8 * len(spot.label) / 2
            assert half <= spot.label_x <= WIDTH - half
    assert Spot(x=200, y=20, name="环湖观察号", first=False, uncredited=False, hub=True).label_x == 200
