"""The page of an item's provenance: both sides, the same words marked in both texts, the picture."""

from __future__ import annotations

import re
from html import escape

import pytest
from django.db import transaction

from moderation.models import QueueItem
from moderation.queue.entry import enter
from tests.makers import reason
from tests.moderation.console.pages import marked, text_of
from tests.provenance.stored.world import OTHER, STORY, published, settle, vouched

pytestmark = pytest.mark.django_db
HOSTILE = '"><script>alert(1)</script>'


def item_of(version) -> QueueItem:
    """The open item of the version, queued by hand where no finding is a reason to."""
    found = QueueItem.objects.filter(article=version.article_id, state="open").first()
    if found is not None:
        return found
    with transaction.atomic():
        return enter(version, [reason()])


@pytest.fixture
def console(client, moderator):
    client.force_login(moderator)
    return client


def page(console, item, query: str = "") -> str:
    response = console.get(f"/admin/triage/{item.pk}/provenance/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_copied_words_are_marked_in_both_texts_and_lead_to_each_other(console):
    published("临江早报", "18T09:00", body=["本报讯，先说天气。", *STORY])
    copy = published("湖城快讯", "18T15:00", body=[*STORY[:2], "最后是小编自己写的一句话，别处没有。"])
    markup = page(console, item_of(copy))
    copied = marked(markup, "copied")
    assert len(copied) >= 2
    here, there = "".join(copied[: len(copied) // 2]), "".join(copied[len(copied) // 2 :])
    assert here.rstrip("。") == there.rstrip("。")
    assert "小编自己写" not in "".join(copied)
    assert 'id="here-1"' in markup
    assert 'href="#there-1"' in markup


def test_the_other_article_may_be_chosen(console):
    first = published("临江早报", "18T09:00", headline="老桥封闭，早报先报道")
    second = published("江边晚报", "18T12:00", headline="老桥封闭，晚报跟进了")
    copy = published("湖城快讯", "18T15:00")
    item = item_of(copy)
    for other in (first, second):
        markup = page(console, item, f"?with={other.article_id}")
        assert f'<a href="/admin/triage/articles/{other.article_id}/">{other.headline}</a>' in markup
    assert page(console, item, "?with=nonsense")


def test_lineage_is_drawn_and_names_the_earliest_copy(console):
    published("临江早报", "18T09:00")
    copy = published("湖城快讯", "18T15:00")
    markup = page(console, item_of(copy))
    svg = re.search(r"<svg.*?class=\"lineage\".*?</svg>|<svg.*?</svg>", markup, re.S)
    assert svg
    assert "临江早报" in svg.group()
    assert "最早的已知副本" in svg.group()


def test_corrections_are_listed(console):
    copy = published("湖城快讯", "18T15:00", body=["网传消息，声明：取材网络", *STORY])
    vouched("临江早报", "18T09:00")
    settle()
    words = text_of(page(console, item_of(copy)))
    assert "转载未注明来源" in words


def test_text_from_pages_stays_text(console):
    # Markup is taken off a submission; what its character references spell is text.
    published(escape(HOSTILE), "18T09:00", headline=f"{escape(HOSTILE)}老桥今晨封闭")
    copy = published("湖城快讯", "18T15:00")
    markup = page(console, item_of(copy))
    assert "<script>alert" not in markup
    assert "alert(1)" in markup


def test_an_article_without_copies_says_so(console):
    lonely = published(
        "临江早报", "18T09:00", body=["声明：取材网络。警方通报，临江发生一起事故，三人受伤送医。" + STORY[0]]
    )
    item = QueueItem.objects.filter(article=lonely.article_id).first()
    assert item is not None
    assert "没有其他" in text_of(page(console, item))


def test_it_needs_the_right_to_see_the_queue(client, django_user_model):
    copy = published("湖城快讯", "18T15:00", body=["声明：取材网络", *STORY])
    item = item_of(copy)
    assert client.get(f"/admin/triage/{item.pk}/provenance/").status_code == 302
    nobody = django_user_model.objects.create_user("nobody", is_staff=True)
    client.force_login(nobody)
    assert client.get(f"/admin/triage/{item.pk}/provenance/").status_code == 403


@pytest.mark.parametrize("stated", ["转载自：江湾日报", "来源：江湾日报"])
def test_a_copy_that_states_another_source_reads_declared_against_observed(console, stated):
    published("江湾日报", "17T09:00", body=OTHER)  # it is here, and lacks the text
    published("湖畔小舟", "18T09:00")
    copy = published("湖城快讯", "18T15:00", body=[*STORY, stated])
    said = "声明的来源是江湾日报，所见原文来自湖畔小舟"
    item = item_of(copy)
    assert said in text_of(page(console, item))
    assert said in text_of(console.get(f"/admin/triage/{item.pk}/").content.decode())
    console.cookies["django_language"] = "en"
    words = text_of(page(console, item))
    assert "states 江湾日报 as its source, the text was seen earlier at 湖畔小舟" in words


def test_a_copy_whose_stated_source_has_the_text_too_reads_nothing_of_it(console):
    published("江湾日报", "18T08:00")
    published("湖畔小舟", "18T09:00")
    copy = published("湖城快讯", "18T15:00", body=["声明：取材网络", *STORY, "来源：江湾日报"])
    assert "声明的来源是" not in text_of(page(console, item_of(copy)))


def test_a_copy_of_a_text_that_names_its_own_source_reads_nothing_of_an_original(console):
    published("湖畔小舟", "18T09:00", body=[*STORY, "来源：远山晚报"])
    copy = published("湖城快讯", "18T15:00", body=["声明：取材网络", *STORY, "来源：江湾日报"])
    assert "声明的来源是" not in text_of(page(console, item_of(copy)))
