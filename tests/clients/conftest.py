"""The Python client against a server that runs in this process, with a key that may do everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from provenance_workbench import Client

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@pytest.fixture
def key(transactional_db: None, moderator: User, api_key: Callable[..., str]) -> str:
    """Acts for the moderator."""
    return api_key()


@pytest.fixture
def client(live_server: Any, broker: Any, key: str) -> Iterator[Client]:
    with Client(live_server.url, key, retries=0) as made:
        yield made
