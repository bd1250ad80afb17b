"""A full disk during submissions: clients get 503, and work resumes by itself when there is room."""

from __future__ import annotations

import http.client
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.reliability.clients import pages
from tests.services.disk import fill, small_file_system
from tests.services.forks import process
from tests.services.instance import Instance
from tests.services.processes import wait_for

SIZE_MB = 48
BEFORE, MEANWHILE = 10, 15


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system, which fills up soon."""
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_file_system(folder, megabytes=SIZE_MB):
        yield folder


@pytest.fixture
def instance(small_disk: Path, migrated_file: Path, request: pytest.FixtureRequest) -> Iterator[Instance]:
    """`manage.py up` with database and broker on that disk."""
    if request.config.getoption("--database") != "sqlite":
        pytest.skip("SQLite and the broker are on the disk that fills; for PostgreSQL see test_full_disk_postgresql")
    instance = Instance(small_disk / "home")
    instance.take(migrated_file)
    try:
        instance.start(services_forked=True)
        yield instance
    finally:
        instance.clear_away()


def send(instance: Instance, page: dict[str, Any], key: str) -> tuple[int, dict[str, str], dict[str, Any]]:
    connection = http.client.HTTPConnection("127.0.0.1", instance.port, timeout=60)
    headers = {
        "Authorization": f"Api-Key {instance.credentials['api_key']}",
        "Content-Type": "application/json",
        "Idempotency-Key": key,
    }
    try:
        connection.request("POST", "/api/v1/articles/", json.dumps(page), headers)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, json.loads(answer.read())
    finally:
        connection.close()


def assessed(instance: Instance, some: list[dict[str, Any]]) -> bool:
    """Whether the API shows each page once, and assessed; sample pages exist too."""
    ours = {page["external_id"] for page in some}
    listed = instance.get("/api/v1/articles/?page_size=200")["results"]
    done = [row["external_id"] for row in listed if row["assessed_at"] and row["external_id"] in ours]
    return sorted(done) == sorted(ours)


def test_full_disk_refuses_pages_for_now_and_loses_none(instance: Instance, small_disk: Path) -> None:
    credentials = instance.credentials
    texts = pages(BEFORE + MEANWHILE, random.Random(7))  # noqa: S311 - no secret
    keys = {page["external_id"]: uuid4().hex for page in texts}
    for page in texts[:BEFORE]:
        assert send(instance, page, keys[page["external_id"]])[0] == 201
    wait_for(lambda: assessed(instance, texts[:BEFORE]), "the first pages to be assessed")

    ballast = fill(small_disk)
    told = [send(instance, page, keys[page["external_id"]]) for page in texts[BEFORE:]]
    refused = [answer for answer in told if answer[0] != 201]
    assert refused, "the disk was not full"
    for status, headers, body in refused:
        assert (status, body["code"], headers["content-type"]) == (503, "unavailable", "application/problem+json")
        assert int(headers["retry-after"]) > 0
    time.sleep(3)  # workers and schedule find no room either

    ballast.unlink()
    for page in texts[BEFORE:]:
        assert send(instance, page, keys[page["external_id"]])[0] == 201
    wait_for(lambda: assessed(instance, texts), "all pages to be assessed")
    assert not instance.process_ended(), instance.output()
    assert instance.credentials == credentials
    said = process.run(["manage.py", "verify_audit"], instance.environment)
    assert said.returncode == 0, said.stdout + said.stderr
    assert instance.stop() == 0
