"""Facts beside the text that a repeated submission corrects are kept, tell what changed, and count."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connection
from django.utils import timezone

from articles.assessment.pipeline import work_due
from articles.intake import Submission, store
from articles.intake.submitting import in_order, parse_for
from articles.models import Article, ArticleVersion, Assessment, Correction, Page, Reference, ReuseEdge
from moderation.decisions import DecisionRequest, decide
from moderation.models import AuditEntry, Event, QueueItem
from moderation.queue.claims import claim
from tests.makers import fields, person, queued, reason

pytestmark = pytest.mark.django_db
TIME = "2026-01-05T10:30:00+08:00"
CARD = {"name": "山城观察", "external_id": "A1", "follower_count": 100}
PAGE = """<html><head><title>江心岛步道开放</title></head><body><article><h1>江心岛步道开放</h1>{time}
<p>江心岛管理处介绍，步道全长四公里，沿线设十二处休息亭，夜间开放到十点。</p>
<p>步道入口设在东桥桥头，乘公交可以直达；雨天水位上涨时，沿江路段会临时封闭。</p>
<p>管理处提醒，步道不通行电动车，宠物须牵绳，垃圾请带走。</p>{images}</article></body></html>"""


def submit(data):
    return store(Submission.from_json(data))


def settle() -> None:
    while work_due():
        pass
    assert not Assessment.objects.filter(due_at__isnull=False).exists()


@pytest.mark.parametrize(
    ("correction", "fact"),
    [
        ({"published_at": TIME}, "time"),
        ({"published_at": "2026-01-05"}, "time"),
        ({"url": "https://www.163.com/dy/article/X1.html"}, "url"),
        ({"source": "湖城快讯"}, "source"),
        ({"source": {"name": "山城观察", "external_id": "A1"}}, "source"),
        ({"images": [{"url": "https://img.example/1.jpg"}]}, "images"),
        ({"credits": [{"role": "editor", "name": "周明"}]}, "credits"),
        ({"ip_location": "重庆"}, "ip_location"),
        ({"comment_count": 41}, "reach"),
        ({"source": {"name": "山城观察", "follower_count": 7}}, "reach"),
        ({"source": {"name": "山城观察", "tagline": "看山城"}}, "profile"),
    ],
)
def test_a_platform_corrects_a_fact_once(correction, fact):
    data = fields()
    first = submit(data)
    second = submit({**data, **correction})
    assert (second.status, second.id, second.changed) == ("updated", first.id, (fact,))
    assert submit({**data, **correction}).status == "duplicate"
    assert list(Correction.objects.get().changes) == [fact]


def test_a_fact_that_is_left_out_stays():
    known = {"published_at": TIME, "url": "https://www.163.com/dy/article/X2.html", "ip_location": "重庆"}
    data = fields(**known, source=CARD, references=[{"headline": "步道开放的公告", "outlet": "江报"}])
    submit(data)
    bare = {name: data[name] for name in ("platform", "external_id", "headline", "body")}
    assert submit(bare).status == "duplicate"
    assert submit({**bare, "published_at": None, "source": None, "url": ""}).status == "duplicate"


def test_a_new_text_keeps_the_facts_and_parts_that_it_leaves_out():
    data = fields(
        published_at=TIME, declarations=["声明:取材网络,谨慎辨别"], references=[{"headline": "公告", "outlet": "江报"}]
    )
    first = submit(data)
    edited = {name: data[name] for name in ("platform", "external_id", "headline")} | {"body": ["正文改写为一段。"]}
    assert submit(edited).status == "created"
    version = Article.objects.get(pk=first.id).current
    assert version.published_at == datetime.fromisoformat(TIME)
    assert version.extracted.declarations == ("声明:取材网络,谨慎辨别",)
    assert [row.outlet for row in version.references.all()] == ["江报"]
    assert submit(edited).status == "duplicate"


def test_an_empty_list_takes_references_away():
    data = fields(references=[{"headline": "步道开放的公告", "outlet": "江报"}])
    submit(data)
    assert submit({**data, "references": []}).version == 2
    assert ArticleVersion.objects.get(number=2).references.count() == 0


def test_an_exact_time_is_not_replaced_by_its_day():
    data = fields(published_at=TIME)
    submit(data)
    assert submit({**data, "published_at": "2026-01-05"}).status == "duplicate"
    assert submit({**data, "published_at": "2026-01-07"}).changed == ("time",)


def test_a_corrected_time_turns_who_copied_from_whom():
    body = [
        f"江心岛步道第{n}段今日开放，沿线休息亭、路灯和护栏均已验收，市民可凭身份证免费入园。" for n in "一二三四五六"
    ]
    first, second = fields(body=body, published_at=TIME), fields(body=body, published_at="2026-01-05T12:00:00+08:00")
    early, late = submit(first), submit(second)
    settle()
    edge = ReuseEdge.objects.get()
    assert (edge.earlier_id, edge.later_id) == (early.id, late.id)
    submit({**second, "published_at": "2026-01-04T09:00:00+08:00"})
    settle()
    edge.refresh_from_db()
    assert (edge.directed, edge.earlier_id, edge.later_id) == (True, late.id, early.id)


def test_a_corrected_time_is_not_confirmed_any_more():
    data = fields(published_at=TIME)
    article = Article.objects.get(pk=submit(data).id)
    Article.objects.filter(pk=article.pk).update(time_confirmed_at=timezone.now())
    submit({**data, "published_at": "2026-01-04T09:00:00+08:00"})
    article.refresh_from_db()
    assert article.time_confirmed_at is None


def test_the_word_of_a_sender_does_not_become_that_of_the_page():
    page = PAGE.format(time="", images='<img src="https://img.example/a/1.jpg">')
    first = store(Submission(page.encode(), "text/html", "utf-8", "other", "P1"))
    known = Article.objects.get(pk=first.id).current
    told = {"platform": "other", "external_id": "P1", "headline": known.headline, "body": list(known.extracted.body)}
    submit({**told, "ip_location": "重庆"})
    assert Article.objects.get(pk=first.id).current.template == known.template
    submit({**told, "published_at": TIME})
    assert Article.objects.get(pk=first.id).current.template == "structured"


def test_a_page_that_names_another_image_server_is_a_duplicate():
    pages = [
        PAGE.format(time="", images=f'<p><img src="https://{host}.img.example/a/1.jpg?sign={host}"></p>')
        for host in ("p3", "p9")
    ]
    answers = [store(Submission(page.encode(), "text/html", "utf-8", "other", "P2")) for page in pages]
    assert [answer.status for answer in answers] == ["created", "duplicate"]


def test_a_corrected_address_frees_references_to_the_old_one():
    old, new = "https://www.163.com/dy/article/OLD1.html", "https://www.163.com/dy/article/NEW1.html"
    data = fields(url=old)
    article = submit(data).id
    submit(fields(references=[{"headline": "步道开放的消息", "url": old}]))
    settle()
    assert Reference.objects.get().article_id == article
    submit({**data, "url": new})
    settle()
    assert Reference.objects.get().article_id is None
    assert Article.objects.get(pk=article).url == new


@pytest.mark.parametrize("name", [{"url": "https://www.163.com/dy/article/LATE.html"}, {"external_id": "late-1"}])
def test_an_article_without_a_name_gets_one(name):
    data = {key: value for key, value in fields().items() if key != "external_id"}
    first = submit(data)
    assert submit({**data, **name}).id == first.id
    assert submit({**data, **name}).status == "duplicate"
    outcomes = in_order([parse_for(each, None) for each in ({**data, **name}, fields())])
    assert outcomes[0].id == first.id


def test_an_article_known_by_its_address_gets_its_id():
    data = fields(url="https://www.163.com/dy/article/U1.html")
    del data["external_id"]
    first = submit(data)
    named = submit({**data, "external_id": "U1"})
    assert (named.id, named.changed) == (first.id, ("external_id",))
    assert Article.objects.get().external_id == "U1"


def test_a_batch_corrects_as_one_submission_does():
    data, other = fields(), fields()
    first = submit(data)
    outcomes = in_order([parse_for(each, None) for each in ({**data, "published_at": TIME}, other)])
    assert [(one.status, one.changed) for one in outcomes] == [("updated", ("time",)), ("created", ())]
    assert outcomes[0].id == first.id


def test_a_correction_is_in_the_chain_and_told_without_its_values():
    data = fields()
    article = submit(data).id
    submit({**data, "source": "湖城快讯", "published_at": TIME})
    entry = AuditEntry.objects.get(action="article.updated")
    assert (entry.subject, json.loads(entry.payload)["changed"]) == (f"article:{article}", ["time", "source"])
    assert "湖城快讯" not in entry.payload
    assert Event.objects.get(type="article.updated").data["changed"] == ["time", "source"]


def test_a_corrected_reach_moves_the_open_item_without_a_new_version():
    data = fields(source=CARD)
    item = queued(reason(weight=0.5), **data)
    assert submit({**data, "source": {**CARD, "follower_count": 900_000}}).changed == ("reach",)
    before, version = item.reach, item.version
    item.refresh_from_db()
    assert item.reach > before
    assert (item.version, ArticleVersion.objects.count()) == (version, 1)


def test_a_decided_article_does_not_come_back_for_a_corrected_fact():
    data = fields(declarations=["声明:取材网络,谨慎辨别"], headline="震惊！这件事竟然这样，看完99%的人都沉默了")
    submit(data)
    settle()
    item = QueueItem.objects.get()
    moderator = person("moderator")
    claim(moderator, item.pk)
    decide(moderator, DecisionRequest(item.pk, item.version, "allow"))
    submit({**data, "images": [{"url": "https://img.example/2.jpg"}]})
    settle()
    assert not QueueItem.objects.filter(state="open").exists()


def test_an_unknown_page_of_a_correction_is_kept():
    data = fields()
    submit(data)
    submit({**data, "published_at": TIME})
    assert Page.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_once_are_both_kept():
    data = fields()
    submit(data)

    def correct(change):
        try:
            return submit({**data, **change}).status
        finally:
            connection.close()

    changes = [{"published_at": TIME}, {"ip_location": "重庆"}, {"url": "https://www.163.com/dy/article/C1.html"}]
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(correct, changes)) == ["updated"] * 3
    version = Article.objects.get().current
    assert (version.number, version.extracted.ip_location) == (4, "重庆")
    assert version.published_at == datetime.fromisoformat(TIME)
    assert Article.objects.get().url.endswith("C1.html")
