"""What a page says is shown and never assert_nothing_foreign."""

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
    """Fails when a browser would find anything in the page that is not ours to run or load."""
    soup = BeautifulSoup(markup, "lxml")
    assert soup.find(["img", "iframe", "object", "embed", "base", "style"]) is None
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
    assert EVIL in text_of(pages[1].content.decode())


def test_a_reason_code_from_outside_cannot_leave_its_link(client, moderator):
    from tests.makers import queued

    queued(reason(code='a"onmouseover="x'))
    client.force_login(moderator)
    assert_nothing_foreign(client.get("/admin/triage/").content.decode())
