"""A whole installation for the pages whose commands are run as written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.instance import Instance


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Instance]:
    """Web, worker, schedule and broker, which may send messages to this machine; a new one for each page."""
    running = Instance(tmp_path_factory.mktemp("docs") / "home", WEBHOOK_PRIVATE_RECEIVERS="127.0.0.1")
    running.take(migrated_file)
    try:
        running.start(services_forked=True)
        yield running
        running.stop()
    finally:
        running.clear_away()
