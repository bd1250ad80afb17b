"""Accounts linked by REST, and reliability after decisions by REST."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from articles.assessment.evidence_marks import recount_marked
from articles.models import EvidenceMark, Platform, Source
from moderation.queue.entry import enter
from tests.makers import assessed, reason

pytestmark = pytest.mark.django_db


def account(name: str, platform: str = "netease") -> Source:
    source = assessed(source={"name": name}, platform=platform).article.source
    assert source is not None
    return source


def test_lead_links_by_rest_and_the_end_waits_for_a_second_lead(api_with: Any, lead: Any, settings: Any) -> None:
    settings.TWO_PERSONS = True
    one, other = account("甲号"), account("乙号")
    api = api_with(acts_for=["lead"])
    wanted = {"other": other.pk, "kind": "same_owner", "reason": "同一主体注册"}
    made = api.post(f"sources/{one.pk}/links/", wanted)
    assert made.status_code == 201, made.content
    link = made.json()
    assert {link["source"], link["other"]} == {one.pk, other.pk}
    again = api.post(f"sources/{one.pk}/links/", wanted)
    assert (again.status_code, again.json()["code"]) == (409, "accounts_linked")
    self_link = api.post(f"sources/{one.pk}/links/", {**wanted, "other": one.pk})
    assert (self_link.status_code, self_link.json()["errors"][0]["pointer"]) == (422, "/other")
    assert api.get(f"sources/{other.pk}/links/").json()["results"][0]["id"] == link["id"]
    ended = api.post(f"source-links/{link['id']}/end/", {"reason": "主体变更"}).json()
    assert ended["proposal"] is not None
    assert ended["link"]["ended_at"] is None
    waiting = api.post(f"source-links/{link['id']}/end/", {"reason": "主体变更"})
    assert (waiting.status_code, waiting.json()["code"]) == (409, "proposal_waiting")


def test_key_of_one_platform_neither_sees_nor_links_accounts_of_another(api_with: Any, lead: Any) -> None:
    here, there = account("甲号"), account("甲号", "sohu")
    whole = api_with(acts_for=["lead"])
    wanted = {"other": there.pk, "kind": "same_owner", "reason": "同一主体注册"}
    link = whole.post(f"sources/{here.pk}/links/", wanted).json()["id"]
    api = api_with(platform=Platform.objects.get(code="netease"), acts_for=["lead"])
    assert api.get(f"sources/{here.pk}/links/").json()["results"] == []
    assert api.get(f"sources/{there.pk}/links/").status_code == 404
    assert api.post(f"source-links/{link}/end/", {"reason": "不是"}).status_code == 404
    third = account("丙号", "sohu")
    hidden = api.post(f"sources/{here.pk}/links/", {**wanted, "other": third.pk})
    missing = api.post(f"sources/{here.pk}/links/", {**wanted, "other": 10**9})
    assert hidden.status_code == missing.status_code == 422
    assert hidden.json()["errors"] == missing.json()["errors"]


def test_moderator_links_nothing_by_rest(api_with: Any, moderator: Any) -> None:
    one, other = account("甲号"), account("乙号")
    answer = api_with(acts_for=["moderator"]).post(
        f"sources/{one.pk}/links/", {"other": other.pk, "kind": "same_owner", "reason": "同一主体注册"}
    )
    assert answer.status_code == 403


# By account: how many of eight reviewed articles are upheld, under which clause, with which act.
ACCOUNTS = {
    "违规甲": (3, "4.1", "remove"),
    "违规乙": (4, "4.1", "remove"),
    "违规丙": (6, "4.1", "limit"),
    "粗心甲": (1, "2.2", "label"),
    "粗心乙": (2, "1.2", "label"),
    "转抄甲": (1, "2.1", "label"),
    "转抄乙": (2, "4.2", "remove"),
    "如常甲": (0, "", "allow"),
}


def test_violators_with_good_manners_stand_below_all_others_after_decisions_by_rest(
    api_with: Any, moderator: Any
) -> None:
    api = api_with(acts_for=["moderator"])
    plan: dict[int, tuple[str, str]] = {}
    for name, (upheld, clause, act) in ACCOUNTS.items():
        for number in range(8):
            version = assessed(source={"name": name})
            plan[version.article_id] = (act, clause) if number < upheld else ("allow", "")
            with transaction.atomic():
                enter(version, [reason()])
    while (claimed := api.post("queue-items/claim/", {})).status_code == 200:
        item = claimed.json()
        act, clause = plan.pop(item["article"])
        order = {"version": item["version"], "act": act, **({"policy": clause} if clause else {})}
        if act == "label":
            order["label"] = "unverified"
        answer = api.post(f"queue-items/{item['id']}/decide/", order)
        assert answer.status_code == 201, answer.content
    assert not plan
    EvidenceMark.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    recount_marked()
    told = {name: api.get(f"sources/{Source.objects.get(name=name).pk}/reliability/").json() for name in ACCOUNTS}
    values = {name: score["value"] for name, score in told.items()}
    others = [value for name, value in values.items() if not name.startswith("违规")]
    assert max(value for name, value in values.items() if name.startswith("违规")) < min(others), values
    assert {score["reviewed"] for score in told.values()} == {8}
    assert told["违规丙"]["band"] == "low"
    assert told["如常甲"]["violation_chance"]["high"] < told["违规甲"]["violation_chance"]["value"]
