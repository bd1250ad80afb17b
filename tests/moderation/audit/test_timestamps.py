"""Heads are stamped by an outside authority, and a stamp that does not belong to its head is refused."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from moderation.audit import heads, timestamps
from moderation.models import Event
from moderation.webhooks import audit_heads
from tests.moderation.audit.world import decided, verified
from tests.services.timestamping import Authority, authority

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with authority(tmp_path_factory.mktemp("tsa")) as made:
        yield made


@pytest.fixture
def tsa(running: Authority, settings: Any, tmp_path: Path) -> Authority:
    running.instead, running.status = None, 200
    settings.TIMESTAMP_URL, settings.TIMESTAMP_ROOTS = running.url, str(running.root)
    settings.WEBHOOK_PRIVATE_RECEIVERS = ["127.0.0.1"]
    settings.AUDIT_HEAD_FILE = str(tmp_path / "heads.jsonl")
    return running


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "heads.jsonl"


def test_head_is_stamped_and_the_stamp_is_checked(moderator, tsa, file):
    decided(moderator)
    assert audit_heads.send_head() == 2
    head = json.loads(file.read_text())
    assert Event.objects.get(type="audit.head").data["timestamp"] == head["timestamp"]
    moment = timestamps.check(head, tsa.root.read_bytes())
    assert abs(timezone.now() - moment) < timedelta(minutes=10)
    code, said = verified("--heads", str(file))
    assert code == 0
    assert f"line 1 of {file}, stamped {moment.isoformat()}" in said


@pytest.mark.parametrize(
    ("instead", "status"), [(b"", 200), (b"no stamp", 200), (b"x", 500), (b"0\x03\x02\x01\x02", 200)]
)
def test_authority_that_answers_otherwise_stops_no_head(moderator, tsa, file, instead, status):
    tsa.instead, tsa.status = instead, status
    assert audit_heads.send_head() == 2
    assert "timestamp" not in json.loads(file.read_text())


def test_authority_that_is_away_stops_no_head(moderator, tsa, file, settings):
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    assert audit_heads.send_head() == 2
    assert "timestamp" not in json.loads(file.read_text())


def test_stamp_of_another_head_is_not_taken(moderator, tsa, file):
    other = heads.signed_head()
    tsa.instead = tsa.answer(timestamps.request_for(other))
    decided(moderator)
    audit_heads.send_head()
    assert "timestamp" not in json.loads(file.read_text())


def test_stamp_that_belongs_to_another_head_is_refused(moderator, tsa, file):
    audit_heads.send_head()
    decided(moderator)
    audit_heads.send_head()
    first, second = map(json.loads, file.read_text().splitlines())
    file.write_text(json.dumps({**second, "timestamp": first["timestamp"]}))
    with pytest.raises(CommandError, match=r"line 1 of .*its time-stamp does not hold"):
        call_command("verify_audit", heads=[file])


def test_stamp_of_an_authority_that_is_not_trusted_is_refused(moderator, tsa, file, settings, tmp_path):
    audit_heads.send_head()
    with authority(tmp_path / "other") as other:
        settings.TIMESTAMP_ROOTS = str(other.root)
    with pytest.raises(CommandError, match="its time-stamp does not hold"):
        call_command("verify_audit", heads=[file])
    settings.TIMESTAMP_ROOTS = str(tmp_path / "none.pem")
    with pytest.raises(CommandError, match=r"none\.pem cannot be read"):
        call_command("verify_audit", heads=[file])


@pytest.mark.parametrize("token", ["", "x", "AAAA", base64.b64encode(b"no stamp").decode(), None, 3])
def test_text_that_is_no_stamp_is_refused(moderator, tsa, file, token):
    audit_heads.send_head()
    file.write_text(json.dumps({**json.loads(file.read_text()), "timestamp": token}))
    with pytest.raises(CommandError, match="time-stamp"):
        call_command("verify_audit", heads=[file])


def test_only_a_hash_goes_to_the_authority(moderator, tsa):
    tsa.asked.clear()
    audit_heads.send_head()
    (asked,) = tsa.asked
    assert heads.signed_head()["installation"].encode() not in asked
    assert len(asked) < 100
