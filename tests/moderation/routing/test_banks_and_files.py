"""Phrase banks with their versions and expiry, and all rules as one file."""

from __future__ import annotations

import copy
import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from moderation.models import PhraseBank, PhraseBankVersion, Rule, RuleMatch, RuleVersion
from moderation.routing.editing.banks import BankDraft, BankTaken, changed_phrases, rules_using, write_bank
from moderation.routing.editing.drafts import write
from moderation.routing.editing.transfer import BadFile, Imported, exported, import_all
from moderation.triage.rules.phrases import BankError
from tests.makers import assessed
from tests.moderation.routing.rules import draft

pytestmark = pytest.mark.django_db
AD = ["环湖路改造下月开工。", "請加微信領取內部名額。"]


def bank(user, phrases: str = "加微信\n内部名额", **changes) -> PhraseBank:
    values = {"code": "ads", "name_zh": "广告", "name_en": "Ads", "phrases": phrases, **changes}
    return write_bank(user, BankDraft(**values))


def test_a_change_of_a_bank_counts_from_the_next_article_on(lead, in_force):
    bank(lead, "别的词")
    assessed()
    in_force('hits("ads") >= 2')
    before = assessed(body=AD)
    bank(lead, note="补上微信")
    after = assessed(body=AD)
    assert list(RuleMatch.objects.values_list("article_version", flat=True)) == [after.pk]
    assert before.pk != after.pk
    one, two = PhraseBankVersion.objects.order_by("number")
    assert changed_phrases(one, two) == (["加微信", "内部名额"], ["别的词"])
    assert (two.author, two.note, two.count) == (lead, "补上微信", 2)
    assert [version.rule.code for version in rules_using("ads")] == ["bait"]


def test_an_expired_bank_matches_nothing(lead, in_force):
    bank(lead)
    assessed()
    in_force('hits("ads") >= 1')
    bank(lead, expires_on=timezone.localdate())
    last = assessed(body=AD)
    PhraseBank.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assessed(body=AD)
    assert list(RuleMatch.objects.values_list("article_version", flat=True)) == [last.pk]
    assert PhraseBank.objects.get().is_expired()


def test_bank_with_unchanged_phrases_gets_no_new_version(lead):
    bank(lead)
    bank(lead, "# 说明\n加微信\n\n內部名額\n加微信")  # the same phrases
    assert PhraseBankVersion.objects.count() == 2  # written otherwise: kept as written
    bank(lead, "加微信\n內部名額", expires_on=timezone.localdate())
    assert PhraseBankVersion.objects.count() == 2


def test_a_list_with_a_million_lines_is_refused_and_nothing_changes(lead):
    bank(lead)
    with pytest.raises(BankError, match="too_many"):
        bank(lead, "\n".join(f"短语{n}" for n in range(1_000_000)))
    assert PhraseBank.objects.get().current.count == 2


def test_only_leads_write_banks(lead, moderator, auditor):
    for user in (moderator, auditor):
        with pytest.raises(PermissionDenied):
            bank(user)
    bank(lead)
    with pytest.raises(BankTaken):
        write_bank(lead, BankDraft("ads", "x", "x", "x"), new=True)


def test_one_file_holds_it_all_and_comes_back_as_drafts(lead):
    bank(lead, expires_on=timezone.localdate())
    write(lead, draft('hits("ads") >= 2', queue="news", due_minutes=30, label="web_sourced", weight=0.7))
    write(lead, draft("references > 5", "other", act="remove", clause="4.2", second_review=True))
    file = json.loads(json.dumps(exported(), ensure_ascii=False))
    assert import_all(lead, file) == Imported(0, 0, 3)
    file["rules"][1]["weight"] = 1
    file["rules"].append({**file["rules"][0], "code": "third"})
    file["banks"][0]["phrases"].append("领红包")
    assert import_all(lead, file) == Imported(2, 1, 1)
    assert [rule.state for rule in Rule.objects.all()] == ["draft"] * 3
    assert RuleVersion.objects.get(rule__code="third").due_minutes == 30
    again = exported()
    for rule in file["rules"]:
        rule["weight"] = float(rule["weight"])
    assert (again["rules"], again["banks"]) == (file["rules"], file["banks"])


def _broken(**changes):
    def change(file):
        file["rules"][0] |= changes

    return change


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda file: file.update(format="other/1"), "file"),
        (lambda file: file.update(rules={}), "file"),
        (lambda file: file["rules"].append("x"), "?"),
        (lambda file: file["rules"][0].pop("expression"), "bait"),
        (_broken(expression="topic > 5"), "bait"),
        (_broken(expression=5), "bait"),
        (_broken(weight="0.3"), "bait"),
        (_broken(weight=True), "bait"),
        (_broken(weight=float("inf")), "bait"),
        (_broken(code="no code"), "no code"),
        (_broken(surprise=1), "bait"),
        (_broken(due_minutes="5"), "bait"),
        (_broken(due_minutes=10**12), "bait"),
        (_broken(reason_zh="长" * 81), "bait"),
        (_broken(name_en="a\x00b"), "bait"),
        (_broken(reason_en="\ud800"), "bait"),
        (lambda file: file["banks"].append({"code": "x", "phrases": "abc"}), "x"),
        (lambda file: file["banks"].append({"code": "x", "phrases": ["y"]}), "x"),
        (lambda file: file["banks"].append({"code": "x", "name_zh": "x", "name_en": "x", "phrases": []}), "x"),
    ],
)
def test_a_file_with_a_fault_changes_nothing(lead, change, where):
    write(lead, draft("references > 5"))
    file = copy.deepcopy(exported())
    file["rules"].insert(1, {**file["rules"][0], "code": "fresh"})
    change(file)
    with pytest.raises(BadFile) as refused:
        import_all(lead, file)
    assert refused.value.where == where
    assert (Rule.objects.count(), RuleVersion.objects.count(), PhraseBank.objects.count()) == (1, 1, 0)


@pytest.mark.parametrize("data", [None, [], "x", 5, {}])
def test_import_of_another_file_is_refused(lead, data):
    with pytest.raises(BadFile):
        import_all(lead, data)
