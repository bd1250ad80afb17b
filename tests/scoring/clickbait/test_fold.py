from hypothesis import given
from hypothesis import strategies as st

from articles.text.search_folding import fold_for_search


def test_width_case_and_traditional_characters_fold_to_one_form() -> None:
    assert fold_for_search("震驚！ＴＯＰ１０").text == fold_for_search("震惊!top10").text == "震惊!top10"


def test_plain_text_needs_no_map_of_places() -> None:
    assert fold_for_search("普通標題").origin is None


def test_markup_and_zero_width_characters_do_not_split_a_word() -> None:
    headline = "震<b>惊\u200b呆</b>了"
    folded = fold_for_search(headline)
    assert folded.text == "震惊呆了"
    assert headline[slice(*folded.span(0, 2))] == "震<b>惊"


def test_a_lone_less_than_sign_is_text() -> None:
    assert fold_for_search("3 < 5 岁").text == "3 < 5 岁"


@given(st.text(max_size=60))
def test_every_folded_character_has_its_place(text: str) -> None:
    folded = fold_for_search(text)
    for place in range(len(folded.text)):
        start, end = folded.span(place, place + 1)
        assert end == start + 1 <= len(text)
        assert fold_for_search(text[start:end]).text == folded.text[place]
