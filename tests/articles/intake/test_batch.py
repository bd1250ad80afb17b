"""Many at once are stored as each by itself: the same rows, the same answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from articles.intake import batch
from articles.intake.parsed import Parsed, Refused
from articles.intake.store import store_parsed
from articles.intake.submission import Outcome
from articles.intake.submitting import in_order, parse_for, submit
from articles.models import Article, Assessment, Disclaimer, Page, Source
from tests.makers import fields
from tests.moderation.console.pages import FULL

pytestmark = pytest.mark.django_db
SIZE = {"article_count": 10, "follower_count": 20}


def submissions() -> list[dict[str, Any]]:
    """What a platform may send in one batch: full and bare ones, edits, repeats, one without a name, and nonsense."""
    same = {"body": ["两篇稿件正文完全一样，一字不差，只是编号不同。"], "headline": "同一页内容"}
    edited = fields(external_id="edited")
    return [
        fields(**FULL),
        fields(**{**FULL, "source": {"name": "山城观察", "article_count": 7381}}),
        fields(source=None),
        fields(source={"name": "有编号的账号", "external_id": "u-1", **SIZE}),
        fields(source={"name": "后来改名", "external_id": "u-1", "follower_count": 21}),
        fields(external_id="", url="https://www.163.com/dy/article/ABC.html"),
        fields(**same, external_id="one"),
        fields(**same, external_id="two"),
        edited,
        {**edited, "headline": "改过的标题"},
        {**edited, "headline": "改过的标题"},
        fields(platform="toutiao", source={"name": "山城观察"}),
        fields(platform="no-such-platform"),
        fields(headline=""),
        fields(external_id="known"),
    ]  # fmt: skip


def told(outcomes: list[Outcome]) -> list[tuple[Any, ...]]:
    return [(one.status, one.version, one.code) for one in outcomes]


def rows() -> dict[str, Any]:
    """All that was stored, by natural names."""
    return {
        "articles": {
            (article.platform.code, article.identity): (
                article.external_id, article.url, article.url_key, article.title_key,
                article.source and (article.source.name, article.source.external_id),
                article.current.number,
                [
                    (
                        version.number, version.page.sha256, version.content_sha256, version.template, version.headline,
                        version.headline_key, version.language, version.published_at, version.extraction,
                        version.missing, version.disclosed,
                        list(version.flags.order_by("pk").values_list("code", "text", "start", "end", "declared_by")),
                        list(version.references.order_by("position").values_list("position", "headline", "outlet_key")),
                        sorted(version.disclaimers.values_list("text", flat=True)),
                        Assessment.objects.filter(
                            version=version, due_at__isnull=False, notified_at__isnull=False
                        ).count(),
                    )
                    for version in article.versions.order_by("number")
                ],
            )
            for article in Article.objects.select_related("platform", "source", "current")
        },
        "sources": sorted(
            Source.objects.values_list(
                "platform__code", "external_id", "name", "article_count", "follower_count", "names__key"
            ),
            key=repr,
        ),
        "pages": set(Page.objects.values_list("sha256", "size", "url", "content_type")),
        "wordings": set(Disclaimer.objects.values_list("platform__code", "text", "status")),
    }  # fmt: skip


def stored(store: Callable[[list[Parsed | Refused]], list[Outcome]], given: list[dict[str, Any]]) -> Any:
    """What is answered and stored, in a transaction that is taken back."""
    with transaction.atomic():
        submit({**given[-1], "headline": "先前已有"}, None)
        found = told(store([parse_for(item, None) for item in given])), rows()
        transaction.set_rollback(True)
    return found


def test_the_same_rows_and_answers_as_one_by_one(monkeypatch):
    given = submissions()
    at_once: list[int] = []
    store_new = batch.store_new

    def counted(some):
        done = store_new(some)
        at_once.append(len(done))
        return done

    monkeypatch.setattr("articles.intake.submitting.store_new", counted)
    one_by_one = stored(lambda some: [store_parsed(one) for one in some], given)
    together = stored(in_order, given)
    assert together[0] == one_by_one[0]
    for kind in one_by_one[1]:
        assert together[1][kind] == one_by_one[1][kind], kind
    assert at_once == [9]


def test_a_batch_takes_few_statements(django_assert_max_num_queries):
    given = [parse_for(fields(source={"name": f"账号{n % 5}"}), None) for n in range(100)]
    with django_assert_max_num_queries(66):
        assert {one.status for one in in_order(given)} == {"created"}


def test_batch_stores_one_by_one_when_another_transaction_is_faster(monkeypatch):
    given = [fields(), fields()]
    taken = [parse_for(item, None) for item in given]
    assert submit(given[0], None).status == "created"
    monkeypatch.setattr(batch, "_certainly_new", lambda submissions, platforms: list(range(len(submissions))))
    assert [one.status for one in in_order(taken)] == ["duplicate", "created"]
