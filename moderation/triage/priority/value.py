"""The expected value of looking at an article: chance × harm × reach × urgency, and what it owes to whom.

The chance that a reviewer acts is logistic in the evidence. Harm is the expected harm of what a reviewer would act on:
E[harm] = ∫ P(harm > h) dh, so a sure small fault beside an unlikely grave one does not count as a sure grave one.
Every part grows with every clue, so no clue can move an article back.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from moderation.triage.priority.evidence import Clue, Evidence
from moderation.triage.priority.model import Model

# Further causes count half of the one before: faults of one article come together, so they are not independent. Chosen.
_HALVING = 0.5
# A kind of clue that few decisions were made on ranks higher than its measured chance: half a standard deviation of a
# share of n + 4 cases. So fresh kinds are looked at, and lose the lead as they are. Chosen.
_EXPLORED, _FEW = 0.5, 4
# What waits costs most where the public is misled today. Readers' reports say that it is read now. Chosen.
URGENT, URGENT_NEWS, URGENT_OTHER = 1.0, 0.9, 0.75
# The widest reach makes an article worth half as much again. Chosen.
REACH = 0.5
_MOST = 0.98
# The harm of what an article without a clue may still hide, as random audit finds it: that of a note. Chosen.
_LEAST_HARM = 0.1
CIRCUMSTANCE = "circumstance"
"""The kind of a factor that is no reason by itself."""


@dataclass(frozen=True, slots=True)
class Dials:
    """What leads set: the harm of each kind of reason, 0–1, and how much reach and urgency count.

    `harms` multiply the harm of clues by kind, or by kind and severity (`finding:high`). `reach` is the share that the
    widest reach adds. `unhurried` is the urgency of an article that is neither news nor reported, 0–1.
    """

    harms: dict[str, float] = field(default_factory=dict)
    reach: float = REACH
    unhurried: float = URGENT_OTHER

    def harm(self, clue: Clue) -> float:
        """The harm of a clue as leads see it, 0–1."""
        factor = self.harms.get(f"{clue.kind}:{clue.severity}", self.harms.get(clue.kind, 1.0))
        return min(1.0, clue.harm * factor)


@dataclass(frozen=True, slots=True)
class Factor:
    """What part of the value one clue or circumstance makes: how much less it would be without."""

    kind: str
    code: str
    share: float


@dataclass(frozen=True, slots=True)
class Priority:
    """What looking is worth. `chance`: that a reviewer acts. `harm`: what acting would then prevent. All 0–1.

    `risk` is chance × harm, with the head start of fresh kinds; `value` is risk × reach × urgency, so that 1 is the
    most. `factors` come largest first.
    """

    chance: float
    harm: float
    risk: float
    urgency: float
    value: float
    factors: tuple[Factor, ...] = ()


def priority(evidence: Evidence, model: Model, dials: Dials | None = None) -> Priority:
    """What looking at the article is worth, with its factors. Pure; time grows with the square of the clues."""
    dials = dials or Dials()
    found = _valued(evidence, model, dials)
    return replace(found, factors=_factors(evidence, model, dials, found.value))


def value_of(evidence: Evidence, model: Model, dials: Dials) -> float:
    """What looking at the article is worth, 0–1, without its factors."""
    return _valued(evidence, model, dials).value


def chance(evidence: Evidence, model: Model) -> float:
    """The chance that a reviewer acts, 0–1, as decisions can test it: without the head start of fresh kinds."""
    return _sigmoid(_log_odds(evidence.clues, evidence, model, explores=False))


def lift(clue: Clue, model: Model, *, explores: bool = True) -> float:
    """The log-odds that a clue of weight 1 adds to the base, at least 0."""
    sure = clue.chance * model.right(clue.kind, clue.severity)
    if explores and sure > 0:
        sure += _EXPLORED * math.sqrt(sure * (1 - sure) / (model.seen.get(clue.key, 0) + _FEW))
    base = _sigmoid(model.base)
    return max(0.0, _logit(base + (1 - base) * min(sure, _MOST)) - model.base)


def combined(lifts: Iterable[tuple[str, float]]) -> float:
    """The lifts of all causes together; of each cause the largest counts, and each further cause counts half."""
    best: dict[str, float] = {}
    for cause, lifted in lifts:
        best[cause] = max(best.get(cause, 0.0), lifted)
    return sum(each * _HALVING**place for place, each in enumerate(sorted(best.values(), reverse=True)))


def _valued(evidence: Evidence, model: Model, dials: Dials) -> Priority:
    # For each step of harm: the chance that a reviewer acts on something at least as harmful.
    harms = {clue: dials.harm(clue) for clue in evidence.clues}
    whole = _sigmoid(_log_odds(evidence.clues, evidence, model))
    steps = sorted({harm for harm in harms.values() if harm > 0} | {_LEAST_HARM}, reverse=True)
    risk = 0.0
    for place, harm in enumerate(steps):
        below = steps[place + 1] if place + 1 < len(steps) else 0.0
        grave = [clue for clue in evidence.clues if harms[clue] >= harm]
        if grave or harm <= _LEAST_HARM:
            risk += (harm - below) * _sigmoid(_log_odds(grave, evidence, model))
    urgency = URGENT if evidence.is_reported else URGENT_NEWS if evidence.is_news else 0.0
    urgency = max(urgency, dials.unhurried)
    value = risk * (1 + dials.reach * evidence.reach) / (1 + dials.reach) * urgency
    return Priority(chance(evidence, model), risk / whole, risk, urgency, value)


def _log_odds(clues: Iterable[Clue], evidence: Evidence, model: Model, *, explores: bool = True) -> float:
    around = sum(model.circumstances.get(name, 0.0) * strength for name, strength in evidence.circumstances)
    lifts = (
        (model.cause(clue.key), model.weights.get(clue.key, 1.0) * lift(clue, model, explores=explores))
        for clue in clues
    )
    return model.base + around + combined(lifts)


def _factors(evidence: Evidence, model: Model, dials: Dials, value: float) -> tuple[Factor, ...]:
    """Each cause, circumstance and the reach, by what would be missing without; nothing that changes nothing."""
    found = []
    for cause in dict.fromkeys(model.cause(clue.key) for clue in evidence.clues):
        of_cause = [clue for clue in evidence.clues if model.cause(clue.key) == cause]
        first = max(of_cause, key=lambda clue: (dials.harm(clue) * clue.chance, clue.key))
        rest = tuple(clue for clue in evidence.clues if model.cause(clue.key) != cause)
        found.append(Factor(first.kind, first.code, value - _valued(replace(evidence, clues=rest), model, dials).value))
    for name, _ in evidence.circumstances:
        rest_around = tuple(pair for pair in evidence.circumstances if pair[0] != name)
        without = replace(evidence, circumstances=rest_around)
        found.append(Factor(CIRCUMSTANCE, name, value - _valued(without, model, dials).value))
    found.append(Factor(CIRCUMSTANCE, "reach", value - _valued(replace(evidence, reach=0.0), model, dials).value))
    return tuple(sorted((one for one in found if one.share > 1e-4), key=lambda one: -one.share))


def _sigmoid(log_odds: float) -> float:
    return 1 / (1 + math.exp(-min(40.0, max(-40.0, log_odds))))


def _logit(share: float) -> float:
    return math.log(share / (1 - share))
