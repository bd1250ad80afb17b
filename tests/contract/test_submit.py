"""Submissions: answers for new, repeated, changed and refused ones."""

from __future__ import annotations

import pytest

from articles.models import Article, ArticleVersion, Page, Platform
from tests.makers import fields

HTML = """<!doctype html><html><head><title>山城夜市今晚重新开放</title></head><body><article>
<h1>山城夜市今晚重新开放</h1>
<p>山城夜市管理处表示，经过三周整修，夜市将于今晚六时重新开放，共有二百一十个摊位。</p>
<p>管理处介绍，新铺设的排水管道已经验收，雨天积水的路段全部抬高，消防通道也重新划线。</p>
<p>摊主们说，他们更关心停车问题，希望附近学校的操场在周末向顾客开放。</p>
</article></body></html>"""


def test_structured_submission_is_created_with_its_place(api):
    response = api.post("articles/", fields())
    assert response.status_code == 201
    answer = response.json()
    article = Article.objects.get(pk=answer["id"])
    assert answer == {"id": article.pk, "status": "created", "version": 1, "changed": [], "error": None}
    assert response["Location"].endswith(f"/api/v1/articles/{article.pk}/")


def test_same_submission_again_is_a_duplicate(api):
    data = fields()
    first = api.post("articles/", data)
    again = api.post("articles/", data)
    assert again.status_code == 200
    assert again.json() == {**first.json(), "status": "duplicate"}
    assert ArticleVersion.objects.count() == 1


def test_edited_article_is_its_next_version(api):
    data = fields()
    first = api.post("articles/", data).json()
    edited = api.post("articles/", {**data, "body": [*data["body"], "更正：施工时间为两个月。"]})
    assert edited.status_code == 201
    assert edited.json() == {**first, "version": 2}


def test_html_page_is_read(api):
    response = api.post("articles/", {"platform": "other", "url": "https://news.example/night-market", "html": HTML})
    assert response.status_code == 201
    shown = api.get(f"articles/{response.json()['id']}/").json()
    assert shown["headline"] == "山城夜市今晚重新开放"
    assert shown["url"] == "https://news.example/night-market"
    assert len(shown["extraction"]["body"]) == 3


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"headline": None}, "/headline", "required"),
        ({"body": []}, "/body", "required"),
        ({"headline": 7}, "/headline", "invalid_type"),
        ({"platform": ["netease"]}, "/platform", "invalid"),
        ({"external_id": "x" * 201}, "/external_id", "invalid"),
        ({"external_id": "a\x00b"}, "/external_id", "invalid"),
        ({"url": {}}, "/url", "invalid"),
        ({"html": "<p>", "text": "x"}, "", "ambiguous"),
    ],
)
def test_faulty_field_is_named(api, change, pointer, code):
    response = api.post("articles/", {**fields(), **change})
    assert response.status_code == 422
    errors = response.json()["errors"]
    assert [(error["pointer"], error["code"]) for error in errors] == [(pointer, code)]
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": "   "}, 422, "empty"),
        ({"html": "<html><body><p>。</p></body></html>"}, 422, "no_article"),
        ({"html": "<div>" * 20_000}, 422, "too_deep"),
        ({"text": "字" * 400_000}, 413, "too_large"),
        ([], 422, "invalid_fields"),
        ("text", 422, "invalid_fields"),
        ({**fields(), "platform": "nowhere"}, 422, "unknown_platform"),
    ],
)
def test_refusal_has_a_code(api, body, status, code):
    response = api.post("articles/", body)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert not Article.objects.exists()


def test_page_without_article_is_kept_and_named(api):
    problem = api.post("articles/", {"html": "<html><body><p>。</p></body></html>"}).json()
    assert Page.objects.get(sha256=problem["page"]).unreadable_code == "no_article"


def test_batch_answers_each_in_order(api):
    good, other = fields(), fields()
    response = api.post("articles/batch/", [good, {"headline": "无正文"}, other, good, 7])
    assert response.status_code == 207
    results = response.json()
    assert [result["status"] for result in results] == ["created", "rejected", "created", "duplicate", "rejected"]
    assert results[3]["id"] == results[0]["id"] != results[2]["id"]
    assert results[1]["error"]["errors"][0]["pointer"] == "/body"
    assert Article.objects.count() == 2


@pytest.mark.parametrize("body", [[], [{}] * 501, {"submissions": {}}, {}, "x", None])
def test_batch_of_wrong_size_or_kind_stores_nothing(api, body):
    assert api.post("articles/batch/", body).status_code == 422
    assert not Page.objects.exists()


def test_a_batch_waits_while_much_is_due_and_a_single_submission_does_not(api, settings):
    settings.BATCH_BACKLOG = 2
    for _ in range(2):
        assert api.post("articles/", fields()).status_code == 201
    refused = api.post("articles/batch/", [fields()])
    assert (refused.status_code, refused["Retry-After"], refused.json()["code"]) == (503, "60", "backlog")
    assert api.post("articles/", fields()).status_code == 201
    assert api.post("headlines/score/", {"headlines": ["山城市公布明年预算草案"]}).status_code == 200
    settings.BATCH_BACKLOG = 4
    assert api.post("articles/batch/", [fields()]).status_code == 207


def test_flood_of_one_platform_refuses_no_batch_of_another(api, api_with, settings):
    settings.BATCH_BACKLOG = 2
    for _ in range(3):
        assert api.post("articles/", fields(platform="toutiao")).status_code == 201
    assert api.post("articles/batch/", [fields(platform="toutiao")]).status_code == 503
    assert api.post("articles/batch/", [fields(platform="netease")]).status_code == 207
    netease = api_with(platform=Platform.objects.get(code="netease"))
    assert netease.post("articles/batch/", [fields(platform="netease")]).status_code == 207
