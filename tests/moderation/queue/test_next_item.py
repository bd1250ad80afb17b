"""The hand-written statement for the next item gives the same item as plain queries."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import Platform
from moderation.models import Queue, QueueItem
from moderation.queue import claims
from tests.makers import queued, reason

pytestmark = pytest.mark.django_db
# Permissions (two), queues, appeals, limits, and the claim itself.
STATEMENTS = 6


@pytest.fixture
def other(db) -> User:
    person = User.objects.create_user("other", is_staff=True)
    person.groups.add(Group.objects.get(name="moderator"))
    return person


def anew(user: User) -> User:
    """The user as in a new request, without cached permissions and queues."""
    return User.objects.get(pk=user.pk)


def in_plain_queries(user, queue=None, platform=None, skipped=()):
    """The next item's id, by the rules one after the other."""
    now = timezone.now()
    items = claims.claimable(user, queue, platform).exclude(pk__in=skipped)
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    ways = [
        Q(claimed_by=user, claimed_until__gt=now),
        free & Q(on_hold=False, assigned_to=user),
        free & Q(on_hold=False, assigned_to=None),
    ]
    found = (items.filter(way).order_by("rank_at", "id").values_list("pk", flat=True).first() for way in ways)
    return next((pk for pk in found if pk is not None), None)


def test_any_queue_gives_what_plain_queries_give(moderator, lead, other):
    chance = random.Random(7)  # noqa: S311 - no secret
    now = timezone.now()
    people, queues = [moderator, lead, other], list(Queue.objects.all())
    items = [queued(reason(weight=n / 20), platform=chance.choice(["netease", "sohu"])) for n in range(12)]
    ids = [item.pk for item in items]
    different = set()
    for _ in range(60):
        for item in items:
            holder = chance.choice([None, None, *people])
            item.queue = chance.choice(queues)
            item.rank_at = now + timedelta(minutes=chance.randrange(5))  # some are equal, so that the id decides
            item.state = chance.choice(["open", "open", "open", "decided"])
            item.claimed_by = holder if item.state == "open" else None
            item.claimed_until = now + timedelta(minutes=chance.choice([-5, 5])) if item.claimed_by else None
            item.assigned_to = chance.choice([None, None, *people])
            item.on_hold = chance.random() < 0.3
            item.save()
        for person in map(anew, people):
            queue = chance.choice([None, None, *queues])
            platform = chance.choice([None, Platform.objects.get(code="sohu")])
            skipped = chance.sample(ids, chance.choice([0, 3]))
            expected = in_plain_queries(person, queue, platform, skipped)
            with transaction.atomic():
                taken = claims.claim_next(person, queue, platform, skipped=skipped)
                assert (taken.pk if taken else None) == expected
                if taken is not None:
                    taken.refresh_from_db()
                    assert taken.claimed_by == person
                    assert taken.is_claimed()
                transaction.set_rollback(True)
            ahead = claims.look_ahead(person, queue, skipped=skipped)
            assert (ahead.pk if ahead else None) == in_plain_queries(person, queue, None, skipped)
            different.add(expected)
    assert len(different) > 6, "the same few all the time"


def test_a_claim_asks_little_of_the_database(moderator, django_assert_max_num_queries):
    item = queued()
    Queue.objects.bulk_create(Queue(code=f"queue-{n}", name_zh="队列", name_en="Queue") for n in range(5))
    for ask in (claims.look_ahead, claims.claim_next):
        person = anew(moderator)
        with django_assert_max_num_queries(STATEMENTS):
            assert ask(person) == item


def test_nothing_to_claim_costs_no_more(moderator, django_assert_max_num_queries):
    held = queued()
    QueueItem.objects.filter(pk=held.pk).update(on_hold=True)
    person = anew(moderator)
    with django_assert_max_num_queries(STATEMENTS):
        assert claims.claim_next(person) is None


@pytest.mark.django_db(transaction=True)
def test_rows_that_are_being_claimed_are_passed_over(moderator, other):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    items = [queued(reason(weight=weight)) for weight in (0.9, 0.7, 0.5)]
    QueueItem.objects.filter(pk=items[1].pk).update(queue=Queue.objects.get(code="news"))

    def claimed_elsewhere():
        try:
            return claims.claim_next(other)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as elsewhere, transaction.atomic():
        assert claims.claim_next(moderator) == items[0]
        QueueItem.objects.select_for_update().get(pk=items[1].pk)
        assert elsewhere.submit(claimed_elsewhere).result(15) == items[2]
