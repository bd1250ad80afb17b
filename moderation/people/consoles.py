"""Outside consoles: registering them, and replacing their secret; each step is recorded."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import get_random_string

from moderation import audit
from moderation.models import OutsideConsole
from moderation.models.people.digests import digest
from moderation.models.people.outside_console import check_redirect


class ConsoleRefused(ValueError):
    """A console could not be registered; the message says why."""


@transaction.atomic
def register(
    name: str, redirect_uris: Iterable[str], *, is_public: bool, actor: User | str
) -> tuple[OutsideConsole, str]:
    """Registers a console; returns it with its secret, which is not stored, or "" for a public one.

    Raises ConsoleRefused for a missing name and for addresses that codes may not be sent to.
    """
    uris = list(dict.fromkeys(uri.strip() for uri in redirect_uris if uri.strip()))
    if not name.strip() or len(name) > 50:
        raise ConsoleRefused("NAME has 1 to 50 characters")
    if not uris:
        raise ConsoleRefused("a console has at least one address to return to")
    for uri in uris:
        try:
            check_redirect(uri)
        except ValidationError as error:
            raise ConsoleRefused(error.messages[0]) from None
    secret = "" if is_public else get_random_string(43)
    console = OutsideConsole.objects.create(
        name=name.strip(),
        client_id=get_random_string(20),
        secret_digest=digest(secret) if secret else "",
        redirect_uris="\n".join(uris),
    )
    audit.append(
        actor,
        "outside_console.registered",
        _subject(console),
        name=console.name,
        redirect_uris=uris,
        is_public=is_public,
    )
    return console, secret


@transaction.atomic
def change(console: OutsideConsole, *, actor: User | str, **fields: object) -> None:
    """Changes name, addresses (checked by the form) or whether it is active; an inactive one ends its sign-ins."""
    before = {name: getattr(console, name) for name in fields}
    for name, value in fields.items():
        setattr(console, name, value)
    console.save(update_fields=list(fields))
    told = {name: {"before": before[name], "after": value} for name, value in fields.items() if value != before[name]}
    if told:
        audit.append(actor, "outside_console.changed", _subject(console), **told)


@transaction.atomic
def replace_secret(console: OutsideConsole, *, actor: User | str) -> str:
    """Gives a confidential console a new secret at once; sign-ins stay. Raises ConsoleRefused for a public one."""
    if not console.secret_digest:
        raise ConsoleRefused(f"{console.name} is public: it has no secret")
    secret = get_random_string(43)
    console.secret_digest = digest(secret)
    console.save(update_fields=["secret_digest"])
    audit.append(actor, "outside_console.secret_replaced", _subject(console))
    return secret


def _subject(console: OutsideConsole) -> str:
    return f"outside_console:{console.client_id}"
