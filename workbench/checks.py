"""System checks: settings that would lose work or let strangers in, found at start instead of at night."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.utils.module_loading import import_string

from articles.scoring.registry import scorers
from articles.vocabulary.scores import CLICKBAIT, RELIABILITY
from moderation.webhooks.protocol.addresses import Receivers

_DOTTED_SETTINGS = ("SWEEPS", "HOURLY_JOBS", "NIGHTLY_JOBS", "ARTICLE_EXTENSIONS", "INSTALLATION_STATE")


@register()
def lease_outlives_task(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.E001: a worker that is still running must still hold its row."""
    if settings.LEASE_SECONDS > settings.CELERY_TASK_TIME_LIMIT > settings.CELERY_TASK_SOFT_TIME_LIMIT:
        return []
    return [
        Error(
            "LEASE_SECONDS must be longer than TASK_HARD_SECONDS, and that longer than TASK_SOFT_SECONDS",
            hint=f"they are {settings.LEASE_SECONDS}, {settings.CELERY_TASK_TIME_LIMIT} and "
            f"{settings.CELERY_TASK_SOFT_TIME_LIMIT}",
            id="workbench.E001",
        )
    ]


@register()
def dotted_names_exist(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.E002: every function that settings name by its dotted path can be imported."""
    errors: list[CheckMessage] = []
    for setting in _DOTTED_SETTINGS:
        named = getattr(settings, setting)
        for dotted in [named] if isinstance(named, str) else named:
            try:
                import_string(dotted)
            except ImportError as error:
                errors.append(Error(f"settings.{setting} names {dotted}: {error}", id="workbench.E002"))
    return errors


@register()
def sqlite_locks_early(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.E003: on SQLite, transactions begin IMMEDIATE, else concurrent writers fail at once."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3") or database["OPTIONS"].get("transaction_mode") == "IMMEDIATE":
        return []
    return [Error("SQLite needs OPTIONS transaction_mode IMMEDIATE", id="workbench.E003")]


@register()
def audit_share_is_a_share(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.E006: RANDOM_AUDIT_SHARE is a share of all articles, not a percentage."""
    if 0 <= settings.RANDOM_AUDIT_SHARE <= 1:
        return []
    hint = f"it is {settings.RANDOM_AUDIT_SHARE}; 2 % is 0.02"
    return [Error("RANDOM_AUDIT_SHARE must lie between 0 and 1", hint=hint, id="workbench.E006")]


# The ids that two had before there was a registry; all others share the default.
_SCORER_IDS = {CLICKBAIT: "workbench.E007", RELIABILITY: "workbench.E008"}


@register()
def scorers_can_score(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.E011: every scorer has what it needs, else articles fail; E007 for headlines, E008 for sources."""
    return [
        Error(fault.text, hint=fault.hint, id=_SCORER_IDS.get(scorer.term, "workbench.E011"))
        for scorer in scorers()
        for fault in scorer.faults()
    ]


@register()
def webhooks_can_be_sent(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.E009: private receivers are networks or hosts; E010: the lease of a message outlasts sending it."""
    errors: list[CheckMessage] = []
    try:
        Receivers.parse(settings.WEBHOOK_PRIVATE_RECEIVERS)
    except ValueError as error:
        errors.append(Error(f"WEBHOOK_PRIVATE_RECEIVERS: {error}", id="workbench.E009"))
    # Resolving a host name is not within the time limits: half a minute is allowed for it.
    if settings.WEBHOOK_LEASE_SECONDS < settings.WEBHOOK_TOTAL_SECONDS + 30:
        hint = f"they are {settings.WEBHOOK_LEASE_SECONDS} and {settings.WEBHOOK_TOTAL_SECONDS}"
        message = "WEBHOOK_LEASE_SECONDS must be 30 s longer than WEBHOOK_TOTAL_SECONDS"
        errors.append(Error(message, hint=hint, id="workbench.E010"))
    return errors


@register(Tags.security)
def home_is_private(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.W004: WORKBENCH_HOME holds the secret key, the database and the credentials."""
    mode = Path(settings.HOME).stat().st_mode
    if mode & 0o007 == 0:
        return []
    return [
        CheckWarning(
            f"{settings.HOME} is open to every user of this machine",
            hint=f"chmod 700 {settings.HOME}",
            id="workbench.W004",
        )
    ]
