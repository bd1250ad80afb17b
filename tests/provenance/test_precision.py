"""Judged rows, their shares, and the gate for findings."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.provenance.precision.gate import Gate
from articles.provenance.precision.judged import VERDICTS, BadRow, Judged, Measured, measure, read_judged
from articles.provenance.precision.shipped import shipped_figures
from bench.evidence.precision import judged_figures


def lines(*rows: dict[str, object]) -> list[str]:
    return [json.dumps(row, ensure_ascii=False) for row in rows]


def test_rows_are_counted_by_code():
    rows = lines(
        {"code": "old_news", "article": 1, "verdict": "right", "note": "left out"},
        {"code": "old_news", "article": 2, "verdict": "arguable"},
        {"code": "vague_sourcing", "id": "a", "verdict": "wrong"},
    )
    assert measure(read_judged(["", *rows])) == [Measured("old_news", 1, 1, 0), Measured("vague_sourcing", 0, 0, 1)]


def test_strict_precision_counts_arguable_as_wrong():
    figure = Measured("old_news", 6, 2, 5)
    assert (figure.n, figure.strict.k, figure.lenient.k) == (13, 6, 8)
    assert (round(figure.strict.low, 2), round(figure.strict.high, 2)) == (0.23, 0.71)


def test_a_finding_that_two_people_judged_counts_once_with_the_harsher_verdict():
    both = [Judged("old_news", "7", "right"), Judged("old_news", "7", "arguable"), Judged("old_news", "8", "right")]
    assert measure(both) == measure(reversed(both)) == [Measured("old_news", 1, 1, 0)]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "no JSON"),
        ("[1]", "no JSON object"),
        ('{"article": 1, "verdict": "right"}', "`code` is missing"),
        ('{"code": "x", "article": 1, "verdict": "maybe"}', "right, arguable, wrong"),
        ('{"code": "x", "article": 1, "verdict": ["right"]}', "right, arguable, wrong"),
        ('{"code": "x", "verdict": "right"}', "which finding was judged"),
        ('{"code": "x", "article": true, "verdict": "right"}', "which finding was judged"),
        ("[" * 100_000, "no JSON"),
        ('{"code": "' + "x" * 100_000 + '"}', "longer than 100,000"),
    ],
)
def test_a_bad_line_is_named_by_its_number(line, what):
    with pytest.raises(BadRow, match=what) as caught:
        list(read_judged(["", line]))
    assert caught.value.line == 2


@given(st.lists(st.builds(Judged, st.sampled_from("ab"), st.sampled_from("123"), st.sampled_from(VERDICTS))))
def test_every_judged_finding_counts_once(rows):
    assert sum(figure.n for figure in measure(rows)) == len({(row.code, row.subject) for row in rows})


@pytest.mark.parametrize(
    ("right", "arguable", "wrong", "highest", "quiet"),
    [
        (19, 0, 1, "high", False),
        (88, 4, 8, "medium", False),
        (80, 12, 8, "low", False),
        (2, 0, 0, "low", True),  # two of two may still be .34
        (5, 0, 8, "low", True),
    ],
)
def test_a_code_is_held_by_its_precision(right, arguable, wrong, highest, quiet):
    gate = Gate(figures={"a": Measured("a", right, arguable, wrong)})
    assert gate.severity("a", "high") == highest
    assert gate.severity("a", "low") == "low"
    assert gate.is_quiet("a") == quiet


def test_shipped_figures_are_those_of_the_judged_rows():
    shipped = {code: figure.measured for code, figure in shipped_figures().items()}
    assert shipped == {figure.code: figure for figure in judged_figures()}


def test_a_code_that_nobody_measured_keeps_its_severity():
    assert Gate().severity("a", "high") == "high"
    assert not Gate().is_quiet("a")
