"""`check --deploy` as an operator runs it before the first visitor."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from django.conf import settings as django_settings

from tests.services.forks import process

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "HTTPS": "1",
    "ALLOWED_HOSTS": "workbench.example.org",
    "DEBUG": "0",
    "TRUSTED_PROXIES": "10.1.0.0/16",
    "AUDIT_HEAD_MAIL": "auditor@example.org",
}


def told(home: Path, **changes: str) -> tuple[int, list[str], str]:
    """Exit code, ids of the messages, and the whole text."""
    home.chmod(0o700)
    environment = {**os.environ, "WORKBENCH_HOME": str(home), "REDIS_URL": django_settings.REDIS_URL}
    # Set by the suite, or by the browser tests for themselves.
    for name in ("DATABASE_URL", "SECRET_KEY", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        environment.pop(name, None)
    command = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = process.run(command, {**environment, **PRODUCTION, **changes})
    text = done.stdout + done.stderr
    return done.returncode, re.findall(r"\((\w+\.[EW]\d+)\)", text), text


def test_production_settings_are_clean(broker: Any, tmp_path: Path) -> None:
    code, ids, text = told(tmp_path)
    assert (code, ids) == (0, []), text


def test_a_proxy_that_nobody_named_is_missed(broker: Any, tmp_path: Path) -> None:
    assert told(tmp_path, TRUSTED_PROXIES="")[1] == ["workbench.W010"]


def test_audit_heads_that_stay_at_home_are_missed(broker: Any, tmp_path: Path) -> None:
    assert told(tmp_path, AUDIT_HEAD_MAIL="")[1] == ["workbench.W011"]
    assert told(tmp_path, AUDIT_HEAD_MAIL="", AUDIT_HEAD_FILE="/mnt/elsewhere/heads.jsonl")[1] == []


def test_weak_settings_are_all_named(broker: Any, tmp_path: Path) -> None:
    code, ids, _ = told(tmp_path, HTTPS="0", ALLOWED_HOSTS="*", DEBUG="1", SECRET_KEY="short")
    assert code == 1
    assert {"workbench.W006", "security.W018", "security.W009", "security.W012", "security.W016"} <= set(ids)
