"""A rule declares its finding above the function that detects it, and whoever asks sees all of them."""

from __future__ import annotations

import pytest

from articles.provenance.record import assess_provenance
from articles.provenance.rules import FINDINGS, RULES, finding_name
from articles.provenance.rules.declaration import finding
from articles.vocabulary.legal_bases import SOURCE_LABEL
from articles.vocabulary.term import UnknownTerm
from tests.provenance.makers import NEWS, WEB, article

READING_ORDER = [
    "vague_sourcing",
    "unmatched_attribution",
    "anonymous_expert",
    "uncredited_reuse",
    "credited_reuse",
    "headline_changed",
    "reference_not_used",
    "reference_after_publication",
    "unlisted_reprint_source",
    "label_missing_ai",
    "label_hidden",
    "old_news_without_date",
    "own_shot_without_place",
    "circular_citation",
]


def test_findings_keep_the_order_in_which_people_read_them():
    assert [code for code in FINDINGS if code in READING_ORDER] == READING_ORDER
    assert tuple(RULES) == FINDINGS.codes


def test_declaration_refuses_a_code_twice_and_an_unknown_clause():
    with pytest.raises(ValueError, match="finding has vague_sourcing already"):
        finding("vague_sourcing", "来源笼统", "vague sourcing", SOURCE_LABEL)
    with pytest.raises(UnknownTerm, match="legal_basis has no 'no-such-law:1'"):
        finding("lawless", "无法可依", "lawless", "no-such-law:1")
    assert "lawless" not in FINDINGS


def test_finding_carries_plain_codes_when_it_is_written_as_json():
    (found, *_) = assess_provenance(article(NEWS, declaration=WEB)).to_json()["findings"]
    assert (found["code"], found["clause"]) == ("vague_sourcing", "self-media-campaign-2025:3")
    assert type(found["code"]) is type(found["clause"]) is str


def test_finding_without_a_rule_any_more_is_shown_by_its_code():
    assert finding_name("label_hidden", "en") == "Label hidden"
    assert finding_name("label_hidden", "zh-hans") == "标注被隐藏"
    assert finding_name("of_last_year", "en") == "of_last_year"
