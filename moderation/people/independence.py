"""Whether two acts may be one person's: names and credentials both count.

Whoever holds a key may be anybody it acts for, so behind an act through a key stand all people whom the key was ever
bound to. Two acts are independent when nobody stands behind both. The database holds the same by triggers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.access.current import current_via
from articles.models import KeyBinding
from moderation.models import Decision, RuleChange, RuleMatch


@dataclass(frozen=True, slots=True)
class Act:
    """An act by the person `user` (an id) through the credential `via`; empty in the console."""

    user: int
    via: str = ""

    @classmethod
    def now(cls, user: User) -> Act:
        """What this user is doing now, through the credential of the request that is being answered."""
        return cls(user.pk, current_via())

    def people(self) -> set[int]:
        """The ids of everybody who may stand behind it."""
        bound = KeyBinding.objects.filter(via=self.via).values_list("moderator", flat=True) if self.via else ()
        return {self.user, *bound}


def is_behind_rule(user: User, decision: Decision) -> bool:
    """Whether a rule made the decision that this user wrote or let decide: then it is theirs as well.

    So is one that follows a decision of theirs on the same text.
    """
    followed = decision.evidence.get("details", {}).get("decision", "")
    if followed.isdecimal() and Decision.objects.filter(pk=int(followed), decided_by=user).exists():
        return True
    return Decision.objects.filter(decided_by_rule_of(user, "pk"), pk=decision.pk).exists()


def decided_by_rule_of(user: User, decision: str) -> Q:
    """The rows whose decision (at this path) a rule made that this user wrote or ever let decide."""
    mine = Q(version__author=user) | Q(
        version__rule__changes__by=user, version__rule__changes__what=RuleChange.What.SWITCHED_ON
    )
    return Q(Exists(RuleMatch.objects.filter(mine, decision=OuterRef(decision))))


def may_be_one_person(first: Act, second: Act) -> bool:
    """Whether the same person may stand behind both acts."""
    if first.user == second.user or (first.via and first.via == second.via):
        return True
    if not (first.via or second.via):
        return False
    return not first.people().isdisjoint(second.people())


@dataclass(frozen=True, slots=True)
class Footprint:
    """For queries: acts by one of `people`, or through one of `vias`, may be by one person."""

    people: frozenset[int]
    vias: QuerySet[Any]


def footprint(act: Act) -> Footprint:
    """All people and credentials that are not independent of this act; `vias` is a subquery."""
    people = act.people()
    return Footprint(frozenset(people), KeyBinding.objects.filter(moderator__in=people).values("via"))
