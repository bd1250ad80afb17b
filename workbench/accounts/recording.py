"""Entries of accounts that are made on the server, where nobody is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from moderation import audit
from moderation.audit.rows import shown, state_of

COMMAND = "command"


@transaction.atomic
def make_superuser(username: str, *, actor: str = COMMAND, **fields: Any) -> User:
    """Makes a superuser, with its entry or not at all; the arguments are those of `create_superuser`."""
    user: User = type(User.objects).create_superuser(User.objects, username, **fields)
    after = shown(User, state_of(user))
    audit.append(actor, "user.made", f"user:{user.pk}", channel="command", name=user.get_username(), after=after)
    return user


@transaction.atomic
def set_password(user: User, password: str, *, actor: str = COMMAND) -> None:
    """Sets somebody's password, with its entry or not at all."""
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.append(actor, "user.password_set", f"user:{user.pk}", channel="command", name=user.get_username())


@contextmanager
def recorded_superusers() -> Iterator[None]:
    """Within it the manager's `create_superuser`, which Django's command calls, writes the entry."""
    manager: Any = User.objects
    # `db_manager` copies the instance with its attributes.
    manager.create_superuser = make_superuser
    try:
        yield
    finally:
        del manager.create_superuser
