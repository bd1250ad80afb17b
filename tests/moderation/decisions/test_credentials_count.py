"""Two names through one key are one person: as second person, as reviewer of an appeal, and in blind second looks."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.access import api_keys
from articles.access.current import acting_via
from articles.models import ApiKey, KeyBinding
from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide, executing
from moderation.models import ActRule, Appeal, Decision, Execution, QueueItem, SecondLook
from moderation.quality import second_looks
from tests.makers import queued

pytestmark = pytest.mark.django_db


def lead_named(name: str) -> User:
    made = User.objects.create_user(name, is_staff=True)
    made.groups.add(Group.objects.get(name="lead"))
    return made


@pytest.fixture
def anna() -> User:
    return lead_named("anna")


@pytest.fixture
def bao() -> User:
    return lead_named("bao")


@pytest.fixture
def carl() -> User:
    return lead_named("carl")


def key_for(*names: str) -> ApiKey:
    return api_keys.make("console", ["queue:work"], moderators=names)[0]


def decided(user: User, via: str = "", act: str = "label") -> Decision:
    item = queued()
    with acting_via(via):
        return decide(user, DecisionRequest(item.pk, item.version, act, "2.1"))


# Who acts second, by what, after anna decided through the key: whether it may be the same person.
def ways(anna: User, bao: User, carl: User) -> list[tuple[str, User, str, User, str, bool]]:
    both, of_bao, of_carl, of_two = key_for("anna", "bao"), key_for("bao"), key_for("carl"), key_for("bao", "carl")
    return [
        ("two names through one key", anna, both.via, bao, both.via, True),
        ("a name of the key by oneself", anna, both.via, bao, "", True),
        ("decided by oneself, then by a key", anna, "", bao, both.via, True),
        ("two keys that share a person", anna, both.via, carl, of_two.via, True),
        ("another key of the same person", anna, both.via, bao, of_bao.via, True),
        ("somebody else by oneself", anna, both.via, carl, "", False),
        ("somebody else by a key", anna, both.via, carl, of_carl.via, False),
        ("two people by themselves", anna, "", bao, "", False),
        ("two people by tokens of their own", anna, "token:aaaaaaaa", bao, "token:bbbbbbbb", False),
    ]


def test_the_second_person_of_an_execution(anna, bao, carl):
    ActRule.objects.create(act="remove", second_person=True)
    for name, first, via, second, second_via, same in ways(anna, bao, carl):
        decision = decided(first, via, "remove")
        with acting_via(second_via):
            if same:
                with pytest.raises(PermissionDenied):
                    executing.approve(second, decision.pk)
                refused(Execution, decision.pk, name, approved_by=second, approved_via=second_via)
            else:
                assert executing.approve(second, decision.pk).approved_via == second_via, name


def test_the_reviewer_of_an_appeal(anna, bao, carl):
    for name, first, via, second, second_via, same in ways(anna, bao, carl):
        decision = decided(first, via)
        appeal = appeals.file(decision.pk, text="有出处", appellant="山城观察", key="abcdefgh")
        item = QueueItem.objects.get(article=decision.article_id, state="open")
        with acting_via(second_via):
            if same:
                with pytest.raises(PermissionDenied):
                    appeals.resolve(second, item.pk, item.version, overturns=True, answer="重查")
                answered = {"state": "upheld", "resolved_at": timezone.now()}
                refused(Appeal, appeal.pk, name, reviewed_by=second, reviewed_via=second_via, **answered)
            else:
                done = appeals.resolve(second, item.pk, item.version, overturns=True, answer="重查")
                assert done.reviewed_via == second_via, name
                assert Decision.objects.get(override_of=decision).via == second_via, name


def test_who_agreed_through_a_key_does_not_answer_the_appeal_through_it(anna, bao, carl):
    ActRule.objects.create(act="remove", second_person=True)
    decision, both = decided(carl, act="remove"), key_for("anna", "bao")
    with acting_via(both.via):
        executing.approve(anna, decision.pk)
        appeal = appeals.file(decision.pk, text="有出处", appellant="山城观察", key="abcdefgh")
        item = QueueItem.objects.get(article=decision.article_id, state="open")
        with pytest.raises(PermissionDenied):
            appeals.resolve(bao, item.pk, item.version, overturns=True, answer="重查")
    answered = {"state": "upheld", "resolved_at": timezone.now()}
    refused(Appeal, appeal.pk, "agreed", reviewed_by=bao, reviewed_via=both.via, **answered)


def test_a_blind_second_look(anna, bao, carl):
    for name, first, via, second, second_via, same in ways(anna, bao, carl):
        decision = decided(first, via)
        look = SecondLook.objects.get_or_create(decision=decision)[0]
        with acting_via(second_via):
            if same:
                assert second_looks.next_for(second) is None, name
                with pytest.raises(PermissionDenied):
                    second_looks.answer(second, look.pk, act="allow", clause="")
                answered = {"act": "allow", "reviewed_at": timezone.now()}
                refused(SecondLook, look.pk, name, reviewed_by=second, reviewed_via=second_via, **answered)
                with transaction.atomic():
                    SecondLook.objects.filter(pk=look.pk).delete()
            else:
                assert second_looks.next_for(second) == look, name
                assert second_looks.answer(second, look.pk, act="allow", clause="").reviewed_via == second_via, name


def test_a_person_who_was_unbound_since_still_counts(anna, bao):
    ActRule.objects.create(act="remove", second_person=True)
    key = key_for("anna", "bao")
    decision = decided(anna, key.via, "remove")
    api_keys.unbind(str(key.prefix), ["bao"])
    with pytest.raises(PermissionDenied):
        executing.approve(bao, decision.pk)


def test_who_left_before_a_key_was_replaced_still_counts_behind_its_successor(anna, bao):
    ActRule.objects.create(act="remove", second_person=True)
    key = key_for("anna")
    decision = decided(anna, key.via, "remove")
    User.objects.filter(pk=anna.pk).update(is_active=False)
    successor = api_keys.replace(str(key.prefix), overlap=api_keys.USED_AGAIN)[0]
    assert successor.people() == []
    api_keys.bind(str(successor.prefix), ["bao"])
    with acting_via(successor.via), pytest.raises(PermissionDenied):
        executing.approve(bao, decision.pk)
    refused(Execution, decision.pk, "successor", approved_by=bao, approved_via=successor.via)


def test_a_later_binding_does_not_touch_what_is_agreed(anna, bao):
    ActRule.objects.create(act="remove", second_person=True, grace_seconds=60)
    key = key_for("anna")
    decision = decided(anna, key.via, "remove")
    executing.approve(bao, decision.pk)
    api_keys.bind(str(key.prefix), ["bao"])
    Execution.objects.update(due_at=timezone.now())
    assert executing.carry_out_due() == 1


def refused(model, pk: int, name: str, **values: object) -> None:
    """The database refuses what the product's functions refuse, whoever writes it."""
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=pk).update(**values)
    assert model.objects.filter(pk=pk).exists(), name


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM articles_keybinding",
        "UPDATE articles_keybinding SET moderator_id = (SELECT id FROM auth_user WHERE username = 'bao')",
        "UPDATE articles_keybinding SET via = 'key:other'",
        "UPDATE articles_keybinding SET ended_at = NULL",
        "UPDATE articles_keybinding SET ended_at = bound_at WHERE ended_at IS NOT NULL",
        "UPDATE articles_keybinding SET by_command = NOT by_command, ended_at = bound_at",
        "INSERT INTO articles_keybinding (key_id, via, moderator_id, bound_at) "
        "SELECT key_id, 'key:other', moderator_id, bound_at FROM articles_keybinding",
    ],
)
def test_who_was_ever_bound_stays_written(anna, bao, statement):
    key = key_for("anna")
    api_keys.unbind(str(key.prefix), ["anna"])
    before = list(KeyBinding.objects.values())
    connection.check_constraints()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(KeyBinding.objects.values()) == before


def test_a_binding_that_lasts_is_not_replaced_on_sqlite(anna):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE")
    key_for("anna")
    before = list(KeyBinding.objects.values())
    columns = "key_id, via, moderator_id"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT OR REPLACE INTO articles_keybinding ({columns}, bound_at) "  # noqa: S608 - our own columns
            f"SELECT {columns}, '2020-01-01' FROM articles_keybinding"
        )
    assert list(KeyBinding.objects.values()) == before
