"""The moderators that a key may act for. Each binding is recorded; an ended one stays as a row.

Only active people who may decide can be bound. A superuser is bound on the server only, by command; a binding of the
admin does not hold for somebody who becomes one.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.access.errors import KeyRefused
from articles.models import ApiKey, KeyBinding
from articles.models.access.keys import ACTING_SCOPE
from articles.signals import record


def bindable() -> QuerySet[User]:
    """Everybody who may be bound in the admin: active, may decide, and no superuser; by name."""
    app, _, codename = settings.ACTING_PERMISSION.partition(".")
    named = {"content_type__app_label": app, "codename": codename}
    own = {f"user_permissions__{name}": value for name, value in named.items()}
    of_group = {f"groups__permissions__{name}": value for name, value in named.items()}
    people = User.objects.filter(Q(**own) | Q(**of_group), is_active=True, is_superuser=False)
    return people.distinct().order_by("username")


def bind(key: ApiKey, moderators: Iterable[str], *, actor: User | str) -> None:
    """Bind a locked key to people by name; who is bound already stays. In the caller's transaction.

    Raises KeyRefused.
    """
    names = list(dict.fromkeys(name.strip() for name in moderators if name.strip()))
    if names and ACTING_SCOPE not in key.scopes:
        raise KeyRefused(f"a key without the scope {ACTING_SCOPE} acts for nobody")
    live = {bound.moderator_id: bound for bound in key.bindings.filter(ended_at=None).select_related("moderator")}
    for person in (_who_may_act(name, actor) for name in names):
        bound = live.get(person.pk)
        if bound is not None and bound.holds():
            continue
        if bound is not None:  # of somebody who became a superuser since
            key.bindings.filter(pk=bound.pk).update(ended_at=timezone.now())
        KeyBinding.objects.create(key=key, via=key.via, moderator=person, by_command=isinstance(actor, str))
        record(actor, "api_key.bound", f"api_key:{key.prefix}", moderator=person.get_username())


def unbind(key: ApiKey, moderators: Iterable[str], *, actor: User | str) -> None:
    """End bindings of a locked key, in the caller's transaction. Raises KeyRefused."""
    now = timezone.now()
    for name in dict.fromkeys(moderators):
        if not key.bindings.filter(moderator__username=name, ended_at=None).update(ended_at=now):
            raise KeyRefused(f"{key.prefix} is not bound to {name}")
        record(actor, "api_key.unbound", f"api_key:{key.prefix}", moderator=name)


def inherit(key: ApiKey, old: ApiKey, *, actor: User | str) -> None:
    """Bind a successor to whom its predecessor acts for.

    Everybody else who was ever bound may know the key, so they get a binding that has ended: see `KeyBinding`.
    """
    acting = {person.pk for person in old.people() if person.is_active and person.has_perm(settings.ACTING_PERMISSION)}
    now = timezone.now()
    by_command = dict(old.bindings.filter(ended_at=None).values_list("moderator", "by_command"))
    for person in User.objects.filter(pk__in=old.bindings.values("moderator")).order_by("username"):
        ended = None if person.pk in acting else now
        bound = by_command.get(person.pk)
        KeyBinding.objects.create(key=key, via=key.via, moderator=person, ended_at=ended, by_command=bound)
        if ended is None:
            record(actor, "api_key.bound", f"api_key:{key.prefix}", moderator=person.get_username())


def _who_may_act(name: str, actor: User | str) -> User:
    person = User.objects.filter(username=name).first()
    if person is None:
        raise KeyRefused(f"there is no account {name}")
    if not person.is_active:
        raise KeyRefused(f"{name} is not active")
    if not person.has_perm(settings.ACTING_PERMISSION):
        raise KeyRefused(f"{name} may not decide: a key acts for moderators only")
    if person.is_superuser and not isinstance(actor, str):
        raise KeyRefused(f"{name} is a superuser: bind them on the server, with manage.py bind_api_key")
    return person
