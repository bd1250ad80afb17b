"""Which sentences belong to nobody because unrelated sources hold them, and why copying makes none public."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.reuse.compared import compared_text
from articles.provenance.reuse.keyed_sentences import KeyedSentence, keyed_sentences, keys_of
from articles.provenance.reuse.public_text import (
    Holder,
    Relations,
    first_of,
    is_taken_apart,
    public_before,
    public_later,
)
from articles.provenance.reuse.shared_text import FILLED_IN, shared_text
from articles.vocabulary.public_text import PUBLIC_TEXT
from tests.provenance.stored.world import STORY

DAY = datetime(2026, 3, 1, 8, tzinfo=UTC)


def holder(article: int, day: float, publisher: int | None = None) -> Holder:
    at = DAY + timedelta(days=day)
    return Holder(article, 1000 + article if publisher is None else publisher, at, at)


def related(holders: list[Holder], *pairs: tuple[int, int]) -> Relations:
    return Relations(holders, pairs)


ORIGINAL, COPY = holder(5, 10), 6


@pytest.mark.parametrize(
    ("others", "pairs", "public"),
    [
        ([holder(1, 1), holder(2, 2)], [], True),
        ([holder(1, 1)], [], False),
        ([holder(1, 1, 7), holder(2, 2, 7)], [], False),  # one publisher
        ([holder(1, 1), holder(2, 2)], [(1, 2)], False),  # one text
        ([holder(1, 1), holder(2, 2)], [(1, 5)], False),  # a copy of the original that came first
        ([holder(1, 1), holder(2, 2)], [(2, 6)], False),  # one text with the copy
        ([holder(1, 1), holder(7, 2)], [], False),  # came after the original, and says it was before
        ([holder(1, 1), holder(2, 11)], [], False),  # came first, and was published after it
        ([holder(1, 1, 1005), holder(2, 2), holder(3, 3)], [], False),  # the original's publisher had it first
        ([holder(1, 1), holder(2, 2), holder(3, 3, 1005)], [], True),
    ],
)
def test_a_sentence_that_two_unrelated_sources_had_before_is_not_the_originals(others, pairs, public) -> None:
    relations = related([ORIGINAL, *others], *pairs)
    assert public_before(ORIGINAL, COPY, others, relations) is public


def test_a_formula_that_returns_over_weeks_is_public_for_those_who_had_it_first_too() -> None:
    others = [holder(10 + number, 10 + 3 * number) for number in range(4)]
    assert public_later(ORIGINAL, COPY, others, related([ORIGINAL, *others]))
    assert not public_later(ORIGINAL, COPY, others[1:], related([ORIGINAL, *others]))
    assert not public_later(ORIGINAL, 10, others, related([ORIGINAL, *others]))
    assert not public_later(ORIGINAL, COPY, others, related([ORIGINAL, *others], (11, 12)))


def test_sixty_copiers_make_no_sentence_public() -> None:
    within_days = [holder(10 + number, 10 + number / 20) for number in range(60)]
    assert not public_later(ORIGINAL, COPY, within_days, related([ORIGINAL, *within_days]))
    over_weeks = [holder(10 + number, 10 + number) for number in range(60)]
    copies = [(5, each.article) for each in over_weeks]
    assert not public_later(ORIGINAL, COPY, over_weeks, related([ORIGINAL, *over_weeks], *copies))
    assert not public_before(ORIGINAL, COPY, over_weeks, related([ORIGINAL, *over_weeks]))


def test_an_article_of_which_more_recurs_than_formulas_was_taken_apart() -> None:
    letters = dict.fromkeys(range(10), 30)
    others = [holder(11, 11), holder(12, 12), holder(13, 13)]
    relations = related([ORIGINAL, *others], (5, 13))
    four = dict.fromkeys(range(4), others)
    assert not is_taken_apart(ORIGINAL, letters, four, relations)
    assert is_taken_apart(ORIGINAL, letters, four | {4: others[:2]}, relations)
    assert not is_taken_apart(ORIGINAL, letters, four | {4: others[1:]}, relations)  # one of the two is its copy
    assert first_of([holder(4, 9), holder(7, 2), holder(9, 30)]) == {4, 7}


def sentences(*body: str) -> list[KeyedSentence]:
    article = ExtractedArticle(headline="", body=body)
    return keyed_sentences(article.text, compared_text(article))


def test_sentences_are_cut_at_their_ends_and_keyed_without_numbers_and_marks() -> None:
    text = "".join(STORY)
    found = sentences(*STORY)
    assert [each.key for each in sentences(text)] == [each.key for each in found]
    assert len({each.key for each in found}) == len(found) == 4
    assert found[0].end == found[1].start
    one, other = (sentences(f"观众可以拨打热线电话{number}向栏目组提供线索。") for number in ("96123", "0571"))
    assert [each.key for each in one] == [each.key for each in other]
    traditional = sentences(
        "臨江市警方週二通報，城東老橋在早高峰時段因護欄鬆動臨時封閉，所幸沒有人員受傷，公交改走濱河大道繞行。"
    )
    assert traditional[0].key == found[0].key
    assert sentences("略。", "好的。") == []


def test_what_a_lead_writes_down_has_the_key_that_the_article_has() -> None:
    assert keys_of("\n".join(STORY[:2])) == [
        (each.key, words.rstrip("。")) for each, words in zip(sentences(*STORY[:2]), STORY, strict=False)
    ]


def test_every_kind_of_shared_text_has_words() -> None:
    found = {each.kind for text in ("床前明月光，疑是地上霜。举头望明月，低头思故乡。",) for each in shared_text(text)}
    assert {*found, *FILLED_IN, "list", "law", "quotation"} <= set(PUBLIC_TEXT)
