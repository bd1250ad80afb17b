"""What a review budget sees and misses: past days' items in the order that a model and dials would give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from articles.provenance.precision.share import Share, wilson
from moderation.triage.priority.evidence import Evidence
from moderation.triage.priority.model import Model
from moderation.triage.priority.value import Dials, value_of

FEWEST = 30
"""The number of decisions below which a share says too little to be shown."""


@dataclass(frozen=True, slots=True)
class Past:
    """One item of a past day. `acted` is None while nobody has decided. `audited`: random audit drew its article.

    `is_grave`: it holds a finding of high severity.
    """

    day: date
    evidence: Evidence
    acted: bool | None
    audited: bool
    is_grave: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a budget of items a day would have seen of the past items.

    `yielded`: acts per decision among those inside, `left`: among those outside. `grave`: of items with a high finding,
    those inside. `missed`: of all audited decisions, the acts on items outside; of articles at random, so of all.
    `inside` holds the places of the items seen.
    """

    days: int
    items: int
    inside: frozenset[int]
    yielded: Share
    left: Share
    grave: Share
    missed: Share

    @property
    def seen(self) -> Share:
        return wilson(len(self.inside), self.items)


def outcome(past: Sequence[Past], model: Model, dials: Dials, budget: int) -> Outcome:
    """The outcome of the `budget` most valuable items of each day. Of equals, the earlier in `past` comes first."""
    by_day: dict[date, list[int]] = defaultdict(list)
    for place, item in enumerate(past):
        by_day[item.day].append(place)
    values = [value_of(item.evidence, model, dials) for item in past]
    inside = frozenset(
        place for places in by_day.values() for place in sorted(places, key=lambda one: (-values[one], one))[:budget]
    )
    decided = [(place in inside, item) for place, item in enumerate(past) if item.acted is not None]
    audited = [(seen, item) for seen, item in decided if item.audited]
    grave = [place in inside for place, item in enumerate(past) if item.is_grave]
    return Outcome(
        days=len(by_day),
        items=len(past),
        inside=inside,
        yielded=_acts([item for seen, item in decided if seen]),
        left=_acts([item for seen, item in decided if not seen]),
        grave=wilson(sum(grave), len(grave)),
        missed=wilson(sum(bool(item.acted) and not seen for seen, item in audited), len(audited)),
    )


def overlap(one: Outcome, other: Outcome) -> Share:
    """The share of items inside the first budget that are inside the other too."""
    return wilson(len(one.inside & other.inside), len(one.inside))


def _acts(items: Sequence[Past]) -> Share:
    return wilson(sum(bool(item.acted) for item in items), len(items))
