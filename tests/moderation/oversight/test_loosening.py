"""Which changes loosen: every field in every direction."""

from __future__ import annotations

from typing import Any

import pytest

from moderation.oversight.loosening import loosened

RULE = {"act": "remove", "source": None, "second_person": True, "grace_seconds": 60}
LIMIT = {"user": None, "queue": None, "per_day": 100}
QUEUE = {
    "code": "news",
    "name_zh": "新闻",
    "name_en": "News",
    "sla_minutes": 60,
    "is_default": False,
    "leads_only": True,
    "groups": [1],
}
SWITCH = {"live": 3, "acts_alone": False, "second_person": False}
KEY = {
    "name": "cms",
    "scopes": ["articles:read"],
    "platform": 1,
    "rate": 60,
    "requests_a_minute": 60,
    "expires_at": "2026-12-31T00:00:00+00:00",
    "revoked": True,
    "moderators": [1],
}
STATES: dict[str, dict[str, Any]] = {
    "act_rule": RULE, "exposure_limit": LIMIT, "queue": QUEUE, "rule": SWITCH, "api_key": KEY,
}  # fmt: skip
# kind, field, from, to, and whether that loosens
TABLE: list[tuple[str, str, Any, Any, bool]] = [
    ("act_rule", "second_person", True, False, True),
    ("act_rule", "second_person", False, True, False),
    ("act_rule", "grace_seconds", 60, 0, True),
    ("act_rule", "grace_seconds", 60, 3600, True),
    ("act_rule", "act", "remove", "label", True),
    ("act_rule", "source", None, 7, True),
    ("act_rule", "source", 7, 8, True),
    ("act_rule", "source", 7, None, False),
    ("exposure_limit", "per_day", 100, 101, True),
    ("exposure_limit", "per_day", 100, 99, False),
    ("exposure_limit", "per_day", 0, 1, True),
    ("exposure_limit", "user", None, 5, True),
    ("exposure_limit", "user", 5, 6, True),
    ("exposure_limit", "user", 5, None, False),
    ("exposure_limit", "queue", None, 2, True),
    ("exposure_limit", "queue", 2, 3, True),
    ("exposure_limit", "queue", 2, None, False),
    ("queue", "sla_minutes", 60, 61, True),
    ("queue", "sla_minutes", 60, 59, False),
    ("queue", "leads_only", True, False, True),
    ("queue", "leads_only", False, True, False),
    ("queue", "groups", [1], [], True),
    ("queue", "groups", [1], [1, 2], True),
    ("queue", "groups", [1], [2], True),
    ("queue", "groups", [1, 2], [1], False),
    ("queue", "groups", [], [1], False),
    ("queue", "code", "news", "latest", False),
    ("queue", "name_zh", "新闻", "时政", False),
    ("queue", "name_en", "News", "Affairs", False),
    ("queue", "is_default", False, True, False),
    ("rule", "acts_alone", False, True, True),
    ("rule", "acts_alone", True, False, False),
    ("rule", "live", 3, 4, False),
    ("rule", "second_person", False, True, False),
    ("api_key", "scopes", ["articles:read"], ["articles:read", "queue:work"], True),
    ("api_key", "scopes", ["articles:read", "queue:work"], ["articles:read"], False),
    ("api_key", "scopes", ["articles:read"], ["scores:read"], True),
    ("api_key", "platform", 1, None, True),
    ("api_key", "platform", 1, 2, True),
    ("api_key", "platform", None, 1, False),
    ("api_key", "requests_a_minute", 60, 61, True),
    ("api_key", "requests_a_minute", 60, 59, False),
    ("api_key", "expires_at", "2026-12-31T00:00:00+00:00", None, True),
    ("api_key", "expires_at", "2026-12-31T00:00:00+00:00", "2026-12-31T08:00:00+08:00", False),
    ("api_key", "expires_at", "2026-12-31T00:00:00+00:00", "2027-01-01T00:00:00+00:00", True),
    ("api_key", "expires_at", None, "2027-01-01T00:00:00+00:00", False),
    ("api_key", "revoked", True, False, True),
    ("api_key", "revoked", False, True, False),
    ("api_key", "moderators", [1], [1, 2], True),
    ("api_key", "moderators", [1, 2], [2], False),
    ("api_key", "name", "cms", "other", False),
    ("api_key", "rate", 60, None, False),
]


@pytest.mark.parametrize(("kind", "field", "before", "after", "loosens"), TABLE)
def test_each_field_loosens_in_its_own_direction(kind, field, before, after, loosens):
    state = STATES[kind]
    found = loosened(kind, {**state, field: before}, {**state, field: after})
    assert found == ([field] if loosens else [])


@pytest.mark.parametrize(("kind", "field"), [(kind, field) for kind, state in STATES.items() for field in state])
def test_the_table_has_every_field(kind, field):
    assert [row for row in TABLE if row[:2] == (kind, field)]


@pytest.mark.parametrize("kind", STATES)
def test_nothing_changed_loosens_nothing(kind):
    assert loosened(kind, STATES[kind], dict(STATES[kind])) == []


def test_a_change_that_tightens_one_field_and_loosens_another_loosens():
    after = {**RULE, "source": 3, "second_person": True, "grace_seconds": 60}
    assert loosened("act_rule", {**RULE, "second_person": False}, after) == ["source"]


@pytest.mark.parametrize(
    ("kind", "state", "loosens"),
    [
        ("act_rule", RULE, True),
        ("act_rule", {**RULE, "second_person": False}, True),
        ("act_rule", {**RULE, "second_person": False, "grace_seconds": 0}, False),
        ("exposure_limit", LIMIT, True),
        ("exposure_limit", {**LIMIT, "per_day": 0}, True),
    ],
)
def test_to_remove_a_protection_loosens(kind, state, loosens):
    assert bool(loosened(kind, state, None)) is loosens


def test_a_routing_rule_whose_decisions_all_wait_for_a_person_decides_nothing_alone():
    waits = {**SWITCH, "second_person": True}
    assert loosened("rule", waits, {**waits, "acts_alone": True}) == []


def test_a_rule_that_asks_for_nothing_is_free_to_move():
    nothing = {**RULE, "second_person": False, "grace_seconds": 0}
    assert loosened("act_rule", nothing, {**nothing, "act": "label", "source": 4}) == []
    assert loosened("act_rule", nothing, {**nothing, "grace_seconds": 10**9}) == ["grace_seconds"]


@pytest.mark.parametrize(
    ("kind", "state", "fields"),
    [
        ("act_rule", RULE, []),
        ("act_rule", {**RULE, "grace_seconds": 86_401}, ["grace_seconds"]),
        ("exposure_limit", LIMIT, []),
        ("queue", QUEUE, []),
        ("api_key", {**KEY, "moderators": []}, []),
        ("api_key", KEY, ["moderators"]),
    ],
)
def test_something_new_loosens_only_where_it_lets_something_through(kind, state, fields):
    assert loosened(kind, None, state) == fields
