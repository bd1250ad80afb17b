"""A sentence is like a claim by rare words that both have; another town, remedy or number is another claim."""

from __future__ import annotations

import pytest

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.known_claims.denials import denial_in
from articles.provenance.known_claims.likeness import compare
from articles.provenance.known_claims.sentences import opening_sentences
from articles.provenance.known_claims.wording import STORED, terms, wording


def level(sentence: str, claim: str) -> str | None:
    return compare(sentence, wording(claim)).level()


@pytest.mark.parametrize(
    "sentence",
    [
        "网传苦杏仁露泡饭吃了致癌，是真的吗？",
        "苦杏仁露泡飯吃了會致癌",
        "苦杏仁露泡\u200b饭，吃了会得癌症",
        "注意了！苦杏仁露泡饭吃了致癌，快告诉家人，明天还有降温，请注意保暖",
    ],
)
def test_a_claim_in_other_spelling_framing_or_company_is_close(sentence: str) -> None:
    assert level(sentence, "苦杏仁露泡饭吃了致癌") == "match"


def test_a_claim_with_other_words_around_its_subject_is_similar() -> None:
    assert level("苦杏仁露拿来泡饭，长期吃就会得癌症", "苦杏仁露泡饭吃了致癌") is not None


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("长春自来水里检出大量抗生素，不能喝", "苏州自来水里检出大量抗生素，不能喝"),
        ("云岭县自来水里检出大量抗生素，不能喝", "临江县自来水里检出大量抗生素，不能喝"),
        ("新规规定电动车载人罚款50元并扣车", "新规规定电动车载人罚款2000元并扣车"),
        ("苦瓜榨汁空腹喝可以治好高血压", "芹菜榨汁空腹喝可以治好高血压"),
    ],
)
def test_another_town_number_or_remedy_is_another_claim(sentence: str, claim: str) -> None:
    found = compare(sentence, wording(claim))
    assert found.is_other
    assert found.level() is None


def test_one_name_alone_is_no_likeness() -> None:
    assert level("特斯拉公布三季度财报", "特斯拉在中国停产") is None


def test_a_claim_about_a_place_is_at_most_similar_to_a_sentence_without_one() -> None:
    assert level("自来水里检出大量抗生素，不能喝", "苏州自来水里检出大量抗生素，不能喝") == "suggest"


def test_stored_terms_are_among_those_looked_up() -> None:
    said = wording("苦杏仁露泡饭吃了致癌，是真的吗？医生提醒这几类人尤其要当心别再这样吃了" * 3)
    assert set(terms(said, STORED)) <= set(terms(said, 32))


@pytest.mark.parametrize(
    ("near", "word"),
    [
        ("苦杏仁露泡饭致癌？疾控中心：不实", "不实"),
        ("苦杏仁露泡饭致癌\n专家表示，这一说法没有科学依据。", "没有科学依据"),
        ("苦杏仁露泡饭致癌是謠言", "谣言"),
        ("苦杏仁露泡饭致癌，这不是谣言，已有多人送医", ""),
        ("苦杏仁露泡饭致癌是谣言吗", ""),
        ("苦杏仁露泡饭致癌，快转发", ""),
    ],
)
def test_a_denial_is_read_near_the_sentence(near: str, word: str) -> None:
    assert denial_in(near, "苦杏仁露泡饭吃了致癌") == word


def test_a_word_of_the_claim_itself_denies_nothing() -> None:
    assert denial_in("登月并非真事，是摄影棚里拍的", "登月并非真事") == ""


def test_headline_and_two_sentences_are_compared_and_no_declaration() -> None:
    body = ("临江市今天下雨。", "好。", "城东老桥早高峰封闭。公交改走滨河大道。")
    found = opening_sentences(ExtractedArticle(headline="老桥封闭检修公告", body=body))
    assert [each.text for each in found] == ["老桥封闭检修公告", "临江市今天下雨。", "城东老桥早高峰封闭。"]
    assert [each.in_headline for each in found] == [True, False, False]
    article = ExtractedArticle(headline="老桥封闭检修公告", body=body)
    assert all(article.text[each.start : each.end] == each.text for each in found if not each.in_headline)


def test_a_hostile_headline_is_compared_within_its_first_letters() -> None:
    text = "苦杏仁露，" * 50_000
    assert len(wording(text).letters) <= 300
    assert compare(text, wording("苦杏仁露泡饭吃了致癌")).score <= 1
