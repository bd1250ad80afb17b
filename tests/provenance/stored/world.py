"""Articles of an invented story, stored and taken through the stages: for what needs copies and sources around it."""

from __future__ import annotations

from typing import Any

from articles.assessment.pipeline import assess
from articles.assessment.revisits import wake_revisits
from articles.models import Article, ArticleVersion, Assessment
from tests.makers import stored

STORY = [
    "临江市警方周二通报，城东老桥在早高峰时段因护栏松动临时封闭，所幸没有人员受伤，公交改走滨河大道绕行。",
    "市政工程队连夜检查了全部二十六处支座，发现其中三处螺栓锈蚀严重，需要更换后才能恢复通行，预计工期为九天。",
    "住在桥头的居民说，去年冬天就曾向社区反映过护栏晃动的问题，当时工作人员贴了一张告示，后来没有了下文。",
    "临江市交通局表示，将对全市四十余座同类桥梁开展一次普查，结果会在月底以前向社会公布，并接受市民监督。",
]
OTHER = [
    "云岭县今年的茶叶春采比往年早了十来天，茶农凌晨四点就上山，赶在雾气散去以前把头茬嫩芽摘回来摊晾。",
    "合作社的炒茶师傅介绍，今年雨水均匀，芽头肥壮，鲜叶收购价每斤涨了两成，不少外出打工的年轻人也回来帮忙。",
    "县里新修的冷链仓库下月投用，茶叶从下山到装车不超过三个小时，远在海边的订单第二天早上就能送到客人手里。",
]


def published(source: str, at: str | None, *, body: list[str] | None = None, **changes: Any) -> ArticleVersion:
    """An article by the account, taken through all stages; `at` is a day and time of November 2026 (`"18T09:00"`)."""
    fields = {"source": {"name": source}, "body": body or STORY, "headline": "临江市城东老桥临时封闭检修", **changes}
    if at is not None:
        fields["published_at"] = f"2026-11-{at}:00+08:00"
    version = stored(**fields)
    finish(version)
    return version


def vouched(source: str, at: str, **changes: Any) -> ArticleVersion:
    """As `published`, and a lead has confirmed the time: it counts although the article came late."""
    from django.utils import timezone

    version = published(source, at, **changes)
    Article.objects.filter(pk=version.article_id).update(time_confirmed_at=timezone.now())
    return version


def finish(version: ArticleVersion) -> None:
    """Runs what is due on the version now."""
    assert assess(Assessment.objects.get(version=version).pk)
    version.refresh_from_db()


def settle() -> int:
    """Looks again at everything that is marked, as sweeper and workers do; how many articles."""
    from datetime import timedelta

    from django.utils import timezone

    from articles.models import Revisit

    count = 0
    Revisit.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    wake_revisits()
    for pk in Assessment.objects.filter(due_at__isnull=False).order_by("pk").values_list("pk", flat=True):
        count += assess(pk)
    return count


def codes(version: ArticleVersion) -> set[str]:
    """The codes of the version's findings as they stand."""
    return set(version.findings.values_list("code", flat=True))


def trust(code: str) -> None:
    """Register a precision of 1 for the code, so that its findings are as loud as their rule says."""
    from datetime import date

    from articles.models import FindingPrecision

    counts = {"right": 50, "arguable": 0, "wrong": 0}
    FindingPrecision.objects.create(
        code=code, judged_set="made up", sha256="0" * 64, measured_on=date(2026, 11, 1), **counts
    )
