import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from articles.scoring.clickbait.wording import Grams, grams_of, score_wording, wording_total

GRAMS = Grams("characters", {"甲": 1.0, "乙": -0.5, "甲乙": 2.0, "丙丁": -4.0, "0": 0.25})
CHARACTERS = Grams("characters", {"真": 1.0, "相": -0.5, "真相": 2.0, "今天": -4.0, "0": 0.25})
WORDS = Grams("words", {"you": 1.0, "won't": 2.0, "you won't": 4.0, "0": -1.0, "win": 0.5})


def test_sum_is_scaled_by_the_root_of_known_grams() -> None:
    wording = score_wording("真相,今天7", CHARACTERS)
    assert math.isclose(wording.total, (1 - 0.5 + 2 - 4 + 0.25) / math.sqrt(5))
    assert wording.spans == ((3, 5, -4 / math.sqrt(5)), (0, 2, 2.5 / math.sqrt(5)))


def test_crumbs_of_words_are_never_shown() -> None:
    grams = Grams("characters", {"被外": 9.0, "被": 3.0, "会议": 1.0})
    assert [(start, end) for start, end, _ in score_wording("他被外国会议", grams).spans] == [(4, 6)]


def test_words_that_hardly_count_and_places_that_are_taken_are_left_to_the_rest() -> None:
    assert score_wording("真相", Grams("characters", {"真相": 0.05})).spans == ()
    assert score_wording("真相", CHARACTERS, [(1, 2)]).spans == ()


def test_no_known_gram_no_part() -> None:
    assert score_wording("戊己", GRAMS).total == 0.0


def test_places_that_are_taken_get_what_their_own_words_add_each_once() -> None:
    scale = 1 / math.sqrt(4)
    assert score_wording("真相今天", CHARACTERS, [(0, 2), (1, 2)]).taken == (2.5 * scale, 0.0)
    assert score_wording("真相今天", CHARACTERS, [(2, 4)]).taken == (0.0,), "what lowers the score stays with the rest"


def test_a_single_word_is_a_span_of_its_own() -> None:
    assert score_wording("you", WORDS).spans == ((0, 3, 1.0),)


def test_pairs_of_words_are_shown_with_what_they_are_together() -> None:
    wording = score_wording("you won't win 7", WORDS)
    scale = 1 / math.sqrt(5)
    assert wording.spans == ((0, 9, 7.0 * scale), (10, 15, -0.5 * scale))
    assert math.isclose(wording.total, 6.5 * scale)


def test_grams_stop_at_punctuation_and_fold_digits() -> None:
    assert grams_of("第3名,好!", "characters") == ["第", "0", "名", "好", "第0", "0名"]
    assert grams_of("2 men, you won't", "words") == ["0", "men", "you", "won't", "0 men", "you won't"]


@given(st.text(alphabet="真相今天所有人0 ,", max_size=40))
def test_spans_never_overlap_nor_leave_the_headline(text: str) -> None:
    spans = sorted(score_wording(text, CHARACTERS).spans)
    assert all(0 <= start < end <= len(text) for start, end, _ in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@given(st.text(alphabet="甲乙丙丁7 ,!", max_size=40), st.text(alphabet="youwint' 7,", max_size=40))
def test_the_sum_alone_is_the_sum_with_spans(chinese: str, english: str) -> None:
    assert math.isclose(wording_total(chinese, GRAMS), score_wording(chinese, GRAMS).total, abs_tol=1e-12)
    assert math.isclose(wording_total(english, WORDS), score_wording(english, WORDS).total, abs_tol=1e-12)
