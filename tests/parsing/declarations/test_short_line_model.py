"""Short lines that no wording fits: read by their characters, left alone where they tell, ask, deny or quote."""

from __future__ import annotations

import pytest

from articles.parsing.declarations.lines.model import codes_of, scores_of, telling_runs
from articles.parsing.normal_form import normalize
from tests.parsing.declarations.forms import flags_of, read
from tests.parsing.declarations.test_collected_lines import rows, said
from tests.parsing.declarations.test_wording_sets import Record

DECLARED = [
    ("插画AI画的，别细看", "ai_generated"),
    ("故事瞎扯的，别信", "fiction"),
    ("旧稿再发，莫当新闻", "old_news"),
]


@pytest.mark.parametrize(("line", "code"), DECLARED)
@pytest.mark.parametrize("form", ["html", "text", "markdown", "structured", "declarations"])
def test_a_line_that_no_wording_fits_is_read_by_its_characters(line: str, code: str, form: str) -> None:
    assert flags_of(read(line, form)) == {code}


@pytest.mark.parametrize(("line", "code"), DECLARED)
def test_the_same_line_in_mid_text_declares_nothing(line: str, code: str) -> None:
    assert code not in flags_of(read(line, "structured", "middle"))


@pytest.mark.parametrize(
    "line",
    [
        "“插画AI画的，别细看”",
        "他说插画AI画的，别细看",
        "插画AI画的，别细看？",
        "插画不是AI画的，别细看",
        "网友称旧稿再发，莫当新闻",
        "AI辅助诊断进社区",
        "本文非商业推广",
    ],
)
def test_a_line_that_tells_asks_denies_or_quotes_declares_nothing(line: str) -> None:
    assert flags_of(read(line, "structured")) == set()


def test_the_judgement_rests_on_runs_that_can_be_shown() -> None:
    line = normalize("插画AI画的，别细看").text
    shown = telling_runs(line, "ai_generated")
    assert codes_of(line) == ("ai_generated",)
    assert all(run in f"^{line.lower()}$" and weight > 0 for run, weight in shown)
    assert "ai" in [run for run, _ in shown]


def test_the_empty_line_is_scored_by_the_biases_alone() -> None:
    assert all(score < 0 for score in scores_of("").values())


def test_unseen_declarations_are_read_with_exactly_their_codes(record_testsuite_property: Record) -> None:
    every = rows("unseen_declared.txt")
    wrong = [text for place, text, codes in every if said(place, text) != set(codes.split())]
    record_testsuite_property("unseen declarations read", f"{len(every) - len(wrong)} of {len(every)}")
    assert len(every) > 100
    assert len(every) - len(wrong) >= 0.8 * len(every)


def test_typed_and_unseen_lines_that_declare_nothing_have_no_flag() -> None:
    every = [*rows("typed_told.txt"), *rows("unseen_told.txt")]
    assert len(every) > 250
    assert {text: got for place, text in every if (got := said(place, text))} == {}
