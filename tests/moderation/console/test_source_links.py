"""The page of an account's links: what a lead sees and does there."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import Source, SourceLink
from tests.makers import assessed

pytestmark = pytest.mark.django_db


def account(name: str, platform: str = "netease") -> Source:
    source = assessed(source={"name": name}, platform=platform).article.source
    assert source is not None
    return source


def test_lead_links_a_namesake_and_ends_the_link_on_the_page(client: Any, lead: Any) -> None:
    one, other = account("山城夜话"), account("山城夜话", "sohu")
    client.force_login(lead)
    page = f"/admin/triage/sources/{one.pk}/links/"
    shown = client.get(page).content.decode()
    assert f'<option value="{other.pk}">' in shown, "the namesake is offered, not linked"
    given = {"other": str(other.pk), "kind": "successor", "reason": "封禁次日以同一头像重新注册"}
    shown = client.post(f"{page}add/", given, follow=True).content.decode()
    link = SourceLink.objects.get()
    assert "封禁次日以同一头像重新注册" in shown
    assert "封禁次日以同一头像重新注册" in client.get(f"/admin/triage/sources/{other.pk}/").content.decode()
    client.post(f"{page}{link.pk}/end/", {"reason": "查明并非同一主体"}, follow=True)
    link.refresh_from_db()
    assert (link.end_reason, link.ended_at is not None) == ("查明并非同一主体", True)


@pytest.mark.parametrize("name", ["山城\u200b夜话", "山城夜話", "山城 夜话", "山城·夜话", "《山城夜话》"])
def test_an_account_whose_name_looks_alike_is_offered(name: str, client: Any, lead: Any) -> None:
    one, other = account("山城夜话"), account(name)
    assert other != one
    client.force_login(lead)
    shown = client.get(f"/admin/triage/sources/{one.pk}/links/").content.decode()
    assert f'<option value="{other.pk}">' in shown


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"other": "9999999", "kind": "same_owner", "reason": "同一主体"}, "Name another account by its id."),
        ({"other": "<b>", "kind": "same_owner", "reason": "同一主体"}, "Name another account by its id."),
        ({"other": "OTHER", "kind": "same_owner", "reason": " "}, "Write why, and choose a kind."),
        ({"other": "OTHER", "kind": "cousin", "reason": "远亲"}, "Write why, and choose a kind."),
    ],
)
def test_page_says_what_is_missing(client: Any, lead: Any, given: dict[str, str], said: str) -> None:
    one, other = account("甲号"), account("乙号")
    client.force_login(lead)
    sent = {name: value.replace("OTHER", str(other.pk)) for name, value in given.items()}
    page = f"/admin/triage/sources/{one.pk}/links/"
    shown = client.post(f"{page}add/", sent, follow=True, headers={"accept-language": "en"}).content.decode()
    assert said in shown
    assert not SourceLink.objects.exists()


def test_moderator_sees_links_without_forms(client: Any, moderator: Any) -> None:
    one = account("甲号")
    client.force_login(moderator)
    shown = client.get(f"/admin/triage/sources/{one.pk}/links/").content.decode()
    assert "<textarea" not in shown
