"""The form proposes the clause of the first reason and that clause's label; nothing goes out that nobody chose."""

from __future__ import annotations

import json

import pytest

from moderation.console.forms import DecisionForm
from moderation.decisions import DecisionRequest, InvalidDecision, decide
from moderation.models import Clause, Decision
from moderation.queue import claims
from tests.makers import queued, reason
from tests.moderation.console.pages import url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "clause", "label"),
    [
        ("vague_sourcing", "2.3", "unverified"),
        ("uncredited_reuse", "2.1", "reprint"),
        ("source_named_otherwise", "2.1", "reprint"),
        ("clickbait", "1.1", "headline"),
        ("headline_contradicted", "1.1", "headline"),
        ("label_missing_ai", "3.1", "ai_generated"),
        ("old_news_without_date", "3.2", ""),  # fiction or old news: the moderator says which
        ("report_false", "4.1", ""),
        ("report_headline", "1.1", "headline"),
        ("audit_sample", "", ""),
    ],
)
def test_the_first_reason_proposes_its_clause_and_the_clause_its_label(code, clause, label):
    form = DecisionForm.for_item(queued(reason(code)))
    assert (form.initial["clause"], form.initial["label"]) == (clause, label)


def test_the_weightiest_reason_with_a_clause_leads():
    item = queued(reason("label_missing_ai", 0.2), reason("audit_sample", 0.9), reason("clickbait", 0.5))
    assert DecisionForm.for_item(item).initial["clause"] == "1.1"


def test_the_script_is_told_of_labels_and_of_the_clause_to_escalate_with():
    presets = json.loads(DecisionForm.for_item(queued()).presets)
    assert presets["acts"] == {"escalate": "9.1"}
    assert presets["labels"]["3.1"] == "ai_generated"
    assert "4.1" not in presets["labels"]


def test_a_label_of_the_clause_goes_out_where_none_is_sent(moderator):
    item = queued()
    decision = decide(moderator, DecisionRequest(item.pk, item.version, "label", "3.1"))
    assert decision.label == "ai_generated"


@pytest.mark.parametrize("clause", ["3.2", "4.1", "4.2"])
def test_without_a_label_of_the_clause_the_moderator_has_to_choose(moderator, clause):
    item = queued()
    with pytest.raises(InvalidDecision) as refused:
        decide(moderator, DecisionRequest(item.pk, item.version, "label", clause))
    assert (refused.value.field, refused.value.code) == ("label", "required")
    assert not Decision.objects.exists()
    chosen = decide(moderator, DecisionRequest(item.pk, item.version, "label", clause, label="fiction"))
    assert chosen.label == "fiction"


def test_a_policy_without_presets_proposes_nothing(moderator):
    Clause.objects.update(label=None, proposed_for=None)
    item = queued()
    form = DecisionForm.for_item(item)
    assert (form.initial["clause"], form.initial["label"]) == ("", "")
    with pytest.raises(InvalidDecision):
        decide(moderator, DecisionRequest(item.pk, item.version, "label", "3.1"))


def test_the_console_asks_for_the_label_at_its_field(client, moderator):
    client.force_login(moderator)
    item = queued()
    claims.claim(moderator, item.pk)
    answer = client.post(url(item, "decide/"), {"act": "label", "clause": "4.1", "version": item.version, "label": ""})
    assert answer.status_code == 422
    assert "请选择标签" in answer.content.decode()


def test_allowing_carries_no_clause_that_the_form_proposed(client, moderator):
    client.force_login(moderator)
    item = queued()
    claims.claim(moderator, item.pk)
    form = {**DecisionForm.for_item(item).initial, "act": "allow", "note": ""}
    assert form["clause"] == "2.3"
    assert client.post(url(item, "decide/"), form).status_code == 302
    decision = Decision.objects.get()
    assert (decision.act, decision.clause, decision.label) == ("allow", None, "")
