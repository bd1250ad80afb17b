import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from articles.scoring.wording import Grams, gram_text, score_wording

GRAMS = Grams(1, 2, {"甲": 1.0, "乙": -0.5, "甲乙": 2.0, "丙丁": -4.0, "0": 0.25})


def test_sum_is_scaled_by_the_root_of_known_grams() -> None:
    wording = score_wording("甲乙,丙丁7", GRAMS, whole_words=False)
    assert math.isclose(wording.total, (1 - 0.5 + 2 - 4 + 0.25) / math.sqrt(5))
    assert wording.spans == ((0, 2, 2.5 / math.sqrt(5)), (3, 5, -4 / math.sqrt(5)))


def test_no_known_gram_no_part() -> None:
    assert score_wording("戊己", GRAMS, whole_words=False).total == 0.0


def test_words_are_shown_whole_with_their_edges() -> None:
    grams = Grams(1, 3, {" ab": 1.0, "bc": 2.0, "c ": -0.5, "x": 4.0, "c x": 8.0})
    wording = score_wording("abc x", grams, whole_words=True)
    scale = 1 / math.sqrt(5)
    assert wording.spans == ((0, 3, 2.5 * scale), (4, 5, 4.0 * scale))
    assert math.isclose(wording.total, 14.5 * scale)


def test_punctuation_is_not_in_the_gram_text() -> None:
    assert gram_text("第3名,ok!") == " 第0名 ok  "


@given(st.text(alphabet="甲乙丙丁0 ,", max_size=40))
def test_spans_never_overlap_nor_leave_the_headline(text: str) -> None:
    spans = score_wording(text, GRAMS, whole_words=False).spans
    assert all(0 <= start < end <= len(text) for start, end, _ in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
