from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Empties the caches, since a rolled-back test's ids are used again, which never happens in production."""
    from moderation.routing import rulebook

    rulebook.forget()
    yield
    rulebook.forget()


@pytest.fixture
def in_force(lead) -> Callable[..., Any]:
    """Makes live rules: `in_force(expression, code, **fields)`. There must be an article to test them on."""
    from tests.moderation.routing.rules import live

    return lambda expression, code="bait", **changes: live(lead, expression, code, **changes)
