"""A row's values as the audit chain keeps them: plain JSON, without secrets, and what a change did to them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, Permission
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import BinaryField, Field, Model

# Values of fields of these names never enter the chain, nor anything computed from them.
_SECRET = re.compile(r"password|secret|hashed|seed|token|(^|_)key$|post_data|get_data")
HIDDEN = "•••"
# A longer text is told by its length and hash: the chain is for finding out what changed, not for keeping copies.
_LONGEST = 4_000

State = dict[str, Any]


def identity(row: Model) -> str:
    """The row's name in subjects of the chain: its primary key; an API key's prefix, since its key holds the hash."""
    return str(row.prefix if hasattr(row, "hashed_key") and hasattr(row, "prefix") else row.pk)


def state_of(row: Model) -> State:
    """The values of all stored fields and many-to-many relations, by field name. Secrets are in it: see `changes`."""
    values = {
        field.name: _value(field, row) for field in row._meta.concrete_fields if not isinstance(field, BinaryField)
    }
    for relation in row._meta.many_to_many:
        values[relation.name] = sorted(_named(other) for other in getattr(row, relation.name).all())
    return values


def shown(row_type: type[Model], state: Mapping[str, Any]) -> State:
    """The state for the chain: secrets and the identity of API keys hidden, long texts by their hash."""
    return {name: _shown(row_type, name, value) for name, value in state.items()}


def changes(row_type: type[Model], before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[State, State]:
    """What differs, before and after, for the chain. A secret that changed stands there as hidden in both."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    kept = [{name: _shown(row_type, name, side[name]) for name in names if name in side} for side in (before, after)]
    return kept[0], kept[1]


def _shown(row_type: type[Model], name: str, value: Any) -> Any:
    if is_secret(row_type, name):
        return HIDDEN if value else value
    if isinstance(value, str) and len(value) > _LONGEST:
        digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
        return {"characters": len(value), "sha256": digest}
    return value


def is_secret(row_type: type[Model], name: str) -> bool:
    """Whether the values of this field stay out of the chain."""
    if name == row_type._meta.pk.name and hasattr(row_type, "hashed_key"):
        return True
    return bool(_SECRET.search(name))


def _value(field: Field[Any, Any], row: Model) -> Any:
    if field.is_relation:
        other = getattr(row, field.name)
        return None if other is None else _named(other)
    value = field.value_from_object(row)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return DjangoJSONEncoder().default(value) if not isinstance(value, bytes) else HIDDEN


def _named(row: Model) -> str | int:
    if isinstance(row, AbstractBaseUser):
        return str(row.get_username())
    if isinstance(row, Permission):
        return f"{row.content_type.app_label}.{row.codename}"
    if hasattr(row, "natural_key"):
        return ".".join(map(str, row.natural_key()))
    return int(row.pk) if isinstance(row.pk, int) else identity(row)
