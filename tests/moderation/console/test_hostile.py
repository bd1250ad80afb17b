"""Hostile text from pages is shown as text, and never runs or loads anything."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from moderation.queue import claims
from tests.makers import reason
from tests.moderation.console.pages import FULL, item_with_evidence, text_of, url

pytestmark = pytest.mark.django_db
EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\u202e{{ 7|add:7 }}'
OUR_SCRIPT = re.compile(r"/static/[\w./-]+\.js")


def assert_nothing_foreign(markup: str) -> None:
    """Fails when the page makes a browser run or load anything that is not ours."""
    soup = BeautifulSoup(markup, "lxml")
    for frame in soup("iframe"):
        # Our frame with the cleaned page: sandboxed, without scripts and without an origin.
        assert re.fullmatch(r"/admin/triage/\d+/page/", frame["src"])
        assert frame["sandbox"] in ("", [])  # allows nothing at all
    assert soup.find(["img", "object", "embed", "base", "style"]) is None
    assert all(OUR_SCRIPT.fullmatch(script.get("src", "")) and not script.text for script in soup("script"))
    for element in soup(True):
        assert not [name for name in element.attrs if name.startswith("on") or name == "style"], element
        for name in ("href", "src", "action"):
            assert re.match(r"$|/|\?|#|data:,$", element.get(name, "")), element


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_hostile_text_is_escaped_wherever_it_stands(client, moderator, language):
    item = item_with_evidence(
        headline=f"标题{EVIL}",
        body=[f"据{EVIL}研究院测算，这一段有二十个字以上的内容。", *FULL["body"]],
        source={"name": f"账号{EVIL}"},
        references=[{"headline": f"资料{EVIL}", "outlet": f"媒体{EVIL}"}],
        recommendations=[{"headline": f"推荐{EVIL}", "source": EVIL}],
        images=[{"url": 'https://img.example/x.jpg?"onload=alert(1)', "caption": EVIL}],
        disclaimers=[{"code": "other", "language": "zh", "text": EVIL}],
    )
    item.reasons.create(
        article_version=item.article_version, kind="finding", code='x"><script>', severity="low", weight=0.1,
        label_zh=EVIL, label_en=EVIL,
    )  # fmt: skip
    claims.claim(moderator, item.pk)
    client.force_login(moderator)
    client.cookies["django_language"] = language
    refused = {"act": "remove", "version": item.version, "note": f"</textarea>{EVIL}"}
    pages = [
        client.get("/admin/triage/"),
        client.get(url(item)),
        client.post(url(item, "decide/"), refused),
        client.get("/admin/triage/?q=" + '"><script>alert(1)</script>'),
    ]
    assert [page.status_code for page in pages] == [200, 200, 422, 200]
    for page in pages:
        assert_nothing_foreign(page.content.decode())
    assert EVIL.replace("\u202e", "‹U+202E›") in text_of(pages[1].content.decode())


def test_a_reason_code_from_outside_cannot_leave_its_link(client, moderator):
    from tests.makers import queued

    queued(reason(code='a"onmouseover="x'))
    client.force_login(moderator)
    assert_nothing_foreign(client.get("/admin/triage/").content.decode())


def test_the_page_as_received_is_text_and_structure_only(client, moderator):
    from articles.assessment.pipeline import assess
    from articles.intake import Submission, store
    from articles.models import Article, Assessment
    from moderation.models import QueueItem
    from moderation.queue.entry import enter

    body = "".join(f"<p>据山城市研究院测算，第{n}段说明施工安排与公交绕行。</p>" for n in range(9))
    evil = (
        f"<html><head><style>p{{color:red}}</style><base href=//evil.example></head>"
        f"<body><h1>环湖路改造下月开工</h1>{body}"
        '<img src=//evil.example/x.png onerror=alert(1)><script>alert(1)</script><a href="javascript:alert(1)">点我</a>'
        "<svg><script>alert(2)</script></svg><iframe src=//evil.example></iframe>"
        "<form action=//evil.example><input></form>"
        '<p style="background:url(//evil.example)" onclick=alert(3)>完</p></body></html>'
    )
    outcome = store(Submission(content=evil.encode(), content_type="text/html"))
    version = Article.objects.get(pk=outcome.id).current
    assess(Assessment.objects.get(version=version).pk)
    item = QueueItem.objects.filter(article=version.article).first() or enter(version, [reason()])
    client.force_login(moderator)
    response = client.get(url(item, "page/"))
    shown = response.content.decode()
    assert "公交绕行" in shown
    for forbidden in ("evil.example", "alert", "javascript", "style", "onclick", "<img", "<a", "<form", "<svg"):
        assert forbidden not in shown, forbidden
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'self'; sandbox"
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_pictures_load_only_for_users_who_asked_for_them(client, moderator, lead):
    item = item_with_evidence(images=[{"url": "https://img.example/x.jpg", "caption": "图"}])
    client.force_login(moderator)
    before = client.get(url(item))
    assert "<img" not in before.content.decode()
    assert "https:" not in before["Content-Security-Policy"]
    chosen = client.post("/admin/triage/preferences/", {"pictures": "blur", "next": url(item)})
    assert chosen.url == url(item)
    after = client.get(url(item))
    assert re.search(r'<img class="blur"\s+src="https://img.example/x.jpg"', after.content.decode())
    assert 'referrerpolicy="no-referrer"' in after.content.decode()
    assert "img-src 'self' data: http: https:" in after["Content-Security-Policy"]
    client.force_login(lead)
    assert "<img" not in client.get(url(item)).content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", ""])
def test_preferences_lead_back_here_only(client, moderator, back):
    client.force_login(moderator)
    assert client.post("/admin/triage/preferences/", {"pictures": "nonsense", "next": back}).url == "/admin/triage/"
