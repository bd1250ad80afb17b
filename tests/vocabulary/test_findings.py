"""Every finding has words in both languages and a legal basis wherever it is shown, and never its code.

Reports and the page of today stand in `test_reports`, the glossary in `test_outputs`.
"""

from __future__ import annotations

import lxml.html
import pytest
from django.test import Client
from django.utils import translation

from articles.models import Article, Finding
from articles.provenance.rules import FINDINGS, RULES
from articles.provenance.stored.record import provenance_record
from articles.vocabulary.legal_bases import LEGAL_BASES
from moderation.console.item.findings import shown
from moderation.models import QueueItem
from moderation.triage.facts import facts_of
from moderation.triage.rules.catalogue import facts_by_name
from moderation.triage.rules.compiling import compiled
from tests.makers import queued

LANGUAGES = ("zh-hans", "en")


@pytest.fixture
def item(db) -> QueueItem:
    """An item whose article has one finding of each kind."""
    item = queued()
    for kind in FINDINGS.terms:
        Finding.objects.create(
            version=item.article_version,
            code=kind.code,
            severity="high",
            explanation_zh=f"{kind.zh}之说明。",
            explanation_en=f"About {kind.en}.",
            clause=kind.clause,
        )
    return item


@pytest.mark.parametrize("kind", FINDINGS.terms, ids=str)
def test_finding_has_its_rule_and_a_legal_basis_and_fits_its_columns(kind):
    assert kind.code in RULES
    assert kind.clause in LEGAL_BASES
    assert len(kind.code) <= Finding._meta.get_field("code").max_length
    assert len(kind.clause) <= Finding._meta.get_field("clause").max_length
    assert len(kind.zh) <= 12, "a chip holds a few words"


def test_record_names_every_legal_basis(item):
    record = provenance_record(Article.objects.get(pk=item.article_id))
    told = {each["code"]: (each["clause_zh"], each["clause_en"]) for each in record["findings"]}
    assert told == {kind: (LEGAL_BASES[kind.clause].zh, LEGAL_BASES[kind.clause].en) for kind in FINDINGS.terms}


def test_reasons_name_every_finding(item):
    facts = facts_of(item.article_version)
    assert {fact.code: (fact.zh, fact.en) for fact in facts.findings} == {
        kind: (kind.zh, kind.title_en) for kind in FINDINGS.terms
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_console_names_every_legal_basis(item, lead, language):
    with translation.override(language):
        rows = shown(list(item.article_version.findings.all()), lead)
    assert {each.row.code: each.clause for each in rows} == {
        kind: LEGAL_BASES[kind.clause].word(language) for kind in FINDINGS.terms
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_admin_names_every_finding_and_legal_basis(item, admin_client: Client, language):
    admin_client.cookies["django_language"] = language
    page = lxml.html.fromstring(admin_client.get("/admin/articles/finding/").content.decode())
    kinds = {cell.text_content() for cell in page.find_class("field-kind")}
    bases = {cell.text_content() for cell in page.find_class("field-legal_basis")}
    choices = page.get_element_by_id("changelist-filter").text_content()
    assert kinds == {kind.word(language) for kind in FINDINGS.terms}
    assert bases == {LEGAL_BASES[kind.clause].word(language) for kind in FINDINGS.terms}
    assert all(kind.word(language) in choices for kind in FINDINGS.terms)
    assert not [text for text in page.itertext() if text.strip() in FINDINGS or text.strip() in LEGAL_BASES]


@pytest.mark.parametrize("fact", ["findings", "findings_high"])
def test_routing_rules_know_every_finding(fact):
    assert facts_by_name()[fact].words == FINDINGS.codes
    for code in FINDINGS:
        assert compiled(f'"{code}" in {fact}').facts == {fact}
