"""The parts of `manage.py up`, one by one."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from honcho.printer import Message

from workbench.running import first_run, guard, prepare
from workbench.running.address import Address
from workbench.running.banner import banner
from workbench.running.broker import command
from workbench.running.credentials import Credentials
from workbench.running.setup import set_up
from workbench.running.supervisor import LastingPrinter

KNOWN = Credentials("http://127.0.0.1:8000", "admin", "a password", "a key")


def test_credentials_come_back_as_saved_and_only_the_owner_may_read_them(tmp_path: Path) -> None:
    file = tmp_path / "credentials.json"
    KNOWN.at("http://127.0.0.1:9000").save(file)
    KNOWN.save(file)
    assert Credentials.load(file) == KNOWN
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["credentials.json"]


def test_missing_credentials_are_none_and_damaged_ones_an_error(tmp_path: Path) -> None:
    file = tmp_path / "credentials.json"
    assert Credentials.load(file) is None
    file.write_text(json.dumps({"url": "http://127.0.0.1:8000"}))
    with pytest.raises(ValueError, match="damaged"):
        Credentials.load(file)


def test_a_home_is_held_by_one(tmp_path: Path) -> None:
    with guard.lock(tmp_path), pytest.raises(guard.CannotStart, match="WORKBENCH_HOME"):
        guard.lock(tmp_path)
    guard.lock(tmp_path).close()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_port_somebody_listens_on_is_taken(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as taken:
        try:
            taken.bind((host, 0))
        except OSError as error:
            pytest.skip(f"this machine has no {host}: {error}")
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(guard.CannotStart, match=f"port {port}.*PORT"):
            guard.check_port(host, port)
    guard.check_port(host, port)


def test_an_address_that_is_not_of_this_machine_cannot_be_listened_on() -> None:
    with pytest.raises(guard.CannotStart, match="BIND"):
        guard.check_port("192.0.2.1", 8000)  # RFC 5737: for documentation, nobody's


@pytest.mark.parametrize(
    ("bind", "listens", "url"),
    [
        ("127.0.0.1", "127.0.0.1:8123", "http://127.0.0.1:8123"),
        ("0.0.0.0", "0.0.0.0:8123", "http://127.0.0.1:8123"),  # noqa: S104
        ("::", "[::]:8123", "http://[::1]:8123"),
        ("[::1]", "[::1]:8123", "http://[::1]:8123"),
    ],
)
def test_addresses(monkeypatch: pytest.MonkeyPatch, bind: str, listens: str, url: str) -> None:
    monkeypatch.setenv("BIND", bind)
    monkeypatch.setenv("PORT", "8123")
    address = Address.from_environment()
    assert (str(address), address.url) == (listens, url)


def test_the_banner_shows_secrets_on_the_first_run_and_on_a_terminal_only(tmp_path: Path) -> None:
    file = tmp_path / "credentials.json"
    first = banner(KNOWN.url, KNOWN, file, first_run=True, to_terminal=True)
    assert "a password" in first
    assert "a key" in first
    for is_first, seen in [(True, False), (False, True), (False, False)]:
        other = banner(KNOWN.url, KNOWN, file, first_run=is_first, to_terminal=seen)
        assert "a password" not in other
        assert "a key" not in other
        assert str(file) in other
    assert "changepassword" in banner(KNOWN.url, None, file, first_run=False, to_terminal=True)


def test_the_embedded_broker_keeps_what_it_is_given_and_has_no_port(tmp_path: Path) -> None:
    line = command(tmp_path / "socket", tmp_path)
    options = dict(zip(line[1::2], line[2::2], strict=True))
    assert options["--port"] == "0"
    assert options["--unixsocketperm"] == "700"
    assert options["--appendonly"] == "yes"
    assert options["--maxmemory-policy"] == "noeviction"


@pytest.mark.django_db
def test_setting_up_twice_makes_one_account_and_stores_the_samples_once(settings: Any, tmp_path: Path) -> None:
    from django.contrib.auth.models import User

    from articles.models import ApiKey, Article, Assessment

    settings.HOME = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    said: list[str] = []

    assert set_up("http://127.0.0.1:8000", said.append) is True
    known = Credentials.load(first_run.credentials_file())
    stored = Article.objects.count()
    assert stored > 5
    assert Assessment.objects.filter(due_at__isnull=False).count() == stored
    assert set_up("http://127.0.0.1:9000", said.append) is False

    assert known is not None
    assert Credentials.load(first_run.credentials_file()) == known.at("http://127.0.0.1:9000")
    assert User.objects.get().check_password(known.password)
    key = ApiKey.objects.get_from_key(known.api_key)
    assert "queue:work" in key.scopes
    assert [person.username for person in key.people()] == ["admin"], "nobody else answers for it yet"
    assert key.expiry_date is not None
    assert timedelta(days=29) < key.expiry_date - timezone.now() <= timedelta(days=30)
    assert (ApiKey.objects.count(), Article.objects.count()) == (1, stored)
    assert not any(known.password in line or known.api_key in line for line in said)


@pytest.mark.django_db
def test_static_files_are_collected_again_only_when_one_changes(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    assert prepare.collect_static() is True
    assert (tmp_path / "static" / "admin" / "css" / "base.css").is_file()
    assert prepare.collect_static() is False
    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "new.css").write_text("a{}")
    settings.STATICFILES_DIRS = [extra]
    assert prepare.collect_static() is True
    assert (tmp_path / "static" / "new.css").is_file()


def test_full_disk_under_the_log_ends_nothing_and_is_reported_later(tmp_path: Path) -> None:
    # Closing it writes once more, in vain.
    with suppress(OSError), Path("/dev/full").open("w") as full:
        printer = LastingPrinter(full)
        printer.write(Message("line", "lost", datetime.now(), "web", None))
    assert printer.lost
    with (tmp_path / "log").open("w") as room:
        printer.output = room
        printer.write(Message("line", "first", datetime.now(), "web", None))
        printer.write(Message("line", "second", datetime.now(), "web", None))
    told = [line.partition("| ")[2] for line in (tmp_path / "log").read_text().splitlines()]
    assert told == ["first", "lines before this one could not be written", "second"]
