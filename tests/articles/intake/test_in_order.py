"""Many submissions at once: told in the order given, their sources in one order."""

from __future__ import annotations

import pytest

from articles.intake.submitting import in_order, parse_for
from articles.models import Article, Source
from tests.makers import fields

pytestmark = pytest.mark.django_db


def test_stored_by_source_and_told_as_given_with_what_cannot_be_read_between():
    sources = ["c", "a", "b", "a"]
    given = [fields(source=source) for source in sources]
    outcomes = in_order([parse_for(item, None) for item in (*given[:2], {"platform": 7}, *given[2:])])
    assert [outcome.status for outcome in outcomes] == ["created", "created", "rejected", "created", "created"]
    told = [Article.objects.get(pk=outcome.id).external_id for outcome in outcomes if outcome.id]
    assert told == [item["external_id"] for item in given]
    made = Source.objects.filter(name__in=sources).order_by("pk").values_list("name", flat=True)
    assert list(made) == sorted(set(sources))


def test_versions_of_one_article_keep_their_order_though_the_source_is_renamed():
    first = fields(source="z")
    edited = {**first, "body": [*first["body"], "全文更正如下。"], "source": {"name": "a"}}
    outcomes = in_order([parse_for(item, None) for item in (first, edited, fields(source="m"))])
    assert [outcome.version for outcome in outcomes] == [1, 2, 1]
    assert outcomes[0].id == outcomes[1].id
