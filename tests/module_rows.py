"""Rows that the tests of a module share: stored once, and taken back after the module's last test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests import rings


def module_rows(make: Callable[[], Any]) -> Any:
    """Makes `make` a fixture of the module. What it stores is there for every test that asks for it.

    Each test runs in a savepoint within the transaction of the rows, so that no test sees what another has changed.
    Values are shared as they are: return ids or nothing, and read the rows in the test. Every test of the module that
    uses the database asks for the rows, since they are there anyway, and none commits; the fixture refuses otherwise.
    """

    @pytest.fixture(scope="module", name=make.__name__)
    def rows(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        from django.db import transaction

        _check_module(request, make.__name__)
        around = transaction.atomic()
        with django_db_blocker.unblock():
            around.__enter__()
            try:
                made = make()
            except BaseException as error:
                around.__exit__(type(error), error, error.__traceback__)
                raise
        yield made
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)

    rows.__doc__ = make.__doc__
    return rows


def _check_module(request: pytest.FixtureRequest, name: str) -> None:
    for item in request.session.items:
        if item.path == request.path and rings.uses_database(item):
            asks = name in getattr(item, "fixturenames", ())
            assert asks, f"{item.nodeid} would see the rows of `{name}` and does not ask for them"
            assert not rings.commits(item), f"{item.nodeid} commits: it must not run within the transaction of `{name}`"
