"""Fixtures of the whole suite: people by role, keys and submissions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from articles.models import ArticleVersion


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> None:
    """The database of this process; it goes with its server or folder."""
    from tests.database import first_rows, template

    with django_db_blocker.unblock():
        template.set_up()
        first_rows.keep()


@pytest.fixture(autouse=True)
def default_language() -> None:
    """Each test begins in the language of the settings: a request leaves its own language active."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture(autouse=True)
def uses_of_keys_begin_anew() -> None:
    """Each test begins without uses that an earlier one counted and did not write."""
    from articles.access.key_uses import uses

    uses.forget()


@pytest.fixture(autouse=True)
def events_keep_their_contract() -> Iterator[None]:
    """Whatever any test makes the product write to the outbox is a message after its JSON Schema.

    An event about an article names it so that a receiver of all platforms knows which one it is.
    """
    from jsonschema import Draft202012Validator, FormatChecker

    from moderation.models import Event
    from moderation.models.webhooks.event import events_written
    from moderation.webhooks.protocol.payloads import payload
    from moderation.webhooks.protocol.schemas import schema

    def check(events: Sequence[Event], **_: Any) -> None:
        for event in events:
            told = payload(event.pk, event.type, event.created_at, event.data)
            Draft202012Validator(schema(event.type), format_checker=FormatChecker()).validate(told)
            if event.article_id is not None and "external_id" in told["data"]:
                assert {"article", "platform", "url"} <= set(told["data"]), event.type

    events_written.connect(check)
    yield
    events_written.disconnect(check)


@pytest.fixture
def moderator(db: None) -> User:
    """Works the queues."""
    from tests.makers import person

    return person("moderator")


@pytest.fixture
def lead(db: None) -> User:
    """Works the leads' queue too."""
    from tests.makers import person

    return person("lead")


@pytest.fixture
def auditor(db: None) -> User:
    """Sees everything, changes nothing."""
    from tests.makers import person

    return person("auditor")


@pytest.fixture
def api_key(db: None) -> Callable[..., str]:
    """Makes API keys: `api_key("articles:write", "articles:read")`, or with no scope named, one with all.

    `acts_for` names the moderators it acts for; when not given, all there are.
    """
    from articles.access import api_keys, bindings
    from articles.models.access.keys import ACTING_SCOPE, SCOPES

    def make(*scopes: str, acts_for: Sequence[str] | None = None, **fields: Any) -> str:
        wanted = scopes or SCOPES
        people = [person.get_username() for person in bindings.bindable()] if acts_for is None else acts_for
        _, key = api_keys.make("test", wanted, moderators=people if ACTING_SCOPE in wanted else (), **fields)
        return key

    return make


@pytest.fixture
def submit(db: None) -> Callable[..., ArticleVersion]:
    """Stores an article, as a text copy (`submit("…")`) or by fields; returns its current version, not assessed yet."""
    from articles.intake import Submission, store
    from articles.models import Article
    from tests.makers import fields

    def submit(text: str | None = None, **changes: Any) -> ArticleVersion:
        data = {"text": text, **changes} if text is not None else fields(**changes)
        outcome = store(Submission.from_json(data))
        assert outcome.id is not None, json.dumps(outcome.to_json(), ensure_ascii=False)
        version = Article.objects.get(pk=outcome.id).current
        assert version is not None
        return version

    return submit


@pytest.fixture
def assess_all(db: None) -> Callable[[], int]:
    """Runs the stages of everything that is due, in this process; returns how many versions are assessed now."""
    from articles.assessment.pipeline import assess
    from articles.models import Assessment

    def assess_all() -> int:
        return sum(assess(pk) for pk in Assessment.objects.filter(due_at__isnull=False).values_list("pk", flat=True))

    return assess_all
