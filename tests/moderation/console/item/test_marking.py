"""Marks cut a text into runs and change none of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from moderation.console.item.marking import KINDS, Mark, paragraphs, runs


def mark(start: int, end: int, kind: str = "cue", name: str = "a") -> Mark:
    return Mark(start, end, kind, name, f"{name}-mark-1", name)


spans = st.integers(min_value=-5, max_value=60)
marks = st.lists(st.builds(mark, spans, spans, st.sampled_from([*KINDS, "other"]), st.sampled_from("abc")), max_size=8)
texts = st.text(alphabet="中文，。\n<&\"'a\u202e ", max_size=50)


@given(texts, marks)
def test_the_runs_together_are_the_text(text, some):
    assert "".join(run.text for run in runs(text, some)) == text
    lines = ["".join(run.text for run in line) for line in paragraphs(text, some)]
    assert "\n".join(lines) == text


@given(texts, marks)
def test_every_character_has_just_the_marks_that_cover_it(text, some):
    at = 0
    for run in runs(text, some):
        for offset in range(at, at + len(run.text)):
            covering = [one for one in some if one.start <= offset < one.end]
            assert sorted(run.marks, key=repr) == sorted(covering, key=repr)
        at += len(run.text)


@given(texts, marks)
def test_every_mark_that_shows_begins_once(text, some):
    shown = [one for one in some if max(0, one.start) < min(len(text), one.end)]
    opened = [one for run in runs(text, some) for one in run.opens]
    assert sorted(opened, key=repr) == sorted(shown, key=repr)


def test_overlapping_marks_share_the_middle_and_the_declaration_leads_there():
    text = "据称声明取材网络"
    pieces = runs(text, [mark(0, 4, "finding", "f"), mark(2, 8, "flag", "d")])
    assert [(run.text, run.kinds) for run in pieces] == [
        ("据称", ("finding",)),
        ("声明", ("flag", "finding")),
        ("取材网络", ("flag",)),
    ]
    assert pieces[1].anchors == ("d", "f")
    assert pieces[1].label == "d · f"


def test_a_mark_over_two_lines_goes_on_and_begins_once():
    first, second = paragraphs("甲乙\n丙丁", [mark(1, 4)])
    assert [run.text for run in first if run.marks] == ["乙"]
    assert [run.text for run in second if run.marks] == ["丙"]
    assert [len(run.opens) for run in (*first, *second) if run.marks] == [1, 0]


def test_empty_text_has_one_empty_line():
    assert paragraphs("", [mark(0, 3)]) == [[]]
