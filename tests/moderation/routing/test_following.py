"""Copies of a decided text follow the decision by themselves, where that is switched on."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from articles.models import ArticleVersion
from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide
from moderation.models import ActRule, Decision, QueueItem
from moderation.people.independence import is_behind_rule
from moderation.queue.entry import enter
from moderation.routing.live.following import follow
from moderation.statements.facts import facts_of
from moderation.statements.notice import notice
from moderation.vocabulary import channels
from tests.makers import person, reason
from tests.provenance.stored.world import OTHER, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on(settings: Any) -> None:
    settings.COPIES_FOLLOW = True


@pytest.fixture
def moderator() -> User:
    return person("moderator")


def copy(source: str = "转载号", at: str = "18T09:00", **changes: Any) -> ArticleVersion:
    return published(source, at, **changes)


def decided(moderator: User, act: str = "limit", **changes: Any) -> Decision:
    version = copy("山城观察", "16T09:00", **changes)
    with transaction.atomic():
        item = QueueItem.objects.filter(article=version.article_id).first() or enter(version, [reason()])
    return decide(moderator, DecisionRequest(item.pk, item.version, act, clause="" if act == "allow" else "2.3"))


def follower(version: ArticleVersion) -> Decision | None:
    """The decision on the article, which has an open item whatever its findings weigh."""
    with transaction.atomic():
        follow(version, QueueItem.objects.filter(article=version.article_id).first() or enter(version, [reason()]))
    return Decision.objects.filter(article=version.article_id).first()


def test_a_later_uncredited_copy_follows_and_is_told_as_automated(moderator: User) -> None:
    first = decided(moderator)

    found = follower(copy())

    assert found is not None
    assert (found.act, found.clause, found.channel) == ("limit", first.clause, channels.RULE)
    facts = facts_of(found, 15)
    assert facts.maker == channels.RULE_ALONE
    assert "同文沿用处理" in notice(facts)["zh"]


def test_nothing_follows_while_it_is_switched_off(moderator: User, settings: Any) -> None:
    settings.COPIES_FOLLOW = False
    decided(moderator)

    assert follower(copy()) is None


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"at": "15T09:00"}, id="published before"),
        pytest.param({"platform": "sohu"}, id="on another platform"),
        pytest.param({"body": OTHER}, id="another text"),
    ],
)
def test_an_article_that_is_no_later_copy_here_waits_for_a_person(moderator: User, changes: Any) -> None:
    decided(moderator)

    assert follower(copy(**changes)) is None


def test_a_copy_of_an_allowed_text_waits_for_a_person(moderator: User) -> None:
    decided(moderator, "allow")

    assert follower(copy()) is None


def test_what_a_rule_decided_is_not_followed_further(moderator: User) -> None:
    first = decided(moderator)
    second = follower(copy("甲号", "18T09:00"))
    third = follower(copy("乙号", "19T09:00"))

    assert second is not None
    assert third is not None
    assert second.evidence["details"]["decision"] == third.evidence["details"]["decision"] == str(first.pk)


def test_a_decision_with_an_open_appeal_is_not_followed(moderator: User) -> None:
    first = decided(moderator)
    appeals.file(first.pk, text="已注明来源", appellant="山城观察", key="k")

    assert follower(copy()) is None


def test_an_act_that_needs_a_second_person_waits_and_not_for_its_first(moderator: User) -> None:
    decided(moderator)
    ActRule.objects.create(act="limit", second_person=True)

    found = follower(copy())

    assert found is not None
    assert found.execution.state == "awaiting"
    assert is_behind_rule(moderator, found)
    assert not is_behind_rule(person("lead"), found)
