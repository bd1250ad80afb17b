"""The differences between two versions of a rule."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Field

from moderation.models import RuleVersion

_COMPARED = (
    *("expression", "opens", "queue", "reason_zh", "reason_en", "severity", "weight", "due_minutes", "label"),
    *("second_review", "notify", "act", "clause"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field with its label; the values as shown, "" for none."""

    label: str
    before: str
    after: str


def differences(before: RuleVersion | None, after: RuleVersion) -> list[Difference]:
    """The fields that differ; without a version before, those with a value."""
    found = []
    for name in _COMPARED:
        field = RuleVersion._meta.get_field(name)
        assert isinstance(field, Field)  # noqa: S101 - all of these are columns
        old, new = _shown(before, name) if before else "", _shown(after, name)
        if old != new and (before is not None or getattr(after, name)):
            found.append(Difference(str(field.verbose_name), old, new))
    return found


def _shown(version: RuleVersion, name: str) -> str:
    display = getattr(version, f"get_{name}_display", None)
    value = display() if display else getattr(version, name)
    if isinstance(value, bool):
        return "✓" if value else "✗"
    return "" if value is None else str(value)
