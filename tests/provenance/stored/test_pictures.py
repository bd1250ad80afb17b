"""A submitted picture that stands in another article is evidence; furniture, poor and broken pictures are none."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from PIL import Image

from articles.api.serializers.provenance import ProvenanceSerializer
from articles.models import Picture, PicturePair, Platform
from articles.provenance.stored.pictures import FURNITURE
from articles.provenance.stored.record import provenance_record
from moderation.queue.entry import enter
from moderation.routing.facts import facts_of
from tests.makers import reason
from tests.provenance.pictures.test_pdq import bomb, file, scene
from tests.provenance.stored.world import OTHER, STORY, codes, published, settle, vouched

pytestmark = pytest.mark.django_db


def image(data: bytes) -> dict[str, str]:
    return {"url": "https://img.example/1.png", "data": base64.b64encode(data).decode()}


def article(source: str, at: str, *pictures: bytes, **changes: Any) -> Any:
    given = {"body": OTHER, "external_id": f"{source}{at}", **changes}
    return published(source, at, images=[image(each) for each in pictures], **given)


def seen(version: Any, within: int | None = None) -> list[tuple[int, int, str]]:
    platform = Platform.objects.get(pk=within) if within else None
    record = provenance_record(version.article, platform)["pictures"]
    return [(each["position"], each["article"], each["order"]) for each in record]


def test_a_picture_of_an_earlier_article_is_told_with_its_place_and_order():
    first = article("山城观察", "20T09:00", file(scene(1)))
    later = article("湖城快讯", "22T09:00", file(scene(2)), file(scene(1).resize((500, 330)), "JPEG", quality=60))
    assert seen(later) == [(1, first.article_id, "earlier")]
    assert seen(first) == [(0, later.article_id, "later")]
    (told,) = provenance_record(later.article)["pictures"]
    assert told["headline"] == first.headline
    assert {*ProvenanceSerializer().fields["pictures"].child.fields} == set(told)


def test_an_original_that_arrives_late_counts_as_earlier():
    copy = article("湖城快讯", "22T09:00", file(scene(1)))
    original = article("山城观察", "20T09:00", file(scene(1)))
    assert seen(copy) == [(0, original.article_id, "earlier")]


def test_an_order_that_nobody_knows_is_told_as_unknown():
    article("山城观察", "20T09:00", file(scene(1)))
    later = published("湖城快讯", None, body=OTHER, external_id="x", images=[image(file(scene(1)))])
    assert [order for _, _, order in seen(later)] == ["unknown"]


def test_other_pictures_and_pictures_of_the_same_article_make_no_pair():
    article("山城观察", "20T09:00", file(scene(1)), file(scene(1)))
    article("湖城快讯", "22T09:00", file(scene(2)))
    assert not PicturePair.objects.exists()


def test_a_picture_of_many_sources_is_furniture():
    versions = [article(f"来源{n}", f"2{n}T09:00", file(scene(1))) for n in range(FURNITURE + 1)]
    assert seen(versions[-1]) == []
    assert seen(versions[0]) == []


def test_a_picture_that_shows_too_little_is_not_matched():
    plain = file(Image.new("RGB", (300, 200), "navy"))
    article("山城观察", "20T09:00", plain)
    article("湖城快讯", "22T09:00", plain)
    assert Picture.objects.filter(quality__lt=50).count() == 2
    assert not PicturePair.objects.exists()


def test_a_broken_picture_is_told_and_the_article_is_assessed():
    version = article("山城观察", "20T09:00", bomb(60_000, 60_000), file(scene(1)))
    assert version.assessed_at is not None
    problems = list(Picture.objects.order_by("position").values_list("problem", flat=True))
    assert "far more than 25,000,000 pixels" in problems[0]
    assert problems[1] == ""


def test_an_article_without_bytes_of_pictures_costs_no_rows():
    published("山城观察", "20T09:00", body=STORY, images=[{"url": "https://img.example/1.png"}])
    assert not Picture.objects.exists()


def test_a_key_of_another_platform_is_told_no_headline():
    first = article("山城观察", "20T09:00", file(scene(1)))
    later = article("湖城快讯", "22T09:00", file(scene(1)), platform="toutiao")
    platform = later.article.platform
    (told,) = provenance_record(later.article, platform)["pictures"]
    assert (told["article"], told["headline"]) == (first.article_id, None)


def test_the_item_says_where_the_picture_stood_and_loads_nothing(client, moderator):
    article("山城观察", "20T09:00", file(scene(1)), headline="旧照<b>一张")
    later = article("湖城快讯", "22T09:00", file(scene(1)))
    item = enter(later, [reason()])
    client.force_login(moderator)
    page = client.get(f"/admin/triage/{item.pk}/", headers={"accept-language": "zh-hans"}).content.decode()
    assert "此图 2026-11-20 已出现于《旧照&lt;b&gt;一张》" in page
    assert "img.example" not in page.split("相同图片")[1].split("</table>")[0]


def test_an_own_picture_of_another_account_is_a_finding_also_when_the_original_comes_late():
    own = {**image(file(scene(1))), "caption": "11月22日城东路口，本人拍摄"}
    later = published("湖城快讯", "22T09:00", external_id="x", images=[own])
    assert "own_shot_seen_before" not in codes(later)
    vouched("山城观察", "20T09:00", body=OTHER, external_id="y", images=[image(file(scene(1)))])
    settle()
    assert "own_shot_seen_before" in codes(later)


def test_a_rule_knows_for_how_long_a_picture_has_been_out():
    article("山城观察", "12T09:00", file(scene(1)))
    later = article("湖城快讯", "22T09:00", file(scene(1)))
    facts = facts_of([later])[later.pk]
    assert (facts["pictures.earlier"], facts["pictures.earlier_days"]) == (1, 10)


def test_a_picture_that_very_many_articles_show_keeps_few_pairs(monkeypatch):
    monkeypatch.setattr("articles.provenance.stored.pictures.MOST_HELD", 3)
    first = article("山城观察", "10T09:00", file(scene(1)))
    for hour in range(8):
        article("山城观察", f"12T1{hour}:00", file(scene(1)))
    assert PicturePair.objects.filter(other__version=first).count() == 3
