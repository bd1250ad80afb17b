"""Runs all rules over one article, each by itself, so that a failing rule stops alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from moderation.triage.rules.compiled import Compiled
from moderation.triage.rules.errors import RuleFault
from moderation.triage.rules.subject import SECONDS, Subject


@dataclass(frozen=True, slots=True)
class Ready:
    """A rule version that is ready to run: its expression, and the actions that decide the route.

    `opens`: a match queues the article; `queue` is a queue's code, "" for the queue of the article's topic.
    """

    version: int
    rule: int
    live: bool
    compiled: Compiled
    opens: bool = True
    queue: str = ""


@dataclass(frozen=True, slots=True)
class Ran:
    """The matching versions, in the order of the rules, and the failed ones, with the code of the fault."""

    matched: tuple[Ready, ...]
    faults: tuple[tuple[Ready, str], ...] = ()


def run(rules: Iterable[Ready], subject: Subject, seconds: float = SECONDS) -> Ran:
    """Runs every rule on the article; `seconds` of processor time for each."""
    matched, faults = [], []
    since: float | None = None
    for ready in rules:
        try:
            if ready.compiled.matches(subject, seconds, since):
                matched.append(ready)
            since = subject.now
        except RuleFault as fault:
            faults.append((ready, fault.code))
            since = None
    return Ran(tuple(matched), tuple(faults))


@dataclass(frozen=True, slots=True)
class Route:
    """Whether the article is queued, and in which queue; "" is the queue of its topic."""

    queued: bool
    queue: str = ""


def route(matched: Sequence[Ready], *, opens: bool) -> Route:
    """The route of an article: the queue of the first rule that names one. `opens`: other reasons queue it anyway."""
    opening = [ready for ready in matched if ready.opens]
    if not opens and not opening:
        return Route(queued=False)
    return Route(True, next((ready.queue for ready in opening if ready.queue), ""))
