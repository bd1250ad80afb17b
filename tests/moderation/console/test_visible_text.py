"""People see what an author or a colleague hides in text: in the console, the admin, reports and mails."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from articles.models import Article
from moderation.models import Note, QueueItem
from moderation.reports.mailing import mail_text
from tests.makers import queued

pytestmark = pytest.mark.django_db
HOSTILE = "安全\u202egnp\u2066.exe\u200b公告"
SHOWN = "安全‹U+202E›gnp‹U+2066›.exe‹U+200B›公告"
CONTROLS = re.compile("[\u202a-\u202e\u2066\u2067\u200b]")


@pytest.fixture
def item(db: None) -> QueueItem:
    item = queued(headline=HOSTILE, source={"name": f"账号{HOSTILE}"}, body=[f"正文第一段{HOSTILE}。", "正文第二段。"])
    author = User.objects.create_user("colleague", first_name=HOSTILE)
    Note(article=item.article, author=author, text=f"备注{HOSTILE}").save()
    return item


def outside_of_forms(page: str) -> str:
    return re.sub(r"<textarea.*?</textarea>|<input[^>]*>", "", page, flags=re.DOTALL)


def test_no_page_shows_text_in_another_order_than_it_is_stored(client: Client, item: QueueItem) -> None:
    client.force_login(User.objects.create_superuser("root"))
    article, source = item.article_id, item.article.source_id
    stored = item.article_version.headline
    for path in (
        "/admin/triage/",
        f"/admin/triage/{item.pk}/",
        f"/admin/triage/{item.pk}/page/",
        f"/admin/triage/{item.pk}/provenance/",
        "/admin/articles/article/",
        f"/admin/articles/article/{article}/change/",
        f"/admin/articles/source/{source}/change/",
        "/admin/moderation/queueitem/",
        "/admin/moderation/note/",
        "/admin/auth/user/",
    ):
        page = client.get(path, follow=True)
        assert page.status_code == 200, path
        text = page.content.decode()
        assert not CONTROLS.search(outside_of_forms(text)), path
        if "Content-Length" in page:
            assert int(page["Content-Length"]) == len(page.content)
    assert Article.objects.get(pk=article).current.headline == stored
    assert "\u202e" in stored


def test_the_item_shows_marks_in_headline_body_and_note(client: Client, item: QueueItem) -> None:
    client.force_login(User.objects.create_superuser("root"))
    text = client.get(f"/admin/triage/{item.pk}/").content.decode()
    assert SHOWN in text
    assert f"备注{SHOWN}" in text


def test_an_answer_of_the_api_keeps_the_text(client: Client, item: QueueItem, api_key) -> None:
    answer = client.get(
        f"/api/v1/articles/{item.article_id}/", headers={"Authorization": f"Api-Key {api_key('articles:read')}"}
    )
    assert answer.json()["extraction"]["headline"] == item.article_version.headline


def test_a_form_gives_back_what_is_stored(client: Client) -> None:
    root = User.objects.create_superuser("root", first_name=HOSTILE)
    client.force_login(root)
    page = client.get(f"/admin/auth/user/{root.pk}/change/").content.decode()
    assert f'value="{HOSTILE}"' in page


def test_mails_show_marks() -> None:
    document = {"week": "2026-W03", "revision": 1, "summary": [{"zh": HOSTILE, "en": f"by {HOSTILE}"}]}
    for language in ("zh", "en"):
        assert SHOWN in mail_text.plain(document, "0" * 64, language, "https://x.example")
        assert SHOWN in mail_text.html(document, "0" * 64, language, "https://x.example")
    assert mail.outbox == []
