"""The credential of the API request that is being answered, for the records that the request leaves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_via: ContextVar[str] = ContextVar("via", default="")


def current_via() -> str:
    """`key:PREFIX` or `token:PREFIX` while a request of the API is answered; empty everywhere else."""
    return _via.get()


@contextmanager
def acting_via(via: str) -> Iterator[None]:
    """Whatever is recorded inside was done with this credential."""
    token = _via.set(via)
    try:
        yield
    finally:
        _via.reset(token)


def set_via(via: str) -> None:
    """Names the credential once it is known, inside of `acting_via`."""
    _via.set(via)
