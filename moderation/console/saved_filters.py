"""A person's saved filters: kept under a name, opened by it, one of them by itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction

from moderation.models import SavedFilter

# Saved filters of one person. Chosen: they stand in one row above the list.
MOST = 12
NAME_LENGTH: int = SavedFilter._meta.get_field("name").max_length or 0


class SaveRefused(Exception):
    """A filter is not kept: `name` (it has none), `empty` (it filters nothing), `many` (there are MOST)."""


def saved_of(user: User) -> list[SavedFilter]:
    """The user's saved filters, by name."""
    return list(SavedFilter.objects.filter(user=user)[:MOST])


@transaction.atomic
def keep(user: User, name: str, parameters: Mapping[str, str]) -> SavedFilter:
    """Keeps the parameters under the name; a filter of that name is replaced. Raises SaveRefused."""
    name = " ".join(name.split())[:NAME_LENGTH]
    if not name:
        raise SaveRefused("name")
    if not parameters:
        raise SaveRefused("empty")
    # Locked by the person, so that two saves at once do not pass the limit together.
    User.objects.select_for_update().get(pk=user.pk)
    own = SavedFilter.objects.filter(user=user)
    if own.exclude(name=name).count() >= MOST:
        raise SaveRefused("many")
    saved, _made = own.update_or_create(name=name, defaults={"user": user, "parameters": dict(parameters)})
    return saved


@transaction.atomic
def open_first(user: User, pk: int, *, on: bool) -> None:
    """Lets the queue open with this filter, instead of another one; or with none. Raises SavedFilter.DoesNotExist."""
    saved = SavedFilter.objects.get(user=user, pk=pk)
    SavedFilter.objects.filter(user=user, is_default=True).update(is_default=False)
    if on:
        saved.is_default = True
        saved.save(update_fields=["is_default"])


def forget(user: User, pk: int) -> None:
    """Deletes the filter. Raises SavedFilter.DoesNotExist."""
    SavedFilter.objects.get(user=user, pk=pk).delete()
