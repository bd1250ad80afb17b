"""Every article has a page with its evidence, its state and its history, whether it was queued or not."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group, User

from articles.models import TopicCorrection
from moderation.console.article.timeline import timeline
from moderation.console.item.source_card import card_of
from moderation.decisions import DecisionRequest, decide
from moderation.decisions.overturn import overturn
from moderation.models import ActRule, Note, Queue
from moderation.queue import leading
from moderation.queue.claims import claim
from tests.makers import assessed, queued, stored
from tests.moderation.console.pages import FULL, item_with_evidence, marked, text_of

pytestmark = pytest.mark.django_db


def at(article: int, rest: str = "") -> str:
    return f"/admin/triage/articles/{article}/{rest}"


def moments(article, user) -> list[str]:
    return [moment.sentence for moment in timeline(article, [], user)]


def decided(user: User, item, act: str = "limit", clause: str = "1.1"):
    claim(user, item.pk)
    item.refresh_from_db()
    return decide(user, DecisionRequest(item.pk, item.version, act=act, clause=clause))


def test_an_article_that_was_never_queued_has_all_its_evidence(client, moderator):
    version = assessed(headline="从未入队的一篇")
    client.force_login(moderator)
    shown = client.get(at(version.article_id)).content.decode()
    words = text_of(shown)
    assert "从未入队的一篇" in words
    assert "未入队" in words
    assert any("山城市规划研究院" in each for each in marked(shown, "attribution"))
    for title in ("发现", "类型与主题", "声明与所见", "评分", "历史", "来源"):
        assert f"<h2>{title}" in re.sub(r">\s+", ">", shown), title
    for address in re.findall(r'(?:href|src|action)="(/admin/triage/articles/[^"?#]+)', shown):
        assert client.get(address).status_code in (200, 405), address


def test_the_page_shows_what_the_items_page_shows(client, moderator):
    item = item_with_evidence()
    client.force_login(moderator)
    own = client.get(at(item.article_id)).content.decode()
    of_item = client.get(f"/admin/triage/{item.pk}/").content.decode()
    for kind in ("cue", "attribution", "flag", "finding"):
        assert marked(own, kind) == marked(of_item, kind)
    assert own.count('class="finding ') == of_item.count('class="finding ')
    assert f'href="/admin/triage/{item.pk}/"' in own


def test_an_article_that_is_not_assessed_says_so(client, moderator):
    client.force_login(moderator)
    assert "尚未评估，仍可能入队" in text_of(client.get(at(stored().article_id)).content.decode())


def test_the_history_tells_all_that_happened_the_newest_first(moderator, lead):
    item = queued(headline="第一版题目")
    leading.hold(lead, item.pk, on=True)
    leading.hold(lead, item.pk, on=False)
    decision = decided(moderator, item)
    overturn(lead, decision.pk, note="看错了", reopens=False)
    stored(external_id=item.article.external_id, headline="第二版题目")
    told = moments(item.article, moderator)
    assert told[0] == "收到第 2 版，标题原为“第一版题目”"
    assert told[-1] == "收到第 1 版"
    for sentence in ("负责人暂缓", "负责人解除暂缓", "限制推荐 1.1", "生效：限制推荐 1.1", "已撤回：限制推荐 1.1"):
        assert sentence in told, sentence
    assert told.index("已撤回：限制推荐 1.1") < told.index("限制推荐 1.1") < told.index("负责人暂缓")
    assert any(sentence.startswith("已通知平台") for sentence in told)


def test_a_decision_of_a_second_person_who_sent_it_back_is_in_the_history(moderator, lead):
    from moderation.decisions import executing

    ActRule.objects.create(act="remove", second_person=True)
    item = queued()
    executing.refuse(lead, decided(moderator, item, "remove", "4.1").pk, "证据不足")
    sent_back = next(each for each in timeline(item.article, [], moderator) if each.sentence == "退回：下架 4.1")
    assert "lead · 证据不足" in sent_back.detail


def test_an_article_of_a_closed_queue_is_hidden_with_all_its_pages(client, moderator, lead):
    closed = Queue.objects.create(code="sports", name_zh="体育", name_en="Sports")
    closed.groups.add(Group.objects.create(name="sports"))
    item = queued()
    item.queue = closed
    item.save()
    article = item.article_id
    for user, status in ((lead, 200), (moderator, 403)):
        client.force_login(user)
        for rest in ("", "provenance/", "page/"):
            assert client.get(at(article, rest)).status_code == status, rest
    topic = {"kind": "opinion", "topic": "life"}
    assert client.post(at(article, "topic/"), topic).status_code == 403
    assert client.post(at(article, "note/"), {"text": "x"}).status_code == 403
    assert not TopicCorrection.objects.exists()
    assert not Note.objects.exists()


def test_kind_and_topic_are_corrected_and_a_note_is_left_on_the_page(client, moderator):
    version = assessed()
    client.force_login(moderator)
    answered = client.post(at(version.article_id, "topic/"), {"kind": "opinion", "topic": "life"})
    assert answered["Location"] == at(version.article_id)
    client.post(at(version.article_id, "note/"), {"text": "请核对图片"})
    shown = text_of(client.get(at(version.article_id)).content.decode())
    assert "由 moderator 更正" in shown
    assert "请核对图片" in shown


def test_an_auditor_reads_and_changes_nothing(client, auditor):
    version = assessed(**FULL)
    client.force_login(auditor)
    shown = client.get(at(version.article_id))
    assert shown.status_code == 200
    posts = re.findall(r'<form[^>]*method="post"[^>]*action="/admin/triage/([^"]+)"', shown.content.decode())
    assert set(posts) <= {"preferences/"}
    assert client.post(at(version.article_id, "topic/"), {"kind": "opinion", "topic": "life"}).status_code == 403


def test_the_source_is_told_by_what_holds(moderator, lead):
    item, other = queued(), queued()
    decided(moderator, other, "label", "2.3")
    overturn(lead, decided(moderator, queued()).pk, note="看错了", reopens=False)
    card = card_of(item.article.source, moderator, without=item.article_id)
    assert card.standing == "近 90 天已处理：加注标签 1。 撤回 1 次，不计。"
    assert [decision.article_id for decision in card.recent] == [other.article_id]


def test_the_number_of_queries_does_not_grow_with_the_history(client, moderator, lead, django_assert_max_num_queries):
    item = queued()
    client.force_login(moderator)

    def decide_and_take_back() -> None:
        overturn(lead, decided(moderator, item).pk, note="再看", reopens=True)
        item.refresh_from_db()

    decide_and_take_back()
    client.get(at(item.article_id))
    with django_assert_max_num_queries(60) as few:
        client.get(at(item.article_id))
    for _ in range(3):
        decide_and_take_back()
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(at(item.article_id))


@pytest.mark.parametrize("page", ["", "{item}/", "{item}/provenance/", "waiting/"])
def test_names_of_sources_lead_to_their_pages_wherever_they_stand(client, moderator, lead, page):
    ActRule.objects.create(act="remove", second_person=True)
    item = item_with_evidence()
    decided(moderator, queued(source={"name": "山城快报"}), "remove", "4.1")
    client.force_login(lead)
    shown = client.get(f"/admin/triage/{page.format(item=item.pk)}").content.decode()
    named = "山城快报" if page == "waiting/" else "山城观察"
    linked = re.findall(r'<a[^>]*href="/admin/triage/sources/\d+/"[^>]*>\s*([^<]+?)\s*</a>', shown)
    assert named in linked or page.endswith("provenance/")
    if page:
        assert re.search(r'href="/admin/triage/articles/\d+/"', shown)


def test_what_was_taken_back_is_folded_between_what_holds(client, moderator, lead):
    item = queued()
    overturn(lead, decided(moderator, item, "label", "2.3").pk, note="看错了", reopens=True)
    item.refresh_from_db()
    decided(moderator, item, "limit", "1.1")
    undone = [
        moment.sentence
        for moment in timeline(item.article, [], moderator)
        if moment.is_undone and "平台" not in moment.sentence
    ]
    assert undone[0] == "已撤回：加注标签 2.3"
    assert not [sentence for sentence in undone if "限制推荐" in sentence]
    client.force_login(moderator)
    for address in (at(item.article_id), f"/admin/triage/{item.pk}/"):
        page = client.get(address).content.decode()
        folded = "".join(each.partition("</details>")[0] for each in page.split('class="undone"')[1:])
        assert "加注标签" in folded
        assert "限制推荐" not in folded
        assert "已撤回的处理" in folded
