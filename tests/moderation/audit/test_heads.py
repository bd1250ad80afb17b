"""The signed head goes out by event, file and mail, and a file of such heads anchors the chain."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from moderation.audit import heads, signatures
from moderation.models import AuditHead, Event, WebhookDelivery
from moderation.webhooks import audit_heads, endpoints
from tests.guards import lifted
from tests.moderation.audit.world import decided, rewritten, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(settings: Any, tmp_path: Path) -> Path:
    settings.AUDIT_HEAD_FILE = str(tmp_path / "heads.jsonl")
    return tmp_path / "heads.jsonl"


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_head_names_the_newest_entry_and_is_signed(moderator):
    decided(moderator)
    head = heads.signed_head()
    row = AuditHead.objects.get()
    assert (head["sequence"], head["hash"]) == (row.sequence, row.hash)
    heads.check_signed_head(head)
    for name, value in {**head, "at": "2026-01-01T00:00:00+00:00", "sequence": 7}.items():
        if value != head[name]:
            with pytest.raises(signatures.BadSignature):
                heads.check_signed_head({**head, name: value})


def test_head_goes_to_file_mail_and_event(moderator, file, settings):
    settings.AUDIT_HEAD_MAIL = ["auditor@example.org"]
    decided(moderator)
    assert audit_heads.send_head() == 3
    (line,) = lines(file)
    assert Event.objects.get(type="audit.head").data == line
    (message,) = mail.outbox
    assert message.to == ["auditor@example.org"]
    assert json.loads(message.body.splitlines()[-1]) == line
    assert file.stat().st_mode & 0o777 == 0o600


def test_head_goes_to_endpoints_of_all_platforms_that_ask_for_it(moderator):
    fields = {"platform": None, "url": "https://receiver.example/", "owner_email": "owner@example.org"}
    asked, _ = endpoints.make("key:test", **fields, event_types=["audit.head"])
    endpoints.make("key:test", **fields, event_types=["decision.made"])
    audit_heads.send_head()
    (delivery,) = WebhookDelivery.objects.all()
    assert delivery.endpoint_id == asked.pk


def test_head_is_sent_again_when_it_moved_or_a_day_later(moderator, file):
    decided(moderator)
    assert audit_heads.send_head() == 2
    assert audit_heads.send_head() == 0
    assert audit_heads.send_head(dry_run=True) == 0
    decided(moderator)
    assert audit_heads.send_head(dry_run=True) == 1
    assert audit_heads.send_head() == 2
    with lifted():
        Event._base_manager.update(created_at=timezone.now() - timedelta(hours=25))
    assert audit_heads.send_head() == 2
    assert [line["sequence"] for line in lines(file)] == [1, 2, 2]


def test_file_that_cannot_be_written_stops_neither_mail_nor_event(moderator, settings, tmp_path, monkeypatch):
    settings.AUDIT_HEAD_FILE = str(tmp_path / "none" / "heads.jsonl")
    settings.AUDIT_HEAD_MAIL = ["auditor@example.org"]
    assert audit_heads.send_head() == 2
    assert len(mail.outbox) == 1

    def refuse(*_: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(audit_heads, "send_mail", refuse)
    decided(moderator)
    assert audit_heads.send_head() == 1


def test_file_of_heads_anchors_the_chain(moderator, file):
    for _ in range(3):
        decided(moderator)
        audit_heads.send_head()
    code, said = verified("--heads", str(file))
    assert code == 0
    assert f"holds entry 3 as told by line 3 of {file}" in said
    rewritten(lambda entries: entries[:-1])
    with lifted(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM moderation_execution WHERE decision_id = (SELECT max(id) FROM moderation_decision)")
        cursor.execute(
            "DELETE FROM moderation_decisionbasis WHERE decision_id = (SELECT max(id) FROM moderation_decision)"
        )
        cursor.execute("DELETE FROM moderation_decision WHERE id = (SELECT max(id) FROM moderation_decision)")
    assert verified()[0] == 0, "without what was told outside nobody can tell"
    code, said = verified("--heads", str(file))
    assert code == 1
    assert f"entry 3 is missing, although line 3 of {file} names it" in said


def test_rewritten_chain_is_told_by_the_first_head_that_it_lacks(moderator, file):
    for _ in range(12):
        decided(moderator, "allow", "")
        audit_heads.send_head()
    assert "holds 2 more" in verified("--heads", str(file))[1]

    def rename(entries: list[Any]) -> list[Any]:
        entries[4].subject = "article:7777"
        return entries

    rewritten(rename)
    code, said = verified("--heads", str(file))
    assert (code, f"entry 5 is another than line 5 of {file} names" in said) == (1, True)


def test_head_of_another_installation_is_refused(moderator, file, settings):
    own = settings.SIGNING_KEY
    settings.SIGNING_KEY = base64.b64encode(b"\x07" * 32).decode()
    audit_heads.send_head()
    foreign = signatures.public_key()
    settings.SIGNING_KEY = own
    with pytest.raises(CommandError, match=r"line 1 .*not trusted.*another installation"):
        call_command("verify_audit", heads=[file])
    settings.TRUSTED_SIGNING_KEYS = [foreign]
    assert verified("--heads", str(file))[0] == 0


def test_forged_line_is_refused(moderator, file):
    decided(moderator)
    audit_heads.send_head()
    file.write_text(json.dumps({**lines(file)[0], "sequence": 0, "hash": ""}))
    with pytest.raises(CommandError, match="changed after it was signed"):
        call_command("verify_audit", heads=[file])


@pytest.mark.parametrize("text", ["", "\n", "{}", "[]", "3", '{"sequence": 3', "x", "[" * 100_000, '{"sequence": 1}'])
def test_file_that_holds_no_heads_is_refused(text, tmp_path):
    path = tmp_path / "heads.jsonl"
    path.write_text(text)
    with pytest.raises(CommandError, match=r"heads\.jsonl"):
        call_command("verify_audit", heads=[path])
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(CommandError, match="no file of heads"):
        call_command("verify_audit", heads=[path])
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_audit", heads=[tmp_path / "none"])
