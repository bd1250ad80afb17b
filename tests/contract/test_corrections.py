"""PATCH /articles/{id}/: facts beside the text are corrected, and the text stays."""

from __future__ import annotations

import pytest

from articles.models import Article, Correction, Platform
from tests.makers import fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(api):
    return api.post("articles/", fields(external_id="KQ7A0001")).json()["id"]


def correct(api, article, **facts):
    return api.request("PATCH", f"articles/{article}/", facts)


def test_a_platform_corrects_a_time_and_an_address(api, article):
    url = "https://www.163.com/dy/article/KQ7A0001.html"
    answer = correct(api, article, published_at="2026-01-05T09:00:00+08:00", url=url)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["id"], told["status"], sorted(told["changed"])) == (article, "updated", ["time", "url"])
    shown = api.get(f"articles/{article}/").json()
    assert (shown["published_at"], shown["url"], shown["version"]) == (
        "2026-01-05T09:00:00+08:00",
        url,
        told["version"],
    )
    assert set(shown["corrections"][0]["changes"]) == {"time", "url"}
    assert api.get("articles/", url=url).json()["results"][0]["id"] == article


def test_what_is_left_out_stays(api, article):
    before = api.get(f"articles/{article}/").json()["extraction"]
    correct(api, article, comment_count=42)
    after = api.get(f"articles/{article}/").json()["extraction"]
    assert after == {**before, "comment_count": 42}


def test_a_page_keeps_its_template_and_text(api):
    page = "<html><body><h1>环湖路改造下月开工，公交线路将调整</h1><p>{}</p></body></html>".format(
        "山城市交通部门表示，工程将于下月分三段施工，市民出行请留意公告。" * 8
    )
    article = api.post("articles/", {"platform": "netease", "external_id": "P1", "html": page}).json()["id"]
    before = Article.objects.get(pk=article).current
    assert correct(api, article, published_at="2026-01-05T09:00:00+08:00").json()["status"] == "updated"
    after = Article.objects.get(pk=article).current
    assert (after.headline, after.extraction["body"]) == (before.headline, before.extraction["body"])
    assert after.content_sha256 == before.content_sha256


def test_the_same_facts_again_change_nothing(api, article):
    correct(api, article, published_at="2026-01-05T09:00:00+08:00")
    answer = correct(api, article, published_at="2026-01-05T09:00:00+08:00").json()
    assert (answer["status"], answer["changed"]) == ("duplicate", [])
    assert Correction.objects.count() == 1


def test_an_article_goes_on_being_known_by_its_id(api, article):
    correct(api, article, url="https://www.163.com/dy/article/KQ7A0001.html")
    again = api.post("articles/", fields(external_id="KQ7A0001", headline="环湖路改造提前开工，公交线路将调整")).json()
    assert again["id"] == article


@pytest.mark.parametrize(
    ("facts", "pointer", "code"),
    [
        ({"published_at": "yesterday"}, "/published_at", "invalid_time"),
        ({"headline": "另一个标题"}, "/headline", "unknown"),
        ({"publishd_at": "2026-01-05"}, "/publishd_at", "unknown"),
        ({"comment_count": -1}, "/comment_count", "out_of_range"),
        ({"external_id": "OTHER"}, "/external_id", "known"),
        ({"url": "ftp://example.org/x"}, "/url", "invalid_url"),
    ],
)
def test_a_fact_that_is_not_valid_is_named_and_nothing_changes(api, article, facts, pointer, code):
    answer = correct(api, article, **facts)
    assert answer.status_code == 422
    assert [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]] == [(pointer, code)]
    assert not Correction.objects.exists()


def test_an_address_of_another_article_is_a_conflict(api):
    url = "https://www.163.com/dy/article/KQ7A0002.html"
    api.post("articles/", fields(external_id="", url=url))
    nameless = api.post("articles/", fields(external_id="", url="https://www.163.com/dy/article/KQ7A0003.html")).json()[
        "id"
    ]
    answer = correct(api, nameless, url=url)
    assert (answer.status_code, answer.json()["code"]) == (409, "address_taken")


def test_a_key_of_another_platform_does_not_find_the_article(api_with, article):
    other = api_with("articles:write", platform=Platform.objects.get(code="sohu"))
    assert correct(other, article, comment_count=1).status_code == 404
