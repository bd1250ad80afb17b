from __future__ import annotations

from articles.provenance.rewording.alignment import FEWEST_PAIRS, align
from articles.provenance.rewording.gates import SHOWN
from articles.provenance.rewording.narrative import LONGEST, MOST
from tests.provenance.rewording.texts import OTHER_REPORT, REWORDING, STORY, narrative


def test_the_sentences_of_a_rewording_choose_each_other_whatever_their_order() -> None:
    one, other = narrative(*REWORDING), narrative(*STORY)

    found = align(one, other)

    assert found.score >= SHOWN
    places = {each.other for each in found.pairs}
    assert len(places) == len(found.pairs) >= 7
    words = {one.words(one.sentences[each.one]): other.words(other.sentences[each.other]) for each in found.pairs}
    assert "340桶" in next(theirs for mine, theirs in words.items() if "340桶" in mine)


def test_another_report_of_the_event_is_not_aligned() -> None:
    assert align(narrative(*OTHER_REPORT), narrative(*STORY)).score < SHOWN


def test_the_score_is_the_same_both_ways() -> None:
    one, other = narrative(*REWORDING), narrative(*STORY)

    there, back = align(one, other), align(other, one)

    assert abs(there.score - back.score) < 1e-6
    assert {(each.one, each.other) for each in there.pairs} == {(each.other, each.one) for each in back.pairs}


def test_another_order_of_the_sentences_keeps_the_score() -> None:
    shuffled = [*REWORDING[1::2], *reversed(REWORDING[::2])]

    assert (
        abs(
            align(narrative(*shuffled), narrative(*STORY)).score - align(narrative(*REWORDING), narrative(*STORY)).score
        )
        < 0.02
    )


def test_two_long_sentences_are_too_few() -> None:
    found = align(narrative(*STORY[:2]), narrative(*STORY[:2]))

    assert len(found.pairs) < FEWEST_PAIRS
    assert found.score == 0.0


def test_a_sentence_that_is_repeated_a_thousand_times_is_aligned_once() -> None:
    hostile = narrative(*STORY, *(STORY[0],) * 1000)

    found = align(hostile, narrative(*STORY))

    assert len(hostile.sentences) == MOST
    assert len(found.pairs) <= len(STORY) + 5
    assert found.coverage < 0.2


def test_a_text_without_any_stop_is_cut_into_short_sentences() -> None:
    text = narrative("水厂" * 23_000)

    assert len(text.sentences) == MOST
    assert all(each.end - each.start <= LONGEST for each in text.sentences)
    assert align(text, text).score <= 1.0


def test_empty_texts_are_not_aligned() -> None:
    assert align(narrative(), narrative(*STORY)).score == 0.0
    assert align(narrative("……"), narrative("")).pairs == ()


def test_sentences_that_were_copied_word_for_word_can_be_left_out() -> None:
    text = narrative(*STORY)
    start, end = text.span(text.sentences[0])

    rest = text.without([(start, end)])

    assert rest.sentences == text.sentences[1:]


def test_spans_are_the_places_of_the_sentences_in_the_article() -> None:
    text = narrative(*STORY)

    for sentence in text.sentences:
        start, end = text.span(sentence)
        assert text.whole[start:end] in "\n".join(STORY)
        assert "。" not in text.whole[start:end]


def test_notices_and_statutes_are_no_sentences_of_a_narrative() -> None:
    law = "根据《中华人民共和国食品安全法》第一百二十四条的规定，有下列情形之一的，没收违法所得，并处罚款。"
    text = narrative(*STORY, law, "声明：本文转载自网络，版权归原作者所有，如有侵权请联系删除。")

    assert len(text.sentences) == len(narrative(*STORY).sentences)
