"""The result of a dump, the same for both databases."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Saved:
    """The file's name, and the migrations and the audit head in the rows that it holds."""

    file: str
    migrations: list[str]
    audit_sequence: int
    audit_hash: str
