"""`python -m bench.queue.claims_measure ITEMS CLAIMERS EACH PAUSE`: concurrent claims and decisions; prints JSON.

Every claimer is a process with a connection and a moderator of its own. It loads the moderator before each claim, like
a request, so that permissions and queues are part of the measurement. A paced claimer pauses after a claim, for PAUSE
seconds on average, and then closes the item by a bare statement or decides it. In the closed loop it decides at once
without pauses, so that it mostly waits for a core. The limit is a plain statement that takes a row in the same order,
run by as many processes at the same pace.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.queue.claims_fill import fill_queue

_FORK = multiprocessing.get_context("fork")
_PLAIN = """
UPDATE moderation_queueitem SET claimed_by_id = %s, claimed_until = now() + interval '1 hour'
    WHERE id = (SELECT id FROM moderation_queueitem WHERE state = 'open' AND claimed_until IS NULL AND NOT on_hold
                AND assigned_to_id IS NULL ORDER BY rank_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id
"""
_Work = Callable[[Any, int, float], dict[str, list[Any]]]


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth.models import Group, User
    from django.db import connection

    items, claimers, each = map(int, sys.argv[1:4])
    fill_queue(items)
    people = [User.objects.create_user(f"claimer-{number}") for number in range(claimers)]
    for person in people:
        person.groups.add(Group.objects.get(name="moderator"))
    found = {"alone": _alone(people[0], each)}
    connection.close()
    pause = float(sys.argv[4])
    for name, work, paced in (
        ("paced", _claim_and_close, pause), ("deciding", _claim_and_decide, pause), ("closed", _claim_and_decide, 0.0)
    ):  # fmt: skip
        plain = _at_once(_take_plainly, people, each, paced)
        _free(people)
        began = time.perf_counter()
        ours = _at_once(work, people, each, paced)
        found[name] = _together(ours, plain, time.perf_counter() - began)
    print(json.dumps(found))


def _together(ours: list[dict[str, Any]], plain: list[dict[str, Any]], took: float) -> dict[str, Any]:
    claimed = [item for part in ours for item in part["items"]]
    return {
        "claims": len(claimed),
        "twice": len(claimed) - len(set(claimed)),
        "a_second": len(claimed) / took,
        "claim_ms": [ms for part in ours for ms in part["claim_ms"]],
        "end_ms": [ms for part in ours for ms in part["end_ms"]],
        "cpu_ms": statistics.fmean(ms for part in ours for ms in part["cpu_ms"]),
        "plain_ms": [ms for part in plain for ms in part["claim_ms"]],
    }


def _alone(user: Any, times: int) -> dict[str, list[float]]:
    """Measure requests that claim nothing, one after the other, in milliseconds: empty queues, and a look ahead."""
    from django.contrib.auth.models import User

    from moderation.models import Queue
    from moderation.queue.claims import claim_next, look_ahead

    asked: dict[str, Callable[[Any], Any]] = {"ahead": look_ahead}
    for queue in Queue.objects.filter(code__in=["stuck", "empty"]):
        asked[queue.code] = lambda user, queue=queue: claim_next(user, queue)
    found: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(times):
        for name, ask in asked.items():
            person = User.objects.get(pk=user.pk)
            began = time.perf_counter()
            item = ask(person)
            found[name].append(1000 * (time.perf_counter() - began))
            assert (item is None) == (name != "ahead"), name
    return found


def _claim_and_close(user: Any, each: int, pause: float) -> dict[str, list[Any]]:
    from moderation.models import QueueItem

    def close(person: Any, item: Any) -> None:
        closed = {"state": "decided", "claimed_by": None, "claimed_until": None}
        QueueItem.objects.filter(pk=item.pk).update(**closed)

    return _claims(user, each, pause, close)


def _claim_and_decide(user: Any, each: int, pause: float) -> dict[str, list[Any]]:
    from moderation.decisions import DecisionRequest, decide

    def allow(person: Any, item: Any) -> None:
        decide(person, DecisionRequest(item.pk, item.version, "allow"))

    return _claims(user, each, pause, allow)


def _claims(user: Any, each: int, pause: float, end: Callable[[Any, Any], None]) -> dict[str, list[Any]]:
    from django.contrib.auth.models import User

    from moderation.queue.claims import claim_next

    found: dict[str, list[Any]] = {"items": [], "claim_ms": [], "end_ms": [], "cpu_ms": []}
    for _ in range(each):
        person = User.objects.get(pk=user.pk)
        cpu, began = time.process_time(), time.perf_counter()
        item = claim_next(person)
        found["claim_ms"].append(1000 * (time.perf_counter() - began))
        found["cpu_ms"].append(1000 * (time.process_time() - cpu))
        assert item is not None
        _wait(pause)
        began = time.perf_counter()
        end(person, item)
        found["end_ms"].append(1000 * (time.perf_counter() - began))
        found["items"].append(item.pk)
    return found


def _take_plainly(user: Any, each: int, pause: float) -> dict[str, list[Any]]:
    from django.db import connection

    found: dict[str, list[Any]] = {"items": [], "claim_ms": []}
    with connection.cursor() as cursor:
        for _ in range(each):
            began = time.perf_counter()
            cursor.execute(_PLAIN, [user.pk])
            found["items"].append(cursor.fetchone()[0])
            found["claim_ms"].append(1000 * (time.perf_counter() - began))
            _wait(pause)
    return found


def _wait(pause: float) -> None:
    time.sleep(random.uniform(0, 2 * pause))  # noqa: S311 - no secret


def _at_once(work: _Work, people: list[Any], each: int, pause: float) -> list[dict[str, Any]]:
    """Run one process per person, all started together; return their results. Raises EOFError when one fails."""
    barrier = _FORK.Barrier(len(people))
    pipes = []
    for person in people:
        ours, theirs = _FORK.Pipe(duplex=False)
        process = _FORK.Process(target=_claimer, args=(work, person, each, pause, barrier, theirs))
        process.start()
        theirs.close()
        pipes.append((process, ours))
    found = [pipe.recv() for _, pipe in pipes]
    for process, _ in pipes:
        process.join()
    return found


def _claimer(work: _Work, user: Any, each: int, pause: float, barrier: Any, pipe: Any) -> None:
    from django.db import connection

    connection.ensure_connection()
    random.seed(user.pk)
    work(user, 1, 0)  # warm-up, not counted: a web server has finished its imports long ago
    barrier.wait(120)
    _wait(pause)  # paced claimers must not all start at the same moment
    pipe.send(work(user, each, pause))
    connection.close()


def _free(people: list[Any]) -> None:
    from django.db import connection

    from moderation.models import QueueItem

    QueueItem.objects.filter(claimed_by__in=people).update(claimed_by=None, claimed_until=None)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE moderation_queueitem")
    connection.close()


if __name__ == "__main__":
    main()
