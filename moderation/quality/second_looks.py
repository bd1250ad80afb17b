"""The blind second reviews: the next one for a moderator, their answers, and the agreement figures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from articles.access.current import current_via
from moderation.decisions.base import clause_in_force
from moderation.decisions.errors import InvalidDecision, StaleDecision
from moderation.models import SecondLook
from moderation.people.independence import Act, footprint, may_be_one_person
from moderation.quality.kappa import Agreement, agreement
from moderation.queue.access import hidden_articles, may_see, queues_for
from moderation.vocabulary import acts

# The figures use at most this many of the newest second looks.
MOST = 20_000


def open_for(user: User) -> QuerySet[SecondLook]:
    """The open second looks in this user's queues at what somebody else decided, by name and by credential."""
    looks = SecondLook.objects.filter(reviewed_by=None)
    own = footprint(Act.now(user))
    looks = looks.exclude(decision__decided_by__in=own.people).exclude(decision__via__in=own.vias)
    queues = [queue.pk for queue in queues_for(user)]
    looks = looks.filter(decision__item__queue__in=queues)
    hidden = hidden_articles(user, "decision__article")
    return looks if hidden is None else looks.exclude(hidden)


def next_for(user: User) -> SecondLook | None:
    """The oldest open second look for this user."""
    return open_for(user).select_related("decision").order_by("created_at", "pk").first()


@transaction.atomic
def answer(user: User, decision_id: int, *, act: str, clause: str) -> SecondLook:
    """Records the act that `user` would choose.

    Raises PermissionDenied, InvalidDecision, StaleDecision, DoesNotExist.
    """
    if not user.has_perm("moderation.decide_queueitem"):
        raise PermissionDenied("second looks need the moderator role")
    if act not in (*acts.effective(), acts.ESCALATE):
        raise InvalidDecision("act", "unknown", "an act that a decision may have")
    rows = SecondLook.objects.select_for_update(of=("self",)).select_related("decision__item__queue")
    look = rows.get(pk=decision_id)
    if not may_see(user, look.decision.item):
        raise PermissionDenied("this queue is for others")
    if look.decision.decided_by_id == user.pk:
        raise PermissionDenied("a second look needs a different moderator")
    if may_be_one_person(Act(look.decision.decided_by_id, look.decision.via), Act.now(user)):
        raise PermissionDenied("this was decided through an API key that acts for you too: it needs somebody else")
    if look.reviewed_by_id is not None:
        raise StaleDecision("reviewed")
    look.reviewed_by, look.reviewed_via, look.reviewed_at = user, current_via(), timezone.now()
    look.act, look.clause = act, clause_in_force(act, clause)
    look.save()
    return look


# The list of disagreements is as long at most.
LISTED = 100


def disagreements(user: User) -> QuerySet[SecondLook]:
    """Answered second looks whose act or clause is another than the decision's, the newest first, up to LISTED."""
    looks = SecondLook.objects.filter(reviewed_by__isnull=False)
    both_name_one = Q(clause__isnull=False, decision__clause__isnull=False)
    differs = ~Q(act=F("decision__act")) | (both_name_one & ~Q(clause__code=F("decision__clause__code")))
    looks = looks.filter(differs).select_related(
        "decision__clause", "decision__decided_by", "decision__article_version", "reviewed_by", "clause"
    )
    hidden = hidden_articles(user, "decision__article")
    looks = looks if hidden is None else looks.exclude(hidden)
    return looks.defer("decision__article_version__extraction").order_by("-reviewed_at", "-pk")[:LISTED]


@dataclass(frozen=True, slots=True)
class Quality:
    """The agreement on the act: over all, by the clause of the first decision, and by pair of moderators.

    Agreement by clause means that both named that clause. `open` counts the second looks without an answer.
    """

    overall: Agreement | None
    by_clause: list[tuple[str, Agreement]]
    by_pair: list[tuple[str, str, Agreement]]
    open: int


def quality() -> Quality:
    """The agreement figures over the newest `MOST` answered second looks."""
    rows = list(
        SecondLook.objects.filter(reviewed_by__isnull=False)
        .order_by("-reviewed_at")
        .values_list(
            "decision__act",
            "act",
            "decision__clause__code",
            "clause__code",
            "decision__decided_by__username",
            "reviewed_by__username",
        )[:MOST]
    )
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for first, second, _, _, one, other in rows:
        # The order of the two reviewers does not matter; the acts follow the names.
        pairs[min(one, other), max(one, other)].append((first, second) if one <= other else (second, first))
    clauses = sorted({code for _, _, *codes, _, _ in rows for code in codes if code})
    return Quality(
        overall=agreement([(first, second) for first, second, *_ in rows]),
        by_clause=[(code, _on_clause(rows, code)) for code in clauses],
        by_pair=[(one, other, _some(agreement(acts))) for (one, other), acts in sorted(pairs.items())],
        open=SecondLook.objects.filter(reviewed_by=None).count(),
    )


def _on_clause(rows: list[tuple[str, str, str, str, str, str]], code: str) -> Agreement:
    return _some(agreement([(str(row[2] == code), str(row[3] == code)) for row in rows]))


def _some(found: Agreement | None) -> Agreement:
    assert found is not None  # noqa: S101 - each pair has a row
    return found
