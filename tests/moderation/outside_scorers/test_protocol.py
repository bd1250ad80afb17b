"""What a scorer may answer, and what is no score: a stranger's bytes, read without trust."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.scoring.result import OTHER
from moderation.outside_scorers.protocol import MOST_REASONS, Answer, BadAnswer, answer_of, model_name, scorer_of
from moderation.vocabulary.scorers import LONGEST_CODE, LONGEST_VERSION, SCORER_FAULTS
from moderation.webhooks.protocol.outcome import Outcome

TEXT = "转发这条消息的人都转运了。\n不转不是中国人。"


def read(content: Any, status: int = 200, **outcome: Any) -> Answer:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return answer_of(Outcome(status=status, raw=raw, **outcome), TEXT)


def good(**changes: Any) -> dict[str, Any]:
    return {"score": 0.9, "version": "3.1", "reasons": [], **changes}


def reason(**changes: Any) -> dict[str, Any]:
    return {"code": "coercion", "zh": "要挟转发", "en": "coerces readers", "contribution": 0.5, **changes}


def test_an_answer_becomes_points_with_reasons_that_add_up():
    answer = read(good(reasons=[reason(quote="不转不是中国人")]))
    assert (answer.value, answer.version) == (90.0, "3.1")
    first, rest = answer.reasons
    assert (first.text, first.location, first.contribution) == ("不转不是中国人", "text", 50.0)
    assert TEXT[first.start : first.end] == first.text
    assert (rest.family, rest.contribution) == (OTHER, pytest.approx(40.0))


def test_a_sentence_in_one_language_stands_in_both():
    (only, _) = read(good(reasons=[reason(zh=None)])).reasons
    assert (only.zh, only.en) == ("coerces readers", "coerces readers")


def test_words_that_the_article_does_not_have_are_not_quoted():
    (first, _) = read(good(reasons=[reason(quote="某人是骗子")])).reasons
    assert (first.text, first.location, first.start) == ("", "facts", None)


def test_controls_and_marks_of_direction_are_taken_out_of_sentences():
    (first, _) = read(good(reasons=[reason(zh="a\x1b[31m\u202eb", en="\x00")])).reasons
    assert not set("\x1b\u202e\x00") & set(first.zh + first.en)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b'{"score": NaN, "version": "3.1"}', "not_json"),
        (b'{"score": -Infinity, "version": "3.1"}', "not_json"),
        (b"[" * 30_000, "not_json"),
        ([good()], "not_json"),
        (b'{"score": 1e999, "version": "3.1"}', "out_of_range"),
        (b'{"score": 1' + b"0" * 400 + b', "version": "3.1"}', "out_of_range"),
        (good(score=None), "no_score"),
        (good(score="0.9"), "no_score"),
        (good(score=True), "no_score"),
        (good(score=[0.9, 0.8]), "no_score"),
        (good(score=1.01), "out_of_range"),
        (good(score=-0.01), "out_of_range"),
        (good(version=None), "bad_version"),
        (good(version=""), "bad_version"),
        (good(version="v" * (LONGEST_VERSION + 1)), "bad_version"),
        (good(version="3\n1"), "bad_version"),
        (good(reasons={}), "bad_reasons"),
        (good(reasons=[reason()] * (MOST_REASONS + 1)), "bad_reasons"),
        (good(reasons=["x"]), "bad_reasons"),
        (good(reasons=[reason(code="<script>")]), "bad_reasons"),
        (good(reasons=[reason(zh=None, en=None)]), "bad_reasons"),
        (good(reasons=[reason(zh="字" * 201)]), "bad_reasons"),
        (good(reasons=[reason(contribution=2)]), "bad_reasons"),
        (good(reasons=[reason(contribution="1")]), "bad_reasons"),
        (good(reasons=[reason(quote=5)]), "bad_reasons"),
    ],
)
def test_an_answer_that_lies_is_refused_with_its_fault(content, code):
    with pytest.raises(BadAnswer) as refused:
        read(content)
    assert refused.value.code == code
    assert code in SCORER_FAULTS


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome(error="timeout"), "timeout"),
        (Outcome(status=503), "status"),
        (Outcome(status=204), "status"),
        (Outcome(status=302), "status"),
        (Outcome(status=200, raw=json.dumps(good()).encode(), truncated=True), "too_large"),
    ],
)
def test_an_attempt_without_an_answer_is_a_fault(outcome, code):
    with pytest.raises(BadAnswer) as refused:
        answer_of(outcome, TEXT)
    assert refused.value.code == code


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_MEMBERS = st.sampled_from(["code", "zh", "en", "contribution", "quote"])


@given(st.binary(max_size=200) | st.fixed_dictionaries(
    {"score": _JSON | st.floats(0, 1), "version": _JSON | st.just("1"),
     "reasons": _JSON | st.lists(st.dictionaries(_MEMBERS, _JSON), max_size=3)}
).map(lambda document: json.dumps(document).encode()))  # fmt: skip
def test_whatever_comes_is_a_score_between_0_and_100_or_a_known_fault(content):
    answer, fault = None, ""
    try:
        answer = read(content)
    except BadAnswer as error:
        fault = error.code
    if answer is None:
        assert fault in SCORER_FAULTS
        return
    assert 0 <= answer.value <= 100
    assert sum(each.contribution for each in answer.reasons) == pytest.approx(answer.value, abs=1e-6)
    for each in answer.reasons:
        assert each.start is None or TEXT[each.start : each.end] == each.text


def test_code_and_version_of_any_length_fit_the_column_and_come_back():
    code, version = "c" * LONGEST_CODE, "v 1" + "v" * (LONGEST_VERSION - 3)
    assert len(model_name(code, version)) <= 60
    assert scorer_of(model_name(code, version)) == code
