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

from articles.scoring.clickbait.weights import WeightsError, load_weights, weights_path
from articles.scoring.reliability.parts import SchemeError, scheme
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


@register()
def weights_are_whole(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.E007: the weights of the clickbait score can be read; without them every article would fail."""
    errors: list[CheckMessage] = []
    for language in ("zh", "en"):
        try:
            load_weights(weights_path(language))
        except WeightsError as error:
            hint = "restore the file from the release, or train it again: manage.py train_clickbait"
            errors.append(
                Error(f"weights of the clickbait score ({language}): {error}", hint=hint, id="workbench.E007")
            )
    return errors


@register()
def scheme_is_whole(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.E008: the weights and priors of source reliability can be read."""
    try:
        scheme()
    except SchemeError as error:
        hint = "correct RELIABILITY_SCHEME, or leave it empty for the shipped one"
        return [Error(f"the scheme of source reliability: {error}", hint=hint, id="workbench.E008")]
    return []


@register()
def webhooks_can_be_sent(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.E009: private receivers are networks or hosts; E010: a message is held for longer than it may take."""
    errors: list[CheckMessage] = []
    try:
        Receivers.parse(settings.WEBHOOK_PRIVATE_RECEIVERS)
    except ValueError as error:
        errors.append(Error(f"WEBHOOK_PRIVATE_RECEIVERS: {error}", id="workbench.E009"))
    # Resolving a name comes before the limits: half a minute for it.
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
