"""Terms and families: a code is a string that knows its words."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from articles.vocabulary.term import FAMILIES, Family, Term, UnknownTerm
from moderation.vocabulary import acts
from moderation.vocabulary.glossary import families

HAN = range(0x4E00, 0xA000)
EVERY_FAMILY = [family.name for family in families()]


@pytest.fixture
def colours():
    family = Family("colour", "颜色", "colour", [Term("red", "红", "red"), Term("blue", "蓝", "blue", "蓝色的", "")])
    yield family
    del FAMILIES["colour"]


def test_term_is_its_code_wherever_a_string_goes(colours):
    red = colours["red"]
    assert red == "red"
    assert {red: 1}["red"] == 1
    assert f"{red}" == "red"
    assert json.dumps({"colour": red}) == '{"colour": "red"}'


def test_copies_of_a_term_are_plain_codes(colours):
    red = colours["red"]
    assert type(copy.deepcopy(red)) is str
    assert pickle.loads(pickle.dumps(red)) == "red"  # noqa: S301 - our own bytes


def test_term_says_short_and_long_words_in_both_languages(colours):
    blue = colours["blue"]
    assert (blue.word("zh-hans"), blue.word("en"), blue.word("fr")) == ("蓝", "blue", "blue")
    assert (blue.phrase("zh"), blue.phrase("en")) == ("蓝色的", "blue")
    assert blue.title_en == "Blue"


def test_term_cannot_be_changed(colours):
    with pytest.raises(AttributeError):
        colours["red"].zh = "绿"


def test_family_refuses_a_code_twice_and_a_term_without_words(colours):
    with pytest.raises(ValueError, match="has red already"):
        colours.add(Term("red", "红", "red"))
    with pytest.raises(ValueError, match="needs its words"):
        colours.add(Term("green", "", "green"))


def test_unknown_code_names_family_and_codes(colours):
    with pytest.raises(UnknownTerm, match=r"colour has no 'green'; it has: red, blue"):
        colours.word("green", "zh")


def test_term_that_is_taken_out_is_gone(colours):
    colours.remove("red")
    assert list(colours) == ["blue"]


@pytest.mark.parametrize("name", EVERY_FAMILY)
def test_every_term_has_words_that_fit_its_language(name):
    family = FAMILIES[name]
    assert family.terms
    for term in (*family.terms, family):
        assert any(ord(char) in HAN for char in term.zh) or term.zh.isascii(), term
        assert not any(ord(char) in HAN for char in term.en), term
        assert term.en == term.en.strip()
    for term in family.terms:
        assert bool(term.zh_long) == bool(term.en_long), term
        assert term.code not in (term.zh, term.zh_long), term


@pytest.mark.parametrize("name", EVERY_FAMILY)
def test_no_two_terms_of_a_family_read_alike(name):
    terms = FAMILIES[name].terms
    for language in ("zh", "en"):
        assert len({term.phrase(language) for term in terms}) == len(terms)


def test_acts_hold_together():
    for act in acts.ACTS.terms:
        assert act.is_effective or not act.is_appealable
        assert act.is_effective or not act.may_rule
        assert bool(act.measure_zh) == bool(act.measure_en) == bool(act.eu_visibility), act
        assert bool(act.measure_zh) != bool(act.notice_zh), act
    keys = [act.key for act in acts.ACTS.terms if act.key]
    assert len(set(keys)) == len(keys)
