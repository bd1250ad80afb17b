"""Who has text from whom, as rows: whatever the order in which articles come."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from articles.models import ArticleVersion, ComparedText, Fingerprint, ReuseEdge
from articles.provenance.stored.graph import around
from articles.provenance.stored.reuse.edges import store_reuse
from articles.provenance.stored.reuse.lookup import find_reuse
from tests.makers import stored
from tests.provenance.stored.world import OTHER, STORY, codes, finish, published, settle, vouched

pytestmark = pytest.mark.django_db


def edge() -> ReuseEdge:
    return ReuseEdge.objects.get()


def test_a_copy_points_to_the_earlier_article_with_the_copied_words():
    first = published("临江早报", "18T09:00")
    copy = published("湖城快讯", "18T15:00", body=["小编带大家看一个消息，大家怎么看。", *STORY[:3]])
    found = edge()
    assert (found.earlier_id, found.later_id, found.directed) == (first.article_id, copy.article_id, True)
    assert found.containment > 0.85
    assert found.containment_earlier == pytest.approx(0.76, abs=0.05)
    start, end, other_start, other_end = found.passages[0]
    assert copy.extracted.text[start:end].strip() == first.extracted.text[other_start:other_end].strip()
    assert STORY[1] in copy.extracted.text[start:end]


def test_the_copy_may_come_first():
    copy = published("湖城快讯", "18T15:00")
    first = vouched("临江早报", "18T09:00")
    assert (edge().earlier_id, edge().later_id) == (first.article_id, copy.article_id)
    assert "uncredited_reuse" not in codes(copy)
    assert settle() == 1
    assert "uncredited_reuse" in codes(copy)
    assert "uncredited_reuse" not in codes(first)


def test_one_self_reported_time_accuses_nobody():
    copy = published("湖城快讯", "18T15:00")
    claimed = published("临江早报", "17T15:00")
    settle()
    assert edge().earlier_id == claimed.article_id
    assert codes(copy).isdisjoint({"uncredited_reuse", "headline_changed"})
    assert "时间由账号自报" in claimed.findings.get(code="claimed_time_contradicted").explanation_zh


def test_copies_of_one_release_are_told_as_such_to_both():
    first = published("临江早报", "18T09:00")
    other = published("湖城快讯", "18T09:01")
    settle()
    for each in (first, other):
        assert "uncredited_reuse" not in codes(each)
        assert "同源通稿" in each.findings.get(code="common_origin").explanation_zh
    assert settle() == 0


def test_who_names_the_same_third_party_is_not_accused_and_both_are_told():
    head = "新华社临江11月18日电"
    first = published("临江早报", "18T09:00", body=[f"{head} {STORY[0]}", *STORY[1:]])
    other = published("湖城快讯", "18T15:00", body=[f"{head} {STORY[0]}", *STORY[1:]])
    settle()
    for each, others in ((first, other), (other, first)):
        assert "uncredited_reuse" not in codes(each)
        found = each.findings.get(code="common_origin")
        assert (found.values["origin"], found.articles) == ("新华社", [others.article_id])
    assert settle() == 0


def named_otherwise(version):
    found = version.findings.get(code="source_named_otherwise")
    assert "uncredited_reuse" not in codes(version)
    return found.severity, found.values["named"][:4]


CREDIT = "转载自：河湾日报客户端"


def test_who_names_another_source_is_told_so_by_its_evidence():
    published("临江早报", "18T09:00")
    other = published("湖城快讯", "18T15:00", body=[*STORY, CREDIT])
    assert named_otherwise(other) == ("low", "河湾日报")
    assert "写明{named}，未写明{other.source}" in other.findings.get(code="source_named_otherwise").explanation_zh


def test_another_source_that_is_here_and_lacks_the_text_weighs_more():
    published("河湾日报客户端", "17T09:00", body=OTHER)
    published("临江早报", "18T09:00")
    assert named_otherwise(published("湖城快讯", "18T15:00", body=[*STORY, CREDIT])) == ("high", "河湾日报")


def test_a_dateline_of_an_agency_that_is_here_and_lacks_the_text_weighs_more():
    published("新华社", "17T09:00", body=OTHER)
    published("临江早报", "18T09:00")
    other = published("湖城快讯", "18T15:00", body=[f"新华社临江11月18日电 {STORY[0]}", *STORY[1:]])
    assert named_otherwise(other) == ("high", "新华社")
    assert "其中没有这段文字" in other.findings.get(code="source_named_otherwise").explanation_zh


def test_a_named_source_that_has_the_text_too_explains_it():
    published("临江早报", "18T09:00")
    published("河湾日报", None)
    assert named_otherwise(published("湖城快讯", "18T15:00", body=[*STORY, CREDIT])) == ("low", "河湾日报")


def test_a_source_that_the_earlier_article_names_too_is_a_common_origin():
    published("临江早报", "18T09:00", body=[*STORY, "来源：河湾日报"])
    other = published("湖城快讯", "18T15:00", body=[*STORY, CREDIT])
    assert codes(other).isdisjoint({"uncredited_reuse", "source_named_otherwise"})
    assert "common_origin" in codes(other)


def test_a_source_in_the_earlier_articles_long_list_is_a_common_origin_too():
    listed = "来源：新华社、河湾日报、云岭早报、湖城电视台"
    published("临江早报", "18T09:00", body=[*STORY, listed])
    other = published("湖城快讯", "18T15:00", body=[*STORY, CREDIT])
    assert codes(other).isdisjoint({"uncredited_reuse", "source_named_otherwise"})


def test_an_earlier_article_that_is_a_reprint_itself_makes_another_named_source_a_fact():
    published("临江早报", "18T09:00", body=[*STORY, "来源：云岭早报"])
    assert named_otherwise(published("湖城快讯", "18T15:00", body=[*STORY, CREDIT])) == ("low", "河湾日报")


FORMULA = [
    "如不服本判决，可在接到判决书的第二日起十日内，通过本院或者直接向河湾市中级人民法院提出上诉。",
    "书面上诉的，应当提交上诉状正本一份，副本二份。",
    "依照《中华人民共和国刑法》第二百六十四条、第六十七条第三款、第五十二条之规定，判决如下：",
]


def test_words_that_belong_to_nobody_make_no_edge():
    published("临江早报", "18T09:00", body=[STORY[0], STORY[1], *FORMULA])
    published("湖城快讯", "18T15:00", body=[*OTHER[:2], *FORMULA])
    assert not ReuseEdge.objects.exists()


@pytest.mark.parametrize(("one", "other"), [(None, "18T09:00"), ("18T09:00", "18T09:00"), (None, None)])
def test_without_a_time_or_at_the_same_one_there_is_no_direction(one, other):
    published("临江早报", one)
    published("湖城快讯", other)
    assert edge().directed is False
    assert settle() == (one == other == "18T09:00")  # then the first one is told of the same release
    for version in ArticleVersion.objects.all():
        assert codes(version).isdisjoint({"uncredited_reuse", "credited_reuse", "headline_changed"})


def test_unrelated_articles_and_notices_alone_make_no_edge():
    published("临江早报", "18T09:00")
    published("湖城快讯", "18T15:00", body=OTHER)
    for name in ("甲", "乙"):
        published(name, None, body=["特别声明：以上内容为自媒体平台用户上传并发布，本平台仅提供信息存储服务。"])
    assert not ReuseEdge.objects.exists()


def test_a_new_version_without_the_text_takes_the_edge_away_and_its_findings():
    published("临江早报", "18T09:00")
    copy = published("湖城快讯", "18T15:00", external_id="copy-1")
    assert "uncredited_reuse" in codes(copy)
    other = published("湖城快讯", "18T15:00", external_id="copy-1", body=OTHER)
    assert other.article_id == copy.article_id
    assert not ReuseEdge.objects.exists()
    assert "uncredited_reuse" not in codes(other)


def test_a_late_older_version_does_not_bring_its_text_back():
    old = stored(external_id="two", body=STORY)
    new = published("湖城快讯", "18T15:00", external_id="two", body=OTHER)
    assert new.article_id == old.article_id
    finish(old)
    assert ComparedText.objects.get(article=new.article_id).version_id == new.pk


def test_two_workers_who_found_the_same_pair_leave_one_edge():
    first, copy = published("临江早报", "18T09:00"), published("湖城快讯", "18T15:00")
    for version in (first, copy):
        [found] = find_reuse([version])
        ReuseEdge.objects.all().delete()
        store_reuse(version, found.compared())
        store_reuse(version, found.compared())
    assert ReuseEdge.objects.count() == 1


def test_an_edge_that_another_worker_wrote_after_the_look_up_stays():
    first, copy = published("临江早报", "18T09:00"), published("湖城快讯", "18T15:00")
    text = ComparedText.objects.get(article=copy.article_id)
    ComparedText.objects.filter(pk=text.pk).update(text="", digest=0)
    Fingerprint.objects.filter(article_id=copy.article_id).delete()
    ReuseEdge.objects.all().delete()
    [nothing] = find_reuse([first])
    ComparedText.objects.filter(pk=text.pk).update(text=text.text, digest=text.digest)
    store_reuse(copy, find_reuse([copy])[0].compared())
    store_reuse(first, nothing.compared())
    assert ReuseEdge.objects.count() == 1


def test_the_81st_copy_of_one_text_finds_the_first_of_all_though_it_came_last():
    for number in range(60):
        published(f"转载号{number}", f"18T10:{number % 60:02d}")
    first = published("临江早报", "17T09:00")
    last = published("最后一个号", "19T09:00")
    settle()
    last.refresh_from_db()
    assert last.earliest_id == first.article_id
    assert ReuseEdge.objects.filter(later=last.article_id, earlier=first.article_id).exists()


def test_one_sentence_75_000_times_is_one_passage():
    refrain = ["桥还没有修好，大家都在等。" * 1500] * 50
    first = published("临江早报", "18T09:00", body=refrain)
    copy = published("湖城快讯", "18T15:00", body=[*refrain, "补充一句。"])
    assert (edge().earlier_id, edge().later_id) == (first.article_id, copy.article_id)


def test_bounds_of_an_unknown_time_stand_in_the_neighbourhood():
    first, copy = published("临江早报", "18T09:00"), published("湖城快讯", None)
    copy.extraction["published_after"] = "2026-11-18T04:00:00+00:00"
    copy.save(update_fields=["extraction"])
    node = around(first.article_id).nodes[copy.article_id]
    assert (node.published_at, node.published_after) == (None, datetime(2026, 11, 18, 4, tzinfo=UTC))
    assert node.published_before is None
