"""Settings that would lose work are refused at start."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from articles.access import api_keys
from articles.scoring.reliability.parts import PARTS_FILE, use_scheme
from articles.scoring.scorers import clickbait
from workbench.messaging.broker import broker_client
from workbench.system_checks import checks, deploy_checks


def test_webhook_settings_that_cannot_work(settings):
    assert checks.webhooks_can_be_sent(None) == []
    settings.WEBHOOK_PRIVATE_RECEIVERS, settings.WEBHOOK_LEASE_SECONDS = ["10.0.0.0/99"], 40
    assert _ids(checks.webhooks_can_be_sent(None)) == ["workbench.E009", "workbench.E010"]


def _ids(messages: list[Any]) -> list[str]:
    return [message.id for message in messages]


def test_the_lease_must_outlive_the_task(settings: Any) -> None:
    assert checks.lease_outlives_task(None) == []
    settings.LEASE_SECONDS = settings.CELERY_TASK_TIME_LIMIT
    assert _ids(checks.lease_outlives_task(None)) == ["workbench.E001"]


def test_the_soft_limit_must_come_before_the_hard_one(settings: Any) -> None:
    settings.CELERY_TASK_SOFT_TIME_LIMIT = settings.CELERY_TASK_TIME_LIMIT
    assert _ids(checks.lease_outlives_task(None)) == ["workbench.E001"]


@pytest.mark.parametrize("setting", ["SWEEPS", "ARTICLE_EXTENSIONS"])
def test_dotted_names_must_exist(settings: Any, setting: str) -> None:
    assert checks.dotted_names_exist(None) == []
    setattr(settings, setting, ["articles.assessment.sweeps.no_such_function", "nowhere.at_all"])
    messages = checks.dotted_names_exist(None)
    assert _ids(messages) == ["workbench.E002"] * 2
    assert "articles.assessment.sweeps.no_such_function" in messages[0].msg


def test_sqlite_must_lock_early(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.sqlite_locks_early(None) == []
    monkeypatch.setattr(
        django_settings, "DATABASES", {"default": {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {}}}
    )
    assert _ids(checks.sqlite_locks_early(None)) == ["workbench.E003"]
    monkeypatch.setattr(
        django_settings, "DATABASES", {"default": {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {}}}
    )
    assert checks.sqlite_locks_early(None) == []


def test_the_home_folder_should_be_private(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    tmp_path.chmod(0o700)
    assert checks.home_is_private(None) == []
    tmp_path.chmod(0o755)
    assert _ids(checks.home_is_private(None)) == ["workbench.W004"]


def test_postgresql_with_the_embedded_broker_is_for_one_machine(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(django_settings, "DATABASES", {"default": {"ENGINE": "django.db.backends.postgresql"}})
    settings.REDIS_URL = f"redis+socket://{settings.EMBEDDED_SOCKET}"
    assert _ids(deploy_checks.broker_is_reachable_for_all(None)) == ["workbench.W005"]
    settings.REDIS_URL = "redis://broker.example:6379/0"
    assert deploy_checks.broker_is_reachable_for_all(None) == []


@pytest.mark.parametrize(
    ("share", "ids"), [(0.0, []), (1.0, []), (2.0, ["workbench.E006"]), (-0.1, ["workbench.E006"])]
)
def test_the_audit_share_is_no_percentage(settings: Any, share: float, ids: list[str]) -> None:
    settings.RANDOM_AUDIT_SHARE = share
    assert _ids(checks.audit_share_is_a_share(None)) == ids


def test_damaged_weights_are_found_at_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert checks.scorers_can_score(None) == []
    damaged = tmp_path / "weights.json"
    damaged.write_text("{")
    monkeypatch.setattr(clickbait, "weights_path", lambda language: damaged)
    assert _ids(checks.scorers_can_score(None)) == ["workbench.E007"] * 2


def test_damaged_scheme_is_found_at_start(tmp_path: Path) -> None:
    assert checks.scorers_can_score(None) == []
    use_scheme(tmp_path / "none.json")
    try:
        assert _ids(checks.scorers_can_score(None)) == ["workbench.E008"]
    finally:
        use_scheme(PARTS_FILE)


@pytest.mark.parametrize(
    ("hosts", "ids"),
    [
        (["workbench.example.org"], []),
        ([".example.org"], []),
        (["*"], ["workbench.W006"]),
        (["a", " * "], ["workbench.W006"]),
    ],
)
def test_host_that_matches_everything_is_found(settings: Any, hosts: list[str], ids: list[str]) -> None:
    settings.ALLOWED_HOSTS = hosts
    assert _ids(deploy_checks.hosts_are_named(None)) == ids


def test_broker_that_evicts_or_forgets_is_found(broker: Any) -> None:
    """Changes the settings of a real broker."""
    assert _ids(deploy_checks.broker_keeps_messages(None)) == []
    client = broker_client()
    client.config_set("maxmemory-policy", "allkeys-lru")
    client.config_set("appendonly", "no")
    client.close()
    assert _ids(deploy_checks.broker_keeps_messages(None)) == ["workbench.W007", "workbench.W008"]


def test_broker_that_is_away_is_found(settings: Any, tmp_path: Path) -> None:
    settings.REDIS_URL = f"redis+socket://{tmp_path / 'nobody.sock'}"
    assert _ids(deploy_checks.broker_keeps_messages(None)) == ["workbench.W009"]


def test_trusted_proxies_are_networks_and_not_everybody(settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "192.168.1.7", "2001:db8::/32"]
    assert checks.proxies_are_networks(None) == []
    settings.TRUSTED_PROXIES = ["proxy.example.org"]
    assert _ids(checks.proxies_are_networks(None)) == ["workbench.E012"]
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "0.0.0.0/0", "::/0"]
    assert _ids(checks.proxies_are_networks(None)) == ["workbench.E013"] * 2


@pytest.mark.parametrize(("seconds", "sign_in"), [(0, 3600), (3601, 40_000), (1800, 900), (1800, 12 * 3600 + 1)])
def test_tokens_of_people_must_be_short(settings: Any, seconds: int, sign_in: int) -> None:
    assert checks.tokens_are_short(None) == []
    settings.TOKEN_SECONDS, settings.TOKEN_SIGN_IN_SECONDS = seconds, sign_in
    assert _ids(checks.tokens_are_short(None)) == ["workbench.E014"]


def test_keys_that_act_for_nobody_are_listed(moderator: Any) -> None:
    for name, scopes, people in (
        ("old console", ["queue:work"], []),
        ("console", ["queue:work"], ["moderator"]),
        ("publisher", ["articles:write"], []),
    ):
        api_keys.make(name, scopes, moderators=people)
    revoked, _ = api_keys.make("gone", ["queue:work"])
    api_keys.revoke(str(revoked.prefix))
    (found,) = checks.acting_keys_are_bound(None, databases=["default"])
    assert found.id == "workbench.W020"
    assert "old console" in found.msg
    assert found.hint is not None
    api_keys.bind(found.hint.split()[2], ["moderator"])
    assert checks.acting_keys_are_bound(None, databases=["default"]) == []
    assert checks.acting_keys_are_bound(None, databases=[]) == []


def test_a_key_for_seeds_that_could_be_guessed_or_stands_in_backups_is_told(settings: Any) -> None:
    assert checks.seeds_have_a_key(None) == []
    settings.SECOND_FACTOR_KEY_FALLBACKS = ["short"]
    assert _ids(checks.seeds_have_a_key(None)) == ["workbench.E015"]
    settings.SECOND_FACTOR_KEY_FALLBACKS, settings.SECOND_FACTOR_KEY = [], settings.SECRET_KEY
    assert _ids(checks.seeds_have_a_key(None)) == ["workbench.E015"]
    settings.SECOND_FACTOR_KEY = ""
    assert _ids(checks.seeds_have_a_key(None)) == ["workbench.E015"]
