"""Reading articles: one with everything, and lists with filters and cursors."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Platform
from tests.makers import assessed, fields, stored

DECLARED = [
    "山城市交通部门表示，环湖路下月封闭施工。",
    "据山城市规划研究院测算，通行时间可缩短十二分钟。",
    "声明：取材网络，谨慎辨别",
]


def test_article_shows_evidence_scores_and_queue_state(api, django_assert_max_num_queries):
    version = assessed(
        body=DECLARED,
        topic="news",
        references=[
            {"headline": "环湖路改造方案公布", "outlet": "山城日报", "published_at": "2026-01-05T10:30:00+08:00"}
        ],
        disclaimers=[{"text": "本平台仅提供信息存储服务。"}],
    )
    with django_assert_max_num_queries(20):
        shown = api.get(f"articles/{version.article_id}/").json()
    assert shown["version"] == 1
    assert shown["platform"] == "netease"
    assert shown["source"] == {"id": version.article.source_id, "kind": "account", "name": "山城观察"}
    assert (shown["extraction"]["body"], shown["extraction"]["declarations"]) == (DECLARED[:-1], DECLARED[-1:])
    flag = shown["flags"][0]
    assert (flag["code"], flag["also"]) == ("web_sourced", ["verify_caution"])
    assert "\n".join(DECLARED)[flag["start"] : flag["end"]] == flag["text"]
    assert [item["code"] for item in shown["disclaimers"]] == ["storage_only"]
    assert shown["references"][0]["outlet"] == "山城日报"
    assert shown["references"][0]["published_at"] == "2026-01-05T10:30:00+08:00"
    assert any(item["who"] == "山城市规划研究院" for item in shown["attributions"])
    assert shown["assessment"] == {
        "stage": "done",
        "assessed_at": shown["assessed_at"],
        "attempts": 0,
        "gave_up": None,
    }
    assert {score["name"] for score in shown["scores"]} == {"clickbait", "reliability"}
    assert {"queue_item", "decision", "decisions"} <= set(shown)


def test_scores_add_up_from_what_is_shown(api):
    version = assessed(headline="震惊！环湖路竟然要这样改，网友：没想到")
    scores = {score["name"]: score for score in api.get(f"articles/{version.article_id}/").json()["scores"]}
    points = scores["reliability"]
    total = points["baseline"] + sum(reason["contribution"] for reason in points["reasons"])
    assert points["value"] == pytest.approx(total, abs=0.01)
    assert points["interval"]["low"] <= points["value"] <= points["interval"]["high"]
    clickbait = scores["clickbait"]
    for reason in clickbait["reasons"]:
        if reason["location"] == "headline" and reason["start"] is not None:
            assert version.headline[reason["start"] : reason["end"]] == reason["text"]


def test_article_that_waits_says_so(api):
    version = stored()
    shown = api.get(f"articles/{version.article_id}/").json()
    assert shown["assessment"] == {"stage": "fingerprints", "assessed_at": None, "attempts": 0, "gave_up": None}
    assert (shown["scores"], shown["queue_item"], shown["decision"], shown["decisions"]) == ([], None, None, [])


def test_list_pages_through_all_without_gap_or_repeat(api):
    made = [stored().article_id for _ in range(7)]
    # The id orders rows of one instant.
    Article.objects.filter(pk__in=made[2:5]).update(created_at=timezone.now())
    expected = list(Article.objects.order_by("-created_at", "-id").values_list("pk", flat=True))
    seen, address = [], "/api/v1/articles/?page_size=2"
    while address:
        page = api.client.get(address).json()
        seen += [item["id"] for item in page["results"]]
        address = page["next"]
    assert seen == expected


def test_list_costs_the_same_queries_however_long(api, django_assert_num_queries):
    def queries(size: int) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert len(api.get("articles/", page_size=size).json()["results"]) == size
        return len(captured)

    for _ in range(6):
        assessed(body=DECLARED)
    queries(1)  # the key's first use is written
    assert queries(2) == queries(6)


def test_filters(api):
    plain = stored(external_id="plain-1", source={"name": "甲号"})
    declared = assessed(body=DECLARED, platform="sohu", url="https://sohu.example/a/1", source={"name": "乙号"})

    def ids(**params: object) -> list[int]:
        return [item["id"] for item in api.get("articles/", **params).json()["results"]]

    assert ids() == [declared.article_id, plain.article_id]
    assert ids(platform="sohu") == [declared.article_id]
    assert ids(external_id="plain-1") == [plain.article_id]
    assert ids(url="https://sohu.example/a/1") == [declared.article_id]
    assert ids(url="https://sohu.example/a/1?utm_source=x") == [], "the same article, but not its address"
    assert ids(source=plain.article.source_id) == [plain.article_id]
    assert ids(flag="web_sourced") == [declared.article_id]
    assert ids(flag="verify_caution") == [declared.article_id]
    assert ids(flag="fiction") == []
    declared.refresh_from_db()
    assert ids(band=declared.clickbait_band) == [declared.article_id]
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    assert ids(created_after=tomorrow) == []
    assert len(ids(created_before=tomorrow)) == 2


class TestKeyOfOnePlatform:
    """A key of one platform sees and writes that platform only."""

    @pytest.fixture
    def sohu(self, api_with):
        return api_with(platform=Platform.objects.get(code="sohu"))

    def test_sees_its_articles_only(self, sohu):
        theirs, ours = stored(platform="netease"), stored(platform="sohu")
        assert [item["id"] for item in sohu.get("articles/").json()["results"]] == [ours.article_id]
        assert sohu.get(f"articles/{theirs.article_id}/").status_code == 404
        assert sohu.get(f"articles/{ours.article_id}/").status_code == 200
        assert sohu.get(f"sources/{theirs.article.source_id}/").status_code == 404
        assert sohu.get(f"sources/{theirs.article.source_id}/reliability/").status_code == 404
        assert len(sohu.get("sources/").json()["results"]) == 1

    def test_writes_its_articles_only(self, sohu):
        refused = sohu.post("articles/", fields(platform="netease"))
        assert refused.status_code == 403
        assert refused.json()["errors"][0]["pointer"] == "/platform"
        batch = sohu.post("articles/batch/", [fields(platform="netease"), fields(platform=None)]).json()
        assert [result["error"] and result["error"]["code"] for result in batch] == ["other_platform", None]
        assert [article.platform.code for article in Article.objects.all()] == ["sohu"]


@pytest.mark.parametrize("offset", ["-16:56", "+23:59", "+08:00"])
def test_a_time_of_any_offset_is_a_time(api, offset):
    assert api.get("articles/", created_before=f"2393-06-29T02:10:44{offset}").status_code == 200
