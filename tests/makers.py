"""Builds what tests need, through the product's own functions."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User

from articles.assessment.pipeline import assess
from articles.intake import Submission, store
from articles.models import Article, ArticleVersion, Assessment
from moderation.models import QueueItem
from moderation.queue.entry import enter
from moderation.triage.reasons import ReasonFact

_numbers = count(1)
PARAGRAPHS = [
    "山城市交通部门周三表示，环湖路改造工程将于下月分三段施工，期间公交线路临时调整。",
    "据山城市规划研究院测算，改造完成后早高峰通行时间可缩短约十二分钟。",
    "附近居民说，希望施工安排避开上学时段，并在路口加派引导人员。",
]


def person(role: str) -> User:
    """Somebody in the role's group, named like it, with the password `ROLE-password`."""
    made = User.objects.create_user(role, password=f"{role}-password", is_staff=True)
    made.groups.add(Group.objects.get(name=role))
    return made


def fields(**changes: Any) -> dict[str, Any]:
    """A structured submission of an article of its own; `changes` replace fields."""
    number = next(_numbers)
    return {
        "platform": "netease",
        "external_id": f"article-{number}",
        "headline": f"环湖路改造下月开工，公交线路将调整（{number}）",
        "body": [*PARAGRAPHS, f"本报道为第{number}期。"],
        "source": {"name": "山城观察"},
        **changes,
    }


def stored(**changes: Any) -> ArticleVersion:
    """A stored article's current version, not assessed yet."""
    outcome = store(Submission.from_json(fields(**changes)))
    assert outcome.id is not None, outcome
    version = Article.objects.get(pk=outcome.id).current
    assert version is not None
    return version


def assessed(**changes: Any) -> ArticleVersion:
    """A stored article's current version, taken through all stages in this process."""
    version = stored(**changes)
    assert assess(Assessment.objects.get(version=version).pk)
    version.refresh_from_db()
    return version


def reason(code: str = "vague_sourcing", weight: float = 0.6, **changes: Any) -> ReasonFact:
    """A reason that queues an article by itself."""
    values = {"kind": "finding", "severity": "high", "zh": "来源笼统", "en": "Vague source", "opens": True, **changes}
    return ReasonFact(code=code, weight=weight, **values)


def queued(*reasons: ReasonFact, **changes: Any) -> QueueItem:
    """An open queue item of a new article."""
    from django.db import transaction

    version = stored(**changes)
    with transaction.atomic():
        return enter(version, list(reasons) or [reason()])
