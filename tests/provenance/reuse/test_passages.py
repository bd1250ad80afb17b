"""Which words of one article stand in another, as offsets in both texts."""

from __future__ import annotations

import time

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.reuse.compared import compared_text
from articles.provenance.reuse.passages import passages
from tests.provenance.reuse.makers import LAKE, TEA, prose


def article(*body: str) -> ExtractedArticle:
    return ExtractedArticle(headline="标题", body=body)


def texts(one: ExtractedArticle, other: ExtractedArticle) -> list[tuple[str, str]]:
    """The aligned words of the two articles, as they are written."""
    found = passages(compared_text(one), compared_text(other))
    return [(one.text[each.start : each.end], other.text[each.other_start : each.other_end]) for each in found]


def test_the_words_that_were_copied_and_no_others():
    copied = LAKE[1][:-1]
    one = article(TEA[0], f"听说，{copied}！", TEA[1])
    other = article(LAKE[0], LAKE[1], "来源：某报", LAKE[2])
    assert texts(one, other) == [(copied, copied)]


def test_notices_between_copied_sentences_are_bridged_by_the_offsets():
    one = article(LAKE[0], "来源：临江早报", "点赞、收藏、关注，一键三连！", LAKE[1])
    [(here, there)] = texts(one, article(*LAKE[:2]))
    assert here == one.text[:-1]
    assert there == "\n".join(LAKE[:2])[:-1]


def test_a_traditional_copy_in_other_punctuation():
    copy = article("臨江市水務局周三表示,環湖水位比去年同期高出四十厘米,目前沒有漫堤風險")
    [(here, there)] = texts(copy, article(*LAKE))
    assert here == copy.text
    assert there == LAKE[0][: len(there)]
    assert there.endswith("风险")


def test_small_edits_do_not_break_a_passage_and_large_ones_do():
    sentence = LAKE[2]
    edited = sentence.replace("两条木船", "两艘旧木船").replace("周末以前", "")
    assert [here for here, _ in texts(article(edited), article(sentence))] == [edited[:-1]]
    apart = sentence[:21] + prose(1, 30) + sentence[21:]
    assert len(texts(article(apart), article(sentence))) == 2


def test_reordered_sentences_each_point_to_their_place():
    one, other = article(*LAKE), article(*reversed(LAKE))
    found = texts(one, other)
    assert len(found) == len(LAKE)
    for (here, there), sentence in zip(found, LAKE, strict=True):
        assert here == there
        assert here == sentence[:-1]


def test_passages_ignore_matches_below_ten_characters():
    for words, expected in [("湖水涨了四十厘米哦", []), ("湖水涨了四十厘米左右", [("湖水涨了四十厘米左右",) * 2])]:
        assert texts(article(prose(1, 50) + words + prose(2, 50)), article(words)) == expected


def test_passages_are_empty_without_shared_text():
    assert texts(article(*LAKE), article(*TEA)) == []
    assert texts(article(), article(*LAKE)) == texts(article(*LAKE), article()) == []


def test_at_most_two_hundred_the_longest_in_the_order_of_the_text():
    pieces = [prose(seed, 12 + seed % 3) for seed in range(300)]
    one = article(*(piece + prose(1000 + number, 20) for number, piece in enumerate(pieces)))
    other = article(*(piece + prose(2000 + number, 20) for number, piece in enumerate(reversed(pieces))))
    found = passages(compared_text(one), compared_text(other))
    assert len(found) == 200
    assert min(each.end - each.start for each in found) >= 13
    assert [each.start for each in found] == sorted(each.start for each in found)


def test_a_refrain_costs_linear_time_whatever_it_is_beside():
    refrain = article("今天湖水又涨了一点点。" * 1_000_000)
    broken = article(("今天湖水又涨了一点点。" * 20 + "退了。") * 1000)
    short = article(*("今天湖水又涨了一点点。" + prose(seed, 6) for seed in range(5000)))
    for one, other in [(refrain, refrain), (broken, refrain), (refrain, broken), (short, refrain), (refrain, short)]:
        began = time.process_time()
        assert passages(compared_text(one), compared_text(other))
        # Quadratic time would be hours; the processor's, so that a busy machine fails nothing.
        assert time.process_time() - began < 20
