"""`python -m bench.claims_measure ITEMS CLAIMERS EACH`: a crowd of items, claimed and decided at once; prints JSON.

Every claimer is a process with a connection and a moderator of its own, and pauses for nothing. The plain statement
that takes a row in the same order is the limit, by as many processes on the same rows.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.crowd import fill

_FORK = multiprocessing.get_context("fork")
_PLAIN = """
UPDATE moderation_queueitem SET claimed_by_id = %s, claimed_until = now() + interval '1 hour'
    WHERE id = (SELECT id FROM moderation_queueitem WHERE state = 'open' AND claimed_until IS NULL
                ORDER BY rank_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id
"""


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth.models import Group, User
    from django.db import connection

    items, claimers, each = map(int, sys.argv[1:4])
    fill(items)
    people = [User.objects.create_user(f"claimer-{number}") for number in range(claimers)]
    for person in people:
        person.groups.add(Group.objects.get(name="moderator"))
    connection.close()
    plain = _at_once(_take_plainly, people, each)
    _free_all()
    began = time.perf_counter()
    ours = _at_once(_claim_and_decide, people, each)
    took = time.perf_counter() - began
    claimed = [item for part in ours for item in part["items"]]
    print(
        json.dumps(
            {
                "claims": len(claimed),
                "twice": len(claimed) - len(set(claimed)),
                "a_second": len(claimed) / took,
                "claim_ms": [ms for part in ours for ms in part["claim_ms"]],
                "decide_ms": [ms for part in ours for ms in part["decide_ms"]],
                "plain_ms": [ms for part in plain for ms in part["claim_ms"]],
            }
        )
    )


def _claim_and_decide(user: Any, each: int) -> dict[str, list[Any]]:
    from moderation.decisions import DecisionRequest, decide
    from moderation.queue.claims import claim_next

    found: dict[str, list[Any]] = {"items": [], "claim_ms": [], "decide_ms": []}
    for _ in range(each):
        began = time.perf_counter()
        item = claim_next(user)
        assert item is not None
        claimed = time.perf_counter()
        decide(user, DecisionRequest(item.pk, item.version, "allow"))
        found["claim_ms"].append(1000 * (claimed - began))
        found["decide_ms"].append(1000 * (time.perf_counter() - claimed))
        found["items"].append(item.pk)
    return found


def _take_plainly(user: Any, each: int) -> dict[str, list[Any]]:
    from django.db import connection

    found: dict[str, list[Any]] = {"items": [], "claim_ms": []}
    with connection.cursor() as cursor:
        for _ in range(each):
            began = time.perf_counter()
            cursor.execute(_PLAIN, [user.pk])
            found["items"].append(cursor.fetchone()[0])
            found["claim_ms"].append(1000 * (time.perf_counter() - began))
    return found


def _at_once(work: Callable[[Any, int], dict[str, list[Any]]], people: list[Any], each: int) -> list[dict[str, Any]]:
    """What each person's process returns; all begin together. Raises EOFError when one failed."""
    barrier = _FORK.Barrier(len(people))
    pipes = []
    for person in people:
        ours, theirs = _FORK.Pipe(duplex=False)
        process = _FORK.Process(target=_claimer, args=(work, person, each, barrier, theirs))
        process.start()
        theirs.close()
        pipes.append((process, ours))
    found = [pipe.recv() for _, pipe in pipes]
    for process, _ in pipes:
        process.join()
    return found


def _claimer(work: Callable[[Any, int], dict[str, list[Any]]], user: Any, each: int, barrier: Any, pipe: Any) -> None:
    from django.db import connection

    connection.ensure_connection()
    work(user, 0)  # imports what it needs
    barrier.wait(120)
    pipe.send(work(user, each))
    connection.close()


def _free_all() -> None:
    from django.db import connection

    from moderation.models import QueueItem

    QueueItem.objects.update(claimed_by=None, claimed_until=None)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE moderation_queueitem")
    connection.close()


if __name__ == "__main__":
    main()
