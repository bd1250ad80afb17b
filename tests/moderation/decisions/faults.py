"""Breaks the connection after the n-th statement that writes, for each n."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction

_WRITES = ("INSERT", "UPDATE", "DELETE")


class Fault(Exception):
    """The fault that a test injects."""


def everything() -> dict[str, list[Any]]:
    """All rows of both apps."""
    models = [*apps.get_app_config("articles").get_models(), *apps.get_app_config("moderation").get_models()]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def break_after_each_write(act: Callable[[], Any]) -> int:
    """Runs `act` repeatedly, broken after one more write each time; returns its number of writes.

    Fails unless each broken run leaves every row as it was. At the end `act` runs unbroken.
    """
    before = everything()
    for number in range(1, 200):
        with _fault(number) as fault:
            try:
                with transaction.atomic():
                    act()
            except Fault:
                pass
        if not fault["met"]:
            return number - 1
        assert everything() == before, f"write {number} ({fault['sql'][:80]}) left something behind"
    raise AssertionError("never ends")


@contextmanager
def _fault(number: int) -> Any:
    state: dict[str, Any] = {"writes": 0, "met": False, "sql": ""}

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.lstrip().startswith(_WRITES):
            state["writes"] += 1
            if state["writes"] == number:
                state.update(met=True, sql=sql)
                raise Fault
        return result

    with connection.execute_wrapper(wrapper):
        yield state
