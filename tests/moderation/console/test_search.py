"""One search finds articles in any state, items, decisions and sources, by words, link, number, id, hash or clause."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group

from moderation.console.search.naming import ids_in, is_link, url_keys
from moderation.console.search.results import search
from moderation.decisions import DecisionRequest, decide
from moderation.models import ActRule, Queue
from moderation.queue.claims import claim
from tests.makers import queued, stored
from tests.moderation.console.pages import text_of

pytestmark = pytest.mark.django_db
AT = "/admin/triage/search/"


def found(text: str, user, group: str = "articles") -> list[str]:
    lines = {each.code: each.lines for each in search(text, user, 30)}
    return ["".join(piece for piece, _ in line.pieces) for line in lines.get(group, [])]


def states(text: str, user) -> list[str]:
    groups = {each.code: each for each in search(text, user, 30)}
    return [line.state.word for line in groups["articles"].lines]


def on(user, item, act: str = "remove", clause: str = "4.1"):
    claim(user, item.pk)
    item.refresh_from_db()
    return decide(user, DecisionRequest(item.pk, item.version, act=act, clause=clause))


def test_each_hit_says_its_state(moderator, lead):
    stored(headline="北郊停水之一")
    queued(headline="北郊停水之二")
    claim(lead, queued(headline="北郊停水之三").pk)
    on(moderator, queued(headline="北郊停水之四"), "limit", "1.1")
    ActRule.objects.create(act="remove", second_person=True)
    on(moderator, queued(headline="北郊停水之五"))
    assert found("北郊停水", moderator) == [f"北郊停水之{n}" for n in "五四三二一"]
    five, four, three, two, one = states("北郊停水", moderator)
    assert (one, two[:2], three) == ("未入队", "待审", "待审，lead 持有")
    assert (four, five) == ("限制推荐 1.1", "下架 4.1，待第二人")


@pytest.mark.parametrize(
    "typed",
    [
        "https://www.163.com/dy/article/KXYZ12345.html",
        "http://m.163.com/dy/article/KXYZ12345.html?spss=adap_pc&from=timeline",
        "//3g.163.com/dy/article/KXYZ12345.html",
        "163.com/dy/article/KXYZ12345.html#comment",
        "https://c.m.163.com/news/a/KXYZ12345.html",
        "KXYZ12345",
    ],
)
def test_an_article_is_found_by_every_form_of_its_link_and_by_its_id(moderator, typed):
    stored(headline="有链接的一篇", external_id="KXYZ12345", url="https://www.163.com/dy/article/KXYZ12345.html")
    stored(headline="别的一篇", external_id="KXYZ99999", url="https://www.163.com/dy/article/KXYZ99999.html")
    assert found(typed, moderator) == ["有链接的一篇"]


def test_an_article_without_an_id_is_found_by_its_link_on_other_hosts(moderator):
    stored(headline="只有链接", external_id="", url="https://www.example.org/a/story?id=5")
    assert found("http://m.example.org/a/story?id=5&utm_source=x", moderator) == ["只有链接"]
    assert found("http://m.example.org/a/story?id=6", moderator) == []


def test_articles_items_and_decisions_are_found_by_number_and_by_hash(moderator):
    item = queued(headline="有编号的一篇")
    decision = on(moderator, item)
    assert "有编号的一篇" in found(f"#{item.article_id}", moderator)
    assert found(f"{item.pk}", moderator, "items")[0] == "有编号的一篇"
    assert found(f"# {decision.pk}", moderator, "decisions")[0] == "有编号的一篇"
    sha256 = item.article_version.page.sha256
    assert found(sha256, moderator) == found(sha256[:16].upper(), moderator) == ["有编号的一篇"]


def test_a_clause_finds_the_newest_decisions_under_it(moderator):
    on(moderator, queued(headline="早的"), "limit", "1.1")
    on(moderator, queued(headline="晚的"), "label", "1.1")
    on(moderator, queued(headline="别的条款"), "limit", "2.1")
    assert found("1.1", moderator, "decisions") == ["晚的", "早的"]


def test_a_source_is_found_by_name_and_by_its_id(moderator):
    stored(source={"name": "歷史求知所", "external_id": "W7788"})
    assert found("历史求知", moderator, "sources") == found("W7788", moderator, "sources") == ["歷史求知所"]


def test_an_article_of_a_closed_queue_is_found_by_nobody_else(moderator, lead):
    closed = Queue.objects.create(code="sports", name_zh="体育", name_en="Sports")
    closed.groups.add(Group.objects.create(name="sports"))
    item = queued(headline="体育队列的一篇", external_id="S-1", url="https://sports.example.org/1234567")
    item.queue = closed
    item.save()
    sha256 = item.article_version.page.sha256
    typed = ["体育队列", "S-1", "https://sports.example.org/1234567", f"#{item.article_id}", sha256]
    assert "体育队列的一篇" in found(f"#{item.pk}", lead, "items")
    for text in [*typed, f"#{item.pk}"]:
        assert text not in typed or "体育队列的一篇" in found(text, lead), text
        for group in ("articles", "items", "decisions"):
            assert found(text, moderator, group) == [], text


@pytest.mark.parametrize(
    "typed", ["", " ", "\0", "%", "_", "'; --", '"', "*", "AND", "停水\0", "#", "9" * 30, "\ud800"]
)
def test_odd_input_is_answered(client, moderator, typed):
    client.force_login(moderator)
    assert client.get(AT, {"q": typed.encode("utf-8", "surrogatepass")}).status_code == 200


def test_the_page_works_without_a_script_and_the_box_gets_options_alone(client, moderator):
    stored(headline="停水 & 通知", body=["正文提到北郊。"])
    client.force_login(moderator)
    page = client.get(AT, {"q": "停水"}).content.decode()
    assert '<input type="search"' in page
    assert "<b>停水</b> &amp; 通知" in page
    assert 'role="option"' not in page.partition('id="search-hits"')[0]
    box = client.get(AT, {"q": "北郊"}, headers={"X-Console-Box": "1"}).content.decode()
    assert "<html" not in box
    assert len(re.findall(r'role="option"', box)) == 1
    assert "正文提到北郊" in text_of(box)


def test_who_may_not_see_the_queue_may_not_search(client, django_user_model):
    nobody = django_user_model.objects.create_user("nobody", is_staff=True)
    client.force_login(nobody)
    assert client.get(AT, {"q": "停水"}).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_hits(moderator, django_assert_max_num_queries):
    for n in range(3):
        on(moderator, queued(headline=f"甲组稿件{n}"), "limit", "1.1")
    with django_assert_max_num_queries(20) as few:
        search("甲组稿件", moderator, 30)
    for n in range(9):
        on(moderator, queued(headline=f"甲组稿件又{n}"), "limit", "1.1")
    with django_assert_max_num_queries(len(few.captured_queries)):
        search("甲组稿件", moderator, 30)


def test_parts_of_a_link_that_may_be_ids_are_read():
    assert ids_in("https://mp.weixin.qq.com/s?__biz=MzA5&mid=2650123456") == {"2650123456"}
    assert ids_in("https://www.sohu.com/a/812345678_120094087") == {"812345678_120094087"}
    assert is_link("m.163.com/dy/article/KXYZ12345.html")
    assert not is_link("停水了 http://x.example/1")
    assert len(url_keys("https://m.example.org/a/1")) == 6
