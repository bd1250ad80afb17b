"""The register of precision: command, gate on stored findings, moderators' answers, the page for leads."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import Finding, FindingPrecision, PrecisionGate
from articles.provenance.stored.precision import current_gate
from moderation.models import AuditEntry, FindingAnswer, QueueItem
from moderation.quality.finding_answers import answer
from moderation.reports.week import Week
from moderation.triage.facts import facts_of
from moderation.triage.reasons import reasons_for
from tests.makers import assessed
from tests.moderation.reports import world

pytestmark = pytest.mark.django_db
NEWS = {
    "headline": "山城老桥垮塌，多辆车坠河",
    "body": ["据网友爆料，山城老桥今天早上垮塌，多辆车坠河。", "知情人士称，已有多人受伤送医，原因正在调查。"],
    "source": {"name": "山城快讯"},
}
CODE = "vague_sourcing"


def judged(tmp_path: Any, right: int, wrong: int, code: str = CODE) -> str:
    verdicts = ["right"] * right + ["wrong"] * wrong
    rows = [json.dumps({"code": code, "id": number, "verdict": each}) for number, each in enumerate(verdicts)]
    path = tmp_path / "judged.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    return str(path)


def run(*args: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("measure_findings", *args, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def severity() -> str:
    """The severity that a fresh article's finding is stored with."""
    return Finding.objects.get(version=assessed(**NEWS), code=CODE).severity


def test_command_prints_and_registers_nothing_by_itself(tmp_path):
    (row,) = run(judged(tmp_path, 6, 4))
    assert (row["code"], row["n"], row["right"]) == (CODE, 10, 6)
    assert row["strict"] == {"value": 0.6, "low": 0.313, "high": 0.832}
    assert not FindingPrecision.objects.exists()


def test_registered_figure_holds_findings_low_and_opens_no_item(tmp_path):
    assert severity() in ("high", "medium")
    run(judged(tmp_path, 6, 4), "--register", "--set", "sample of June")
    row = FindingPrecision.objects.get()
    assert (row.code, row.right, row.wrong, row.judged_set) == (CODE, 6, 4, "sample of June")
    assert AuditEntry.objects.filter(action="finding_precision.registered", actor="command").count() == 1
    assert severity() == "low"
    version = Finding.objects.filter(code=CODE).latest("id").version
    opening = [reason.code for reason in reasons_for(facts_of(version)) if reason.opens]
    assert CODE not in opening


def test_newest_figure_counts_and_old_ones_stay(tmp_path):
    run(judged(tmp_path, 1, 9), "--register")
    run(judged(tmp_path, 100, 0), "--register")
    assert FindingPrecision.objects.count() == 2
    assert severity() in ("high", "medium")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute('UPDATE articles_findingprecision SET "right" = 100')


def test_gate_of_a_lead_replaces_that_of_the_product(tmp_path):
    run(judged(tmp_path, 6, 4), "--register")
    assert current_gate().is_quiet(CODE)
    PrecisionGate.objects.create(quiet_below=0.2, low_below=0.3)
    assert not current_gate().is_quiet(CODE)
    assert severity() in ("high", "medium")
    with pytest.raises(IntegrityError), transaction.atomic():
        PrecisionGate.objects.create(only=2, quiet_below=0, low_below=0)


@pytest.mark.parametrize("args", [(), ("judged.jsonl", "--answers"), ("/nowhere/judged.jsonl",)])
def test_command_says_what_is_wrong(args):
    with pytest.raises(CommandError):
        run(*args)


def test_command_registers_no_code_that_no_rule_finds(tmp_path):
    with pytest.raises(CommandError, match="no rule finds nothing_known"):
        run(judged(tmp_path, 3, 0, code="nothing_known"), "--register")
    assert not FindingPrecision.objects.exists()


@pytest.fixture
def item() -> QueueItem:
    version = assessed(**NEWS)
    return QueueItem.objects.get(article=version.article_id)


def test_answers_are_judged_rows_and_the_newest_counts(moderator, lead, item):
    answer(moderator, item, CODE, is_right=True)
    answer(moderator, item, CODE, is_right=True)
    assert FindingAnswer.objects.count() == 1
    assert run("--answers")[0]["right"] == 1
    answer(lead, item, CODE, is_right=False)
    answer(moderator, item, CODE, is_right=False)
    assert (run("--answers")[0]["n"], run("--answers")[0]["wrong"]) == (1, 1)
    assert AuditEntry.objects.filter(action="finding.answered").count() == 3
    assert run("--answers", "--register")
    assert FindingPrecision.objects.get().judged_set == "moderators' answers"


def test_answer_needs_the_right_to_work(auditor, item):
    with pytest.raises(PermissionDenied):
        answer(auditor, item, CODE, is_right=True)


def test_moderator_answers_on_the_page_and_sees_it_there(client, moderator, item):
    client.force_login(moderator)
    address = f"/admin/triage/{item.pk}/findings/{CODE}/"
    page = client.get(f"/admin/triage/{item.pk}/", headers={"accept-language": "zh-hans"}).content.decode()
    assert address in page
    assert "不对" in page
    assert client.post(address, {"answer": "wrong"}).status_code == 302
    assert client.post(address, {"answer": "maybe"}).status_code == 404
    assert client.post(f"/admin/triage/{item.pk}/findings/old_news/", {"answer": "right"}).status_code == 404
    assert FindingAnswer.objects.get().answered_by == moderator
    after = client.get(f"/admin/triage/{item.pk}/").content.decode()
    wrong = after[after.index('value="wrong"') :][:120]
    assert 'aria-pressed="true"' in wrong


def test_lead_reads_figures_and_moderator_does_not(client, moderator, lead, item, tmp_path):
    run(judged(tmp_path, 6, 4), "--register")
    client.force_login(lead)
    quality = client.get("/admin/triage/quality/", headers={"accept-language": "zh-hans"}).content.decode()
    assert "0.60" in quality
    assert "[0.31–0.83]" in quality
    assert "收起显示，最高为低" in quality
    assert "未测量" in quality
    shown = client.get(f"/admin/triage/{item.pk}/").content.decode()
    assert "n = 10" in shown
    assert '<details class="quiet">' in shown
    client.force_login(moderator)
    assert "n = 10" not in client.get(f"/admin/triage/{item.pk}/").content.decode()
    assert client.get("/admin/triage/quality/").status_code == 403


def test_report_tells_the_figure_that_was_in_force_each_week(tmp_path):
    run(judged(tmp_path, 6, 4), "--register", "--set", "sample of June")
    assessed(**NEWS)
    week = Week.of(timezone.now())
    running, before = (world.built(each, timezone.now()) for each in (week, week.last(2)[0]))
    (row,) = [each for each in precision_rows(running) if each["code"] == f"findings.precision.{CODE}"]
    assert (row["this_week"], row["part"], row["whole"], row["unit"]) == (0.6, 6, 10, "share")
    assert "0.31–0.83" in row["label"]["zh"]
    assert "sample of June" in row["label"]["en"]
    assert not [each for each in precision_rows(before) if "sample of June" in each["label"]["en"]]


def precision_rows(document: dict[str, Any]) -> list[dict[str, Any]]:
    (section,) = [each for each in document["sections"] if each["code"] == "findings"]
    (table,) = [each for each in section["tables"] if each["code"] == "findings.precision"]
    return table["figures"]
