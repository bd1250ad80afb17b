"""Every entry is known in every output for people and programs: a member that is unknown anywhere fails here."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.apps import apps
from django.test import Client
from django.utils import translation

from articles.api.serializers.submission import SUBMISSION
from articles.models.codes import CodeField, word_of
from articles.vocabulary.citations import SOURCE_KINDS
from articles.vocabulary.flags import FLAGS
from articles.vocabulary.notices import AI_LABELS, DISCLAIMERS, LOCATIONS, VISIBILITIES
from articles.vocabulary.scores import BANDS
from articles.vocabulary.topics import TOPICS
from moderation.admin.audit import action_words
from moderation.api.serializers import DecideSerializer
from moderation.appeals.appeals import CannotAppeal
from moderation.console.forms import DecisionForm
from moderation.decisions import InvalidDecision, StaleDecision, StaleItem
from moderation.models import QueueItem
from moderation.routing.gates import StepRefused
from moderation.statements.notice import notice
from moderation.statements.transparency import transparency_record
from moderation.triage.rules.catalogue import facts_by_name
from moderation.triage.rules.compiling import compiled
from moderation.vocabulary.acts import ACTS, LABEL, LABELS, decidable, offered
from moderation.vocabulary.audit import audit_actions
from moderation.vocabulary.channels import MAKERS
from moderation.vocabulary.events import EVENTS
from moderation.vocabulary.glossary import families, tables
from moderation.vocabulary.reasons import REASON_KINDS
from moderation.vocabulary.refusals import APPEAL_REFUSALS, REFUSALS, STEP_REFUSALS
from moderation.webhooks.protocol.schemas import schemas
from tests.moderation.statements.test_statements import FACTS
from workbench.api.reference.problem_types import problem_types

CODE_FIELDS = [
    field for model in apps.get_models() for field in model._meta.get_fields() if isinstance(field, CodeField)
]
IN_RULES = [("flags", FLAGS), ("disclaimers", DISCLAIMERS), ("source.kind", SOURCE_KINDS)]
IN_RULES += [("clickbait.band", BANDS), ("topic", TOPICS), ("topic_code", TOPICS)]


def both(act):
    return [act(language) for language in ("zh-hans", "en")]


@pytest.mark.parametrize("act", ACTS.terms, ids=str)
@pytest.mark.parametrize("maker", MAKERS.terms, ids=str)
def test_act_is_told_to_author_and_authorities(act, maker):
    facts = replace(FACTS, act=act, label="fiction" if act.shows_label else "", headline="标题", maker=maker)
    told, record = notice(facts), transparency_record(facts)
    for text in told.values():
        assert text
        assert "{" not in text
    assert (record is None) == (not act.eu_visibility)
    if record is not None:
        assert record["automated_decision"] == maker.eu_automation


def test_acts_are_offered_and_taken_where_somebody_decides():
    assert set(DecideSerializer().fields["act"].choices) == set(decidable())
    assert [code for code, _ in DecisionForm().fields["act"].choices] == list(offered())
    assert offered() == decidable(), "an act without a key cannot be chosen in the console"


@pytest.mark.parametrize("label", LABELS.terms, ids=str)
def test_label_is_named_in_the_notice_and_offered(label):
    told = notice(replace(FACTS, act=LABEL, label=label))
    assert f"“{label.zh}”" in told["zh"]
    assert f"“{label.en}”" in told["en"]
    assert label in dict(DecisionForm().fields["label"].choices)
    assert label in DecideSerializer().fields["label"].choices


@pytest.mark.parametrize("kind", REASON_KINDS.terms, ids=str)
def test_kind_of_reason_is_told_to_authorities(kind):
    record = transparency_record(replace(FACTS, sources=frozenset({kind})))
    assert record["decision_facts"]
    assert record["automated_detection"] == ("Yes" if kind.is_detection else "No")


@pytest.mark.parametrize("refusal", REFUSALS.terms, ids=str)
def test_refusal_has_its_sentence_for_people_and_its_problem_for_clients(refusal):
    assert StaleItem(QueueItem(), refusal).reason == refusal
    assert str(StaleDecision(refusal)) == refusal
    assert InvalidDecision("act", refusal, "…").code == refusal
    with translation.override("zh-hans"):
        assert word_of(REFUSALS, refusal, long=True).endswith("。")
    if refusal.detail:
        assert 409 in problem_types()[f"item_{refusal}"].statuses
        assert Client().get(f"/problems/item-{refusal.replace('_', '-')}").status_code == 200


@pytest.mark.parametrize("refusal", APPEAL_REFUSALS.terms, ids=str)
def test_refused_appeal_has_its_problem(refusal):
    assert str(CannotAppeal(refusal)) == refusal
    assert refusal.detail
    assert 409 in problem_types()[f"cannot_appeal_{refusal}"].statuses


@pytest.mark.parametrize("refusal", STEP_REFUSALS.terms, ids=str)
def test_refused_step_of_a_rule_has_its_sentence(refusal):
    assert StepRefused(refusal).code == refusal
    for language, end in (("zh-hans", "。"), ("en", ".")):
        with translation.override(language):
            assert word_of(STEP_REFUSALS, refusal, long=True).endswith(end)


def test_acts_agree_with_the_constraints_of_the_database():
    """An act that differs here needs a migration of the constraints of `Decision`."""
    assert {act for act in ACTS.terms if not act.needs_clause} == {"allow", "overturn"}
    assert {act for act in ACTS.terms if act.is_reversal} == {"overturn"}
    assert {act for act in ACTS.terms if act.shows_label} == {"label"}


def test_every_conflict_that_has_a_page_is_a_refusal():
    pages = {code.removeprefix("item_") for code in problem_types() if code.startswith("item_")}
    assert pages == {refusal.code for refusal in REFUSALS.terms if refusal.detail}


@pytest.mark.parametrize(("name", "family"), IN_RULES, ids=lambda value: value if isinstance(value, str) else "")
def test_rules_know_every_value(name, family):
    assert set(family) <= set(facts_by_name()[name].words)
    for code in family:
        expression = f'"{code}" in {name}' if name in ("flags", "disclaimers") else f'{name} == "{code}"'
        assert compiled(expression, {})


def test_structured_submissions_take_every_declaration():
    document = str(SUBMISSION)
    for code in (*FLAGS, *LOCATIONS, *DISCLAIMERS):
        assert f"'{code}'" in document


@pytest.mark.parametrize("action", list(audit_actions()), ids=str)
def test_auditor_reads_every_action_in_words(action):
    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert action_words(action) == f"{action.word(language)} ({action})"


def test_every_event_has_its_schema_and_every_schema_its_event():
    assert set(schemas()) == set(EVENTS)


@pytest.mark.parametrize("field", CODE_FIELDS, ids=lambda field: f"{field.model._meta.label}.{field.name}")
def test_column_takes_every_code_of_its_family_and_shows_words(field):
    wanted = [term for term in field.family.terms if field.only is None or field.only(term)]
    assert max(map(len, wanted)) <= field.max_length
    for language in ("zh-hans", "en"):
        with translation.override(language):
            assert [(code, str(words)) for code, words in field.choices] == [(t, t.word(language)) for t in wanted]


@pytest.mark.parametrize("family", [VISIBILITIES, AI_LABELS, LOCATIONS], ids=lambda family: family.name)
def test_what_stands_beside_a_declaration_has_words(family):
    for code in family:
        for language in ("zh-hans", "en"):
            with translation.override(language):
                assert word_of(family, code) not in ("", code) or family[code].en == code


def test_glossary_lists_every_code():
    page = tables()
    for family in families():
        for code in family:
            assert f"| `{code}` |" in page
