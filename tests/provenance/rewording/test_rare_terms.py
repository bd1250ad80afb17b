from __future__ import annotations

import numpy as np

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.reuse.compared import compared_text
from articles.provenance.rewording.bigrams import bigrams, rarity
from articles.provenance.rewording.rare_terms import LOOKED_UP, STORED, rare_terms
from tests.provenance.rewording.texts import OTHER_REPORT, REWORDING, STORY

_WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
_TRADITIONAL = str.maketrans("腥门户说间早灵给厂开务压", "腥門戶說間早靈給廠開務壓")


def _terms(body: tuple[str, ...], most: int = STORED) -> set[int]:
    return set(rare_terms(compared_text(ExtractedArticle(headline="", body=body)).text, most).tolist())


def test_a_rewording_shares_more_rare_terms_than_another_report() -> None:
    asked = _terms(REWORDING, LOOKED_UP)

    shared = len(asked & _terms(STORY))
    assert shared >= 12
    assert shared >= 2 * len(asked & _terms(OTHER_REPORT))


def test_the_stored_terms_are_the_first_of_those_looked_up() -> None:
    text = compared_text(ExtractedArticle(headline="", body=STORY)).text

    assert rare_terms(text, LOOKED_UP)[:STORED].tolist() == rare_terms(text, STORED).tolist()


def test_width_script_and_invisible_characters_change_no_term() -> None:
    disguised = tuple("\u200b\u3164".join(line.translate(_WIDE).translate(_TRADITIONAL)) for line in STORY)

    assert _terms(disguised) == _terms(STORY)


def test_names_are_rarer_than_set_phrases() -> None:
    name, phrase = rarity(bigrams("槐荫")), rarity(bigrams("记者"))

    assert name[0] > phrase[0] + 3


def test_a_text_below_sixty_characters_has_no_terms() -> None:
    assert not len(rare_terms("水厂" * 20, STORED))


def test_one_sentence_a_thousand_times_gives_the_terms_of_that_sentence() -> None:
    assert _terms((STORY[0],) * 1000) <= set(bigrams(compared_text(_line(STORY[0] * 2)).text).tolist())
    assert np.isfinite(rarity(bigrams("\U000323af\U0010ffff水"))).all()


def _line(text: str) -> ExtractedArticle:
    return ExtractedArticle(headline="", body=(text,))
