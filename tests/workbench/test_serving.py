"""The parts of the web server's worker: room, answers that wait, what a request's head allows."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.test import Client

from articles.models import ApiKey
from workbench.serving import outbox as outboxes
from workbench.serving.allowance import Head, KnownSenders, limit, may_send
from workbench.serving.connection import Connection, Phase
from workbench.serving.limits import HEAD_BYTES, Limits
from workbench.serving.outbox import Outbox
from workbench.serving.room import Room

LIMITS = Limits(10.0, 20.0, 20.0, 4096, 1000, 100, 1 << 30)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "arriving", 1 << 30)


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Our end, which does not block, and the client's."""
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.settimeout(20)
    yield ours, theirs
    ours.close()
    theirs.close()


def test_room_is_limited_in_all_and_for_one_owner(tmp_path: Path) -> None:
    room = Room(tmp_path, 100, 40)
    assert room.take(40, "a")
    assert not room.take(1, "a")
    assert room.take(40, "b")
    assert not room.take(30, "c")
    room.give(40, "a")
    assert room.take(30, "c")


def test_files_of_a_room_have_no_name_and_its_folder_is_the_owners(tmp_path: Path) -> None:
    room = Room(tmp_path / "arriving", 100)
    with room.file(10) as file:
        file.write(b"x" * 1000)
        file.flush()
        assert list((tmp_path / "arriving").iterdir()) == []
    assert (tmp_path / "arriving").stat().st_mode & 0o777 == 0o700


def fill(outbox: Outbox) -> None:
    """Sends ten megabytes, far more than any kernel keeps for a client."""
    for _ in range(100):
        outbox.sendall(b"x" * 100_000)


def received(theirs: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size and (piece := theirs.recv(1 << 16)):
        got += piece
    return got


def test_an_answer_waits_for_its_reader_and_comes_whole_and_in_order(room: Room, pair: Any) -> None:
    ours, theirs = pair
    outbox = Outbox(ours, 20, 4096, room)
    pieces = [bytes([number]) * 300_000 for number in range(10)]
    for piece in pieces:
        outbox.sendall(piece)  # nobody reads yet
    assert outbox.waiting > 1_000_000
    reader = threading.Thread(target=lambda: got.append(received(theirs, 3_000_000)))
    got: list[bytes] = []
    reader.start()
    while outbox.waiting:
        outbox.flush()
    reader.join(20)
    assert got == [b"".join(pieces)]
    assert outbox.sent == 3_000_000


def test_a_very_long_answer_waits_for_a_reader_and_gives_up_one_who_does_not_read(
    room: Room, pair: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, _ = pair
    monkeypatch.setattr(outboxes, "_MOST", 100_000)
    outbox = Outbox(ours, 0.05, 4096, room)
    with pytest.raises(TimeoutError):
        fill(outbox)
    outbox.drop()


def test_no_answer_waits_when_too_many_do(tmp_path: Path, pair: Any) -> None:
    ours, _ = pair
    outbox = Outbox(ours, 20, 4096, Room(tmp_path, 1000))
    with pytest.raises(OSError, match="too many answers"):
        fill(outbox)
    outbox.drop()


def test_nothing_is_sent_on_a_connection_that_was_ended(room: Room, pair: Any) -> None:
    outbox = Outbox(pair[0], 20, 4096, room)
    outbox.drop()
    with pytest.raises(BrokenPipeError):
        outbox.sendall(b"x")


@pytest.fixture
def connection(pair: Any, room: Room) -> Iterator[Connection]:
    connection = Connection(pair[0], ("127.0.0.1", 1), ("127.0.0.1", 2), LIMITS, room, room)
    yield connection
    connection.close()


@pytest.mark.parametrize("cut", range(1, 39))
def test_a_head_is_found_wherever_it_is_cut(connection: Connection, pair: Any, cut: int) -> None:
    head = b"GET /livez HTTP/1.1\r\nHost: local\r\n\r\n"
    sent = head + b"next"
    for piece in (sent[:cut], sent[cut:]):
        found = connection.take_head() if piece is sent[:cut] else None
        assert found is None
        if piece:
            pair[1].sendall(piece)
            connection.receive()
        if piece is sent[:cut] and cut < len(head):
            assert connection.take_head() is None
    assert connection.take_head() == head
    assert connection.has_more


def test_a_head_without_end_is_taken_as_it_is_when_it_is_too_long(connection: Connection, pair: Any) -> None:
    pair[1].sendall(b"GET / HTTP/1.1\r\nX: " + b"a" * HEAD_BYTES)
    connection.receive()
    assert connection.take_head() is not None  # the parser refuses it


def test_a_body_is_given_up_when_it_is_slower_than_the_rate(connection: Connection, pair: Any) -> None:
    connection.wait_for_body(1_000_000)
    began = connection.began
    assert not connection.is_late(began + 19)
    assert connection.is_late(began + 21)
    pair[1].sendall(b"a" * 1000)  # some, but not 20 s × 4,096
    connection.receive()
    assert connection.is_late(began + 21)
    pair[1].sendall(b"a" * 90_000)
    while connection.receive():
        pass
    assert not connection.is_late(began + 19.9)
    assert connection.phase is Phase.BODY


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/api/v1/articles/", django_settings.API_BODY_LIMIT),
        ("/api/v1/imports/", django_settings.IMPORT_BODY_LIMIT),
        ("/admin/login/", django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
    ],
)
def test_a_path_takes_no_more_than_its_limit(path: str, most: int) -> None:
    assert limit(Head.of("POST", path, [])) == most


def test_known_senders_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.serving import allowance

    known = KnownSenders()
    assert "" not in known
    known.add("a")
    assert "a" in known
    monkeypatch.setattr(allowance, "_KNOWN_MOST", 1)
    known.add("b")
    assert "a" not in known
    now = allowance.time.monotonic()
    monkeypatch.setattr(allowance.time, "monotonic", lambda: now + 11)
    assert "b" not in known


@pytest.mark.django_db(transaction=True)  # it ends its connections, as a request does
def test_only_a_good_key_or_session_may_send_a_large_body(api_key: Any, moderator: User) -> None:
    key = api_key()
    client = Client()
    client.force_login(moderator)
    cookie = f"sessionid={client.cookies['sessionid'].value}"

    def asked(path: str, **fields: str) -> bool:
        return may_send(Head.of("POST", path, [(name.upper(), value) for name, value in fields.items()], "127.0.0.1"))

    api, form = "/api/v1/articles/", "/admin/triage/rules/import/"
    assert asked(api, authorization=f"Api-Key {key}")
    assert asked(form, cookie=cookie)
    assert not asked(api)
    assert not asked(form)
    assert not asked(api, cookie=cookie), "the API ignores sessions"
    assert not asked(form, authorization=f"Api-Key {key}"), "pages ignore keys"
    assert not asked(api, authorization=f"Api-Key {key[:-1]}{'y' if key.endswith('x') else 'x'}")
    assert not asked(form, cookie="sessionid=" + "a" * 32)
    ApiKey.objects.update(revoked=True)
    assert not asked(api, authorization=f"Api-Key {key}")
    User.objects.update(is_active=False)
    assert not asked(form, cookie=cookie)
