"""What must be there, once, when work is done, and once only."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from articles.models import ArticleVersion, Assessment, Score
from moderation.models import Event, QueueItem
from tests.makers import stored

Stage = Assessment.Stage
LURID = "震惊！他竟然做出这种事，真相曝光后所有人都沉默了！（{}）"


def submitted(number: int) -> list[ArticleVersion]:
    """So many small articles, stored and not assessed; every other one has a reason to be queued."""
    return [stored(**({"headline": LURID.format(index)} if index % 2 else {})) for index in range(number)]


def done() -> int:
    """How many assessments have gone through all stages."""
    return Assessment.objects.filter(stage=Stage.DONE).count()


def two_minutes_pass() -> None:
    """For doorbells: a row is rung again a minute after the last time at the earliest."""
    Assessment.objects.filter(rung_at__isnull=False).update(rung_at=timezone.now() - timedelta(minutes=2))


def assert_assessed_once(versions: list[ArticleVersion]) -> None:
    """Every version is through, with one score of each name, one event, and at most one queue item."""
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
    events = Event.objects.filter(article__in=articles, type=Event.Type.ARTICLE_ASSESSED)
    assert Counter(events.values_list("article", flat=True)) == Counter(articles)
    items = Counter(QueueItem.objects.filter(article__in=articles).values_list("article", flat=True))
    assert set(items.values()) <= {1}
    assert items, "none was queued, so queueing twice could not show"
