"""Many moderators at the same moment: every item goes to one of them."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection

from moderation.decisions import DecisionRequest, StaleItem, decide
from moderation.models import AuditEntry, Decision
from moderation.queue import claims
from tests.makers import queued

PEOPLE, ITEMS = 8, 40

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    group = Group.objects.get(name="moderator")
    users = [User.objects.create_user(f"moderator-{number}") for number in range(PEOPLE)]
    for user in users:
        user.groups.add(group)
    return users


def at_once(work, arguments):
    def run(argument):
        try:
            return work(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(run, arguments))


def test_no_item_is_claimed_by_two(people):
    items = [queued() for _ in range(ITEMS)]

    def claim_and_decide(user):
        mine = []
        while (item := claims.claim_next(user)) is not None:
            mine.append(item.pk)
            decide(user, DecisionRequest(item.pk, item.version, "allow"))
        return mine

    taken = Counter(pk for mine in at_once(claim_and_decide, people) for pk in mine)
    assert set(taken) == {item.pk for item in items}
    assert set(taken.values()) == {1}
    assert AuditEntry.objects.count() == ITEMS


def test_eight_decisions_at_once_on_one_item_make_one(people):
    item = queued()

    def try_to_decide(user):
        try:
            return decide(user, DecisionRequest(item.pk, item.version, "remove", "4.1")).pk
        except StaleItem as refused:
            return refused.reason

    answers = at_once(try_to_decide, people)
    assert Counter(answers)["decided"] == PEOPLE - 1
    assert Decision.objects.count() == 1
