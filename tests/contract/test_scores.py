"""Headline scores as a service, and the reliability of sources."""

from __future__ import annotations

import math

import pytest

from articles.models import Page, Platform
from articles.scoring.clickbait.weights import load_weights
from tests.makers import assessed, stored

LOUD, CALM = "震惊！原来真相竟然是这样，看完沉默了", "山城市公布明年预算草案"


def test_headlines_are_scored_in_order_and_explained(api):
    response = api.post("headlines/score/", {"headlines": [LOUD, {"headline": CALM, "body": "预算草案。"}, "", "12"]})
    assert response.status_code == 200
    loud, calm, empty, digits = response.json()["results"]
    assert [loud["headline"], calm["headline"], empty["headline"]] == [LOUD, CALM, ""]
    assert loud["score"] > calm["score"]
    for result in (loud, calm):
        total = result["baseline"] + sum(reason["contribution"] for reason in result["reasons"])
        assert result["score"] == pytest.approx(1 / (1 + math.exp(-total)), abs=1e-6)
    assert {empty["band"], digits["band"]} == {"not_scored"}
    assert empty["score"] is None
    assert not Page.objects.exists()


@pytest.mark.parametrize(
    ("headlines", "pointer"),
    [
        (None, "/headlines"),
        ([], "/headlines"),
        ("one", "/headlines"),
        (["x"] * 1001, "/headlines"),
        (["x", 7], "/headlines/1/headline"),
        (["x", None], "/headlines/1"),
        ([{}], "/headlines/0/headline"),
        ([{"headline": "x", "body": []}], "/headlines/0/body"),
        (["x" * 10_001], "/headlines/0/headline"),
    ],
)
def test_faulty_headline_is_named(api, headlines, pointer):
    response = api.post("headlines/score/", {"headlines": headlines})
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]


def test_a_thousand_headlines_are_scored(api):
    response = api.post("headlines/score/", {"headlines": [f"{CALM}（{number}）" for number in range(1000)]})
    assert len(response.json()["results"]) == 1000


def test_reliability_shows_parts_interval_n_and_history(api):
    source = assessed().article.source
    assessed()
    shown = api.get(f"sources/{source.pk}/reliability/").json()
    assert shown["source"] == source.pk
    assert len(shown["history"]) == 2
    latest = shown["history"][0]
    assert (latest["value"], latest["n"], latest["interval"]) == (shown["value"], shown["n"], shown["interval"])
    total = shown["baseline"] + sum(part["contribution"] for part in shown["parts"])
    assert shown["value"] == pytest.approx(total, abs=0.01)
    assert 0 <= shown["interval"]["low"] <= shown["value"] <= shown["interval"]["high"] <= 100
    for part in shown["parts"]:
        assert 0 <= part["interval"]["low"] <= part["interval"]["high"] <= part["most"]
    assert sum(part["most"] for part in shown["parts"]) == 100
    assert len(shown["parts"][1]["articles"]) == shown["parts"][1]["n"] == 2
    assert latest["before"] + latest["aged"] + sum(latest["moved"].values()) == pytest.approx(latest["value"], abs=2e-3)
    assert (latest["cause"], latest["articles"]) == ("assessed", [latest["article"]])


def test_a_source_answers_to_its_score_and_the_answer_stands_beside_it(api):
    version = assessed()
    path = f"sources/{version.article.source_id}/"
    value = api.get(f"{path}reliability/").json()["value"]
    sent = {"text": "护栏照片由本号实拍，\n愿提供原图。<script>1</script>", "author": "山城观察编辑部"}
    filed = api.post(f"{path}replies/", sent)
    assert filed.status_code == 201
    reply = filed.json()
    assert (reply["text"], reply["author"], reply["value"]) == (sent["text"], sent["author"], value)
    api.post(f"{path}replies/", {"text": "补充", "author": "山城观察编辑部"})
    listed = api.get(f"{path}replies/").json()["results"]
    assert [item["text"] for item in listed] == ["补充", sent["text"]]
    shown = api.get(f"{path}reliability/").json()
    assert shown["replies"] == listed
    assert shown["value"] == value, "an answer moves no points"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"text": "", "author": "甲"}, "/text"),
        ({"text": "好", "author": " "}, "/author"),
        ({"text": "好" * 5001, "author": "甲"}, "/text"),
        ({"text": "a\x00b", "author": "甲"}, "/text"),
        ({"author": "甲"}, "/text"),
    ],
)
def test_an_answer_that_says_nothing_is_refused(api, body, pointer):
    source = assessed().article.source_id
    response = api.post(f"sources/{source}/replies/", body)
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, pointer)


def test_answers_are_filed_by_who_may_appeal_for_sources_of_the_own_platform(api, api_with):
    source = assessed().article.source_id
    body = {"text": "好", "author": "甲"}
    assert api_with("scores:read").post(f"sources/{source}/replies/", body).status_code == 403
    sohu = api_with("appeals:write", platform=Platform.objects.get(code="sohu"))
    assert sohu.post(f"sources/{source}/replies/", body).status_code == 404
    assert api_with("appeals:write").post(f"sources/{source}/replies/", body).status_code == 201
    assert api.post("sources/9999999/replies/", body).status_code == 404


def test_reliability_of_a_source_without_assessed_article_is_unknown(api):
    source = stored().article.source
    shown = api.get(f"sources/{source.pk}/reliability/").json()
    assert (shown["value"], shown["band"], shown["interval"], shown["history"]) == (None, "unreviewed", None, [])


def test_sources_are_listed_and_filtered(api):
    card = {"name": "历史茶馆", "follower_count": 12, "article_count": 3, "tagline": "讲历史"}
    source = stored(source=card).article.source
    stored(source={"name": "另一家"})
    shown = api.get("sources/", name="历史茶馆").json()["results"]
    assert [item["id"] for item in shown] == [source.pk]
    assert shown[0]["follower_count"] == 12
    assert api.get(f"sources/{source.pk}/").json() == shown[0]
    assert len(api.get("sources/", platform="netease", kind="account").json()["results"]) == 2


def test_missing_weights_are_a_503_that_names_no_file(api, monkeypatch, tmp_path):
    monkeypatch.setattr(
        "articles.scoring.stored.headline_models.weights_for", lambda language: load_weights(tmp_path / "none.json")
    )
    response = api.post("headlines/score/", {"headlines": [LOUD]})
    assert (response.status_code, response.json()["code"]) == (503, "scorer_unavailable")
    assert "json" not in response.json()["detail"]
