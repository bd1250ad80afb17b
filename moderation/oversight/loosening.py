"""Whether a change loosens what protects people and decisions. Pure: states are plain JSON, as `oversight.kinds` reads.

A field loosens in a direction of its own. What is not named here is a matter of words or order and loosens nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from moderation.vocabulary import proposals

State = Mapping[str, Any]
# A new rule may let acts wait this long without a second lead: a day is more than anybody needs to take an act back.
LONGEST_NEW_GRACE = 24 * 3600


def loosened(kind: str, before: State | None, after: State | None) -> list[str]:
    """The fields by which the change loosens, in order; empty when it tightens or does neither.

    `before` is None for something new, `after` for something removed. Raises KeyError for an unknown kind.
    """
    fields = _FIELDS[kind]
    if before is None or not _protects(kind, before):
        return [name for name, value in (after or {}).items() if name in _NEW[kind] and _NEW[kind][name](value)]
    if after is None:
        return [name for name in before if name in fields and (before[name] or name in _LIMITS)]
    return [
        name for name, loosens in fields.items() if before[name] != after[name] and loosens(before[name], after[name])
    ]


def _protects(kind: str, state: State) -> bool:
    """Whether the row protects anything; if not, it counts as one that is not there.

    A rule for acts may ask for nothing. A routing rule whose every decision waits for a second person decides nothing
    alone.
    """
    if kind == proposals.ACT_RULE:
        return bool(state["second_person"] or state["grace_seconds"])
    return kind != proposals.RULE or not state["second_person"]


def _off(before: Any, after: Any) -> bool:
    return bool(before) and not after


def _on(before: Any, after: Any) -> bool:
    return bool(after) and not before


def _more(before: Any, after: Any) -> bool:
    """More of something, None being without end."""
    return before is not None and (after is None or after > before)


def _any(before: Any, after: Any) -> bool:
    return True


def _narrower(before: Any, after: Any) -> bool:
    """A protection that held for all, or for another, holds for one."""
    return after is not None


def _wider(before: Any, after: Any) -> bool:
    """A grant of one platform becomes one of all, or of another."""
    return before is not None


def _grows(before: Any, after: Any) -> bool:
    return bool(set(after) - set(before))


def _opens(before: Any, after: Any) -> bool:
    """Groups that may see something; none means everybody."""
    return bool(before) and (not after or _grows(before, after))


def _later(before: Any, after: Any) -> bool:
    """Ends later, or never."""
    if before is None:
        return False
    return after is None or datetime.fromisoformat(after) > datetime.fromisoformat(before)


Direction = Callable[[Any, Any], bool]
_FIELDS: dict[str, dict[str, Direction]] = {
    proposals.ACT_RULE: {
        "act": _any,
        "source": _narrower,
        "second_person": _off,
        # Shorter leaves less time to stop an act; longer lets what was decided wait.
        "grace_seconds": _any,
    },
    proposals.EXPOSURE_LIMIT: {"user": _narrower, "queue": _narrower, "per_day": _more},
    proposals.QUEUE: {"sla_minutes": _more, "leads_only": _off, "groups": _opens},
    proposals.RULE: {"acts_alone": _on},
    # A link passes on doubt alone, so it tightens; to end it frees an account of that doubt.
    proposals.SOURCE_LINK: {"ended": _on},
    proposals.API_KEY: {
        "scopes": _grows,
        "platform": _wider,
        "requests_a_minute": _more,
        "expires_at": _later,
        "revoked": _off,
        "moderators": _grows,
    },
}
# Fields whose smallest value is the strictest, so that removing the row loosens even then.
_LIMITS = ("per_day",)
# What of something new may not come without a second lead.
_NEW: dict[str, dict[str, Callable[[Any], bool]]] = {
    proposals.ACT_RULE: {"grace_seconds": lambda seconds: seconds > LONGEST_NEW_GRACE},
    proposals.EXPOSURE_LIMIT: {},
    proposals.QUEUE: {},
    proposals.RULE: {},
    proposals.SOURCE_LINK: {},
    proposals.API_KEY: {"moderators": bool},
}
