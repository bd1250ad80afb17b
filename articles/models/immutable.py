"""Append-only rows. The database refuses UPDATE too (migrations add the triggers)."""

from __future__ import annotations

from typing import Any

from django.db import models


class ImmutableRowError(TypeError):
    """Code tried to change or delete a row that is evidence; write a new row instead."""


class ImmutableQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> int:
        raise ImmutableRowError(f"{self.model.__name__} rows cannot be changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise ImmutableRowError(f"{self.model.__name__} rows cannot be deleted")


class ImmutableRow(models.Model):
    """An append-only row: `save` inserts, everything else raises ImmutableRowError."""

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableRowError(f"{type(self).__name__} rows cannot be changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ImmutableRowError(f"{type(self).__name__} rows cannot be deleted")
