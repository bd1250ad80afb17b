from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from articles.scoring.clickbait.words import LEXICON, words_of


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in words_of(text)]


def test_the_longest_known_word_is_found_first() -> None:
    assert words("所有人到齐") == ["所有人"] or words("所有人到齐") == ["所有人", "到齐"]
    assert "有人" in words("有人到场")


def test_what_is_no_word_is_left_out() -> None:
    assert words("，…!?abc 12") == []
    assert words("") == words("水") == []


def test_the_lexicon_holds_each_word_once_in_order() -> None:
    lines = LEXICON.read_text(encoding="utf-8").split()
    assert lines == sorted(set(lines))
    assert all(2 <= len(line) <= 6 for line in lines)


@given(st.text(alphabet="所有人真相今天的一,", max_size=30))
def test_words_do_not_overlap(text: str) -> None:
    found = words_of(text)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    assert all(0 <= start < end <= len(text) for start, end in found)
