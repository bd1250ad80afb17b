"""Effects that must exist exactly once when the work is done."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, ArticleVersion, Assessment, Revisit, Score
from moderation.models import AuditEntry, Decision, Event, QueueItem, WebhookDelivery
from moderation.vocabulary.events import ARTICLE_ASSESSED, DECISION_MADE
from tests.makers import stored
from tests.moderation.webhooks.receiver import Receiver

Stage = Assessment.Stage
LURID = "震惊！他竟然做出这种事，真相曝光后所有人都沉默了！（{}）"


def submitted(number: int) -> list[ArticleVersion]:
    """`number` small articles, stored and not assessed; every other one has a reason to be queued."""
    return [stored(**({"headline": LURID.format(index)} if index % 2 else {})) for index in range(number)]


def done() -> int:
    """The number of assessments that have passed all stages and are not marked to be assessed again."""
    marked = Revisit.objects.values("article")
    return Assessment.objects.filter(stage=Stage.DONE).exclude(version__article__in=marked).count()


def two_minutes_pass() -> None:
    """Lets two minutes pass for doorbells: a row is rung again a minute after the last ring at the earliest."""
    Assessment.objects.filter(notified_at__isnull=False).update(notified_at=timezone.now() - timedelta(minutes=2))


def assert_assessed_once(versions: list[ArticleVersion]) -> None:
    """Every version is assessed, with one score of each name, one event, and at most one queue item."""
    ids = {version.pk for version in versions}
    rows = Assessment.objects.filter(version__in=ids)
    unfinished = rows.exclude(stage=Stage.DONE).values_list("pk", "stage", "attempts", "last_error")
    assert not list(unfinished)
    assert rows.filter(due_at=None, leased_until=None, dead_at=None, token="").count() == len(ids)
    assert not ArticleVersion.objects.filter(pk__in=ids, assessed_at=None).exists()
    scores = Counter(Score.objects.filter(version__in=ids).values_list("version", "name"))
    names = {name for _, name in scores}
    assert names == {"clickbait", "reliability"}
    assert scores == Counter((pk, name) for pk in ids for name in names)
    articles = {version.article_id for version in versions}
    events = Event.objects.filter(article__in=articles, type=ARTICLE_ASSESSED)
    assert Counter(events.values_list("article", flat=True)) == Counter(articles)
    items = Counter(QueueItem.objects.filter(article__in=articles).values_list("article", flat=True))
    assert set(items.values()) <= {1}
    assert items, "none was queued, so queueing twice could not show"


def assert_accepted_once(accepted: Mapping[str, int]) -> None:
    """Every page that clients saw accepted is stored and assessed once, and nothing else exists."""
    rows = Article.objects.values_list("external_id", "pk")
    assert sorted(rows) == sorted(accepted.items())
    versions = list(ArticleVersion.objects.all())
    assert Counter(version.article_id for version in versions) == Counter(accepted.values()), "a version of each"
    assert_assessed_once(versions)


def assert_decided_once(made: Mapping[int, int]) -> None:
    """Each decision that the moderator saw accepted exists, with one audit entry and one event."""
    assert dict(Decision.objects.values_list("item", "pk")) == made
    assert Decision.objects.count() == len(made)
    entries = AuditEntry.objects.filter(action="decision.allow").values_list("payload", flat=True)
    assert Counter(json.loads(entry)["decision"] for entry in entries) == Counter(made.values())
    events = Event.objects.filter(type=DECISION_MADE).values_list("data", flat=True)
    assert Counter(data["decision"] for data in events) == Counter(made.values())


def undelivered() -> int:
    """How many messages are not delivered yet."""
    return WebhookDelivery.objects.exclude(state=WebhookDelivery.State.DELIVERED).count()


def leases_run_out() -> None:
    """Ends the leases on messages that a killed worker held; sending them twice is allowed."""
    held = WebhookDelivery.objects.filter(leased_until__isnull=False)
    held.update(leased_until=timezone.now() - timedelta(seconds=1))


def assert_all_told(receiver: Receiver) -> None:
    """The receiver got every event at least once, always under its one id and with the same body."""
    events = {str(pk) for pk in Event.objects.values_list("pk", flat=True)}
    assert set(receiver.ids) == events
    assert WebhookDelivery.objects.count() == len(events)
    assert len({(request.id, request.body) for request in receiver.requests}) == len(events)


def assert_chain_whole() -> None:
    """`manage.py verify_audit` finds nothing (it exits with 1 where it does)."""
    said = StringIO()
    call_command("verify_audit", stdout=said)
    assert said.getvalue() == f"audit chain whole: {AuditEntry.objects.count()} entries\n"
