"""Leads keep the bank of known claims; each change keeps the former row and is audited; files are entered once."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from articles.models import ClaimTerm, KnownClaim, KnownClaimVersion, Platform
from articles.provenance.known_claims.entries import Entry, entry
from moderation import audit
from moderation.curation import known_claims
from moderation.models import AuditEntry

pytestmark = pytest.mark.django_db
ROW = {"claim": "隔夜西瓜吃了致癌", "verdict": "不实", "publisher": "云泽辟谣", "date": "2019-05-03"}


def said(**changes: Any) -> Entry:
    return entry({**ROW, **changes})


def imported(file: Path, *arguments: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("import_claims", str(file), *arguments, stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue())


def lines(folder: Path, *rows: Any) -> Path:
    file = folder / "bank.jsonl"
    file.write_text("\n".join(each if isinstance(each, str) else json.dumps(each) for each in rows), encoding="utf-8")
    return file


def test_a_lead_edits_an_entry_and_the_former_row_is_kept(lead):
    claim = known_claims.add(lead, said())
    known_claims.edit(lead, claim.pk, 1, said(verdict="部分不实", claim="隔夜西瓜吃多了致癌"))

    claim.refresh_from_db()
    assert (claim.number, claim.verdict, claim.claim) == (2, "partly_false", "隔夜西瓜吃多了致癌")
    former = KnownClaimVersion.objects.get()
    assert (former.number, former.verdict, former.claim, former.changed_by) == (1, "false", "隔夜西瓜吃了致癌", lead)
    entries = list(AuditEntry.objects.filter(action__startswith="known_claim").values_list("action", flat=True))
    assert sorted(entries) == ["known_claim.added", "known_claim.edited"]
    assert json.loads(AuditEntry.objects.get(action="known_claim.edited").payload)["before"]["verdict"] == "false"
    assert audit.verify()[1] is None


def test_the_terms_of_an_entry_follow_its_words(lead):
    claim = known_claims.add(lead, said())
    before = set(ClaimTerm.objects.values_list("hash", flat=True))
    known_claims.edit(lead, claim.pk, 1, said(claim="紫菜是塑料做的"))
    after = set(ClaimTerm.objects.values_list("hash", flat=True))
    assert before
    assert after
    assert not before & after


def test_an_entry_is_withdrawn_once_and_restored(lead):
    claim = known_claims.add(lead, said())
    known_claims.withdraw(lead, claim.pk, 1, "发布方已更正")
    with pytest.raises(known_claims.StaleClaim):
        known_claims.withdraw(lead, claim.pk, 2)
    with pytest.raises(known_claims.StaleClaim):
        known_claims.restore(lead, claim.pk, 1)
    assert known_claims.restore(lead, claim.pk, 2).state == "active"
    assert KnownClaimVersion.objects.count() == 2


def test_nobody_adds_what_is_there_and_nobody_edits_what_changed(lead):
    claim = known_claims.add(lead, said())
    with pytest.raises(known_claims.KnownAlready):
        known_claims.add(lead, said(claim="隔夜西瓜，吃了致癌！"))
    other = known_claims.add(lead, said(publisher="另一家"))
    with pytest.raises(known_claims.KnownAlready):
        known_claims.edit(lead, other.pk, 1, said())
    with pytest.raises(known_claims.StaleClaim):
        known_claims.edit(lead, claim.pk, 7, said(verdict="误导"))


def test_a_moderator_changes_nothing(moderator, lead):
    claim = known_claims.add(lead, said())
    for act in (
        lambda: known_claims.add(moderator, said(publisher="另一家")),
        lambda: known_claims.edit(moderator, claim.pk, 1, said(verdict="误导")),
        lambda: known_claims.withdraw(moderator, claim.pk, 1),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_file_is_entered_once_and_a_new_verdict_is_the_next_version(tmp_path):
    file = lines(tmp_path, ROW, {**ROW, "claim": "紫菜是塑料做的"})
    assert imported(file) == {"rows": 2, "new": 2, "changed": 0, "same": 0, "errors": 0, "dry_run": False}
    assert imported(file)["same"] == 2
    assert imported(lines(tmp_path, {**ROW, "verdict": "部分不实"}))["changed"] == 1
    assert KnownClaim.objects.get(claim=ROW["claim"]).number == 2
    assert KnownClaimVersion.objects.get().changed_by is None
    assert AuditEntry.objects.filter(action="known_claim.imported").count() == 2
    assert audit.verify()[1] is None


def test_rows_with_errors_are_told_by_line_and_the_others_are_entered(tmp_path):
    file = lines(tmp_path, ROW, "{broken", {**ROW, "claim": ""}, {**ROW, "claim": "紫菜是塑料做的"})
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"line 2: no JSON.*\n.*line 3: `claim` needs") as failure:
        call_command("import_claims", str(file), stdout=out)
    assert failure.value.returncode == 1
    assert json.loads(out.getvalue())["errors"] == 2
    assert KnownClaim.objects.count() == 2


def test_a_dry_run_counts_and_writes_nothing(tmp_path):
    assert imported(lines(tmp_path, ROW), "--dry-run")["new"] == 1
    assert not KnownClaim.objects.exists()
    assert not AuditEntry.objects.filter(action__startswith="known_claim").exists()


def test_a_bank_of_one_platform_stands_beside_that_of_all(tmp_path):
    file = lines(tmp_path, ROW)
    Platform.objects.get_or_create(code="netease")
    imported(file)
    imported(file, "--platform", "netease")
    assert sorted(KnownClaim.objects.values_list("platform__code", flat=True), key=str) == [None, "netease"]
    with pytest.raises(CommandError, match="no platform nowhere"):
        imported(file, "--platform", "nowhere")


def test_an_import_leaves_withdrawn_what_a_lead_withdrew(tmp_path, lead):
    file = lines(tmp_path, ROW)
    imported(file)
    known_claims.withdraw(lead, KnownClaim.objects.get().pk, 1)
    imported(file)
    assert KnownClaim.objects.get().state == "withdrawn"
