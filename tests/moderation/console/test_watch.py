"""The page of changes at the platforms."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.intake import Submission, store
from articles.intake.evidence.dictionary import look_up
from articles.models import DeclarationLine, Disclaimer, Platform, TemplateAlarm
from articles.parsing.extracted import ExtractedDisclaimer

pytestmark = pytest.mark.django_db
WORDING = "特别声明：<b>本页内容由用户提供</b>，平台仅提供展示空间服务。"


@pytest.fixture
def changes() -> Disclaimer:
    netease = Platform.objects.get(code="netease")
    TemplateAlarm.objects.create(
        platform=netease, template="netease_account_2021", field="source", usual=0.98, recent=0.1, articles=40
    )
    store(Submission(b"\x89PNG\r\n\x1a\n" + bytes(100)))
    return look_up(netease, ExtractedDisclaimer("storage_only", "zh", WORDING))


def page(client, person):
    client.force_login(person)
    return client.get(reverse("console:watch")).content.decode()


def test_it_lists_alarms_wordings_and_unreadable_pages(client, lead, changes):
    shown = page(client, lead)
    assert "netease_account_2021" in shown
    assert "98 %" in shown
    assert "&lt;b&gt;本页内容由用户提供" in shown
    assert "<b>本页" not in shown
    assert "不是文本" in shown


def test_every_screen_says_that_something_changed(client, moderator, changes):
    client.force_login(moderator)
    assert reverse("console:watch") in client.get(reverse("console:queue")).content.decode()


def test_page_has_no_tables_when_nothing_changed(client, moderator):
    assert "<table" not in page(client, moderator)


def test_a_lead_confirms_a_wording(client, lead, changes):
    client.force_login(lead)
    client.post(reverse("console:settle", args=[changes.pk]), {"act": "confirm", "code": "storage_only"})
    changes.refresh_from_db()
    assert changes.status == "confirmed"
    again = client.post(reverse("console:settle", args=[changes.pk]), {"act": "dismiss"}, follow=True)
    assert again.status_code == 200
    changes.refresh_from_db()
    assert changes.status == "confirmed"


def test_a_moderator_sees_no_buttons_and_may_not_post(client, moderator, changes):
    assert reverse("console:settle", args=[changes.pk]) not in page(client, moderator)
    refused = client.post(reverse("console:settle", args=[changes.pk]), {"act": "dismiss"})
    assert refused.status_code == 403


def test_a_wording_that_is_not_there_is_a_404(client, lead):
    client.force_login(lead)
    assert client.post(reverse("console:settle", args=[999_999]), {"act": "dismiss"}).status_code == 404


@pytest.fixture
def line() -> DeclarationLine:
    fields = {
        "platform": "toutiao",
        "external_id": "L1",
        "headline": "供水管网改造下月开工",
        "body": ["河湾市老城区的供水管网改造工程将在下个月开工。", "作者声明：<b>取自河湾档案馆的旧册子</b>"],
    }
    store(Submission.from_json(fields))
    return DeclarationLine.objects.get()


def test_a_lead_confirms_what_a_line_declares_with_one_click(client, lead, line):
    shown = page(client, lead)
    assert "取自河湾档案馆的旧册子" in shown
    address = reverse("console:settle-declaration", args=[line.pk])
    assert address in shown
    refused = client.post(address, {"act": "confirm"}, follow=True)
    assert "请选择" in refused.content.decode()
    client.post(address, {"act": "confirm", "codes": ["reprint"]})
    line.refresh_from_db()
    assert (line.status, line.codes) == ("confirmed", ["reprint"])
    assert address not in page(client, lead)


def test_a_moderator_may_not_settle_a_line(client, moderator, line):
    address = reverse("console:settle-declaration", args=[line.pk])
    assert address not in page(client, moderator)
    assert client.post(address, {"act": "dismiss"}).status_code == 403


def test_a_line_that_is_not_there_is_a_404(client, lead):
    client.force_login(lead)
    assert client.post(reverse("console:settle-declaration", args=[999_999]), {"act": "dismiss"}).status_code == 404
