"""The words that are found are those that a plain search finds, the longest first, without overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.provenance.term_index import TermIndex

WORDS = st.lists(st.text("警方通报a.[]^-AI", min_size=1, max_size=4), max_size=8)


def plainly(words: list[str], text: str) -> list[tuple[int, str]]:
    found, offset = [], 0
    while offset < len(text):
        fitting = [word for word in words if text.startswith(word, offset) and alone(text, offset, offset + len(word))]
        if fitting:
            word = max(fitting, key=len)
            found.append((offset, word))
            offset += len(word)
        else:
            offset += 1
    return found


def alone(text: str, start: int, end: int) -> bool:
    latin = [char.isascii() and char.isalpha() for char in text]
    return not (start > 0 and latin[start - 1] and latin[start]) and not (
        end < len(text) and latin[end] and latin[end - 1]
    )


@given(WORDS, st.text("警方通报a.[]^-AI，", max_size=30))
def test_every_word_is_found_where_it_stands(words: list[str], text: str) -> None:
    assert list(TermIndex(words).find(text)) == plainly(words, text)


def test_latin_words_stand_alone_and_the_longest_wins() -> None:
    assert list(TermIndex(["AI", "通报", "警方通报"]).find("TAIPEI警方通报AI")) == [(6, "警方通报"), (10, "AI")]
