"""System checks: settings that would lose work or let strangers in, found at start instead of at night."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from articles.access.client_address import trusted_proxies
from articles.models import ApiKey, KeyBinding
from articles.models.access.keys import ACTING_SCOPE
from articles.scoring.registry import scorers
from articles.vocabulary.scores import CLICKBAIT, RELIABILITY
from moderation.webhooks.protocol.addresses import Receivers

_DOTTED_SETTINGS = ("SWEEPS", "HOURLY_JOBS", "NIGHTLY_JOBS", "ARTICLE_EXTENSIONS", "INSTALLATION_STATE")
# Of a random text: as many as hold 128 bits in hexadecimal digits.
_KEY_LENGTH = 32


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
        Receivers.parse(settings.WEBHOOK_PRIVATE_RECEIVERS, settings.WEBHOOK_PORTS)
    except ValueError as error:
        errors.append(Error(f"WEBHOOK_PRIVATE_RECEIVERS, WEBHOOK_PORTS: {error}", id="workbench.E009"))
    # Resolving a host name is not within the time limits: half a minute is allowed for it.
    if settings.WEBHOOK_LEASE_SECONDS < settings.WEBHOOK_TOTAL_SECONDS + 30:
        hint = f"they are {settings.WEBHOOK_LEASE_SECONDS} and {settings.WEBHOOK_TOTAL_SECONDS}"
        message = "WEBHOOK_LEASE_SECONDS must be 30 s longer than WEBHOOK_TOTAL_SECONDS"
        errors.append(Error(message, hint=hint, id="workbench.E010"))
    return errors


@register(Tags.security)
def proxies_are_networks(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.E012: every trusted proxy is a network; E013: none of them is the whole internet."""
    try:
        networks = trusted_proxies()
    except ValueError as error:
        hint = "for example TRUSTED_PROXIES=10.0.0.0/8,192.168.1.7"
        return [Error(f"TRUSTED_PROXIES: {error}", hint=hint, id="workbench.E012")]
    hint = "name the networks of your proxies: anybody may forge the address of a client behind a trusted one"
    return [
        Error(f"TRUSTED_PROXIES trusts everybody: {network}", hint=hint, id="workbench.E013")
        for network in networks
        if network.prefixlen == 0
    ]


@register()
def tokens_are_short(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.E014: a person's token is renewed within an hour, and ends within 12."""
    if 60 <= settings.TOKEN_SECONDS <= 3600 and settings.TOKEN_SECONDS <= settings.TOKEN_SIGN_IN_SECONDS <= 12 * 3600:
        return []
    hint = f"they are {settings.TOKEN_SECONDS} and {settings.TOKEN_SIGN_IN_SECONDS}"
    message = "TOKEN_SECONDS is 60 to 3600, and TOKEN_SIGN_IN_SECONDS not shorter and 43200 at most"
    return [Error(message, hint=hint, id="workbench.E014")]


@register(Tags.security)
def seeds_have_a_key(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.E015: what encrypts the seeds of second factors is too long to be guessed, and no other key of ours."""
    keys = [settings.SECOND_FACTOR_KEY, *settings.SECOND_FACTOR_KEY_FALLBACKS]
    hint = "for example the output of `openssl rand -base64 48`"
    errors: list[CheckMessage] = []
    if any(len(key) < _KEY_LENGTH for key in keys):
        message = f"SECOND_FACTOR_KEY and its fallbacks need {_KEY_LENGTH} characters or more"
        errors.append(Error(message, hint=hint, id="workbench.E015"))
    if settings.SECOND_FACTOR_KEY in (settings.SECRET_KEY, settings.SIGNING_KEY):
        message = "SECOND_FACTOR_KEY must be a key of its own: a backup may hold the secret key"
        errors.append(Error(message, hint=hint, id="workbench.E015"))
    return errors


@register(Tags.database)
def acting_keys_are_bound(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """workbench.W020: each live key with queue:work that acts for nobody. Runs with `check --database default`."""
    if not databases or ApiKey._meta.db_table not in connection.introspection.table_names():
        return []
    if KeyBinding._meta.db_table not in connection.introspection.table_names():
        return []
    live = ApiKey.objects.filter(Q(expiry_date=None) | Q(expiry_date__gt=timezone.now()), revoked=False)
    unbound = live.exclude(Exists(KeyBinding.objects.filter(key=OuterRef("pk"), ended_at=None))).order_by("created")
    return [
        CheckWarning(
            f"the API key {key.prefix} ({key.name}) has the scope {ACTING_SCOPE} and acts for nobody",
            hint=f"manage.py bind_api_key {key.prefix} USERNAME, or revoke it",
            id="workbench.W020",
        )
        for key in unbound
        if ACTING_SCOPE in key.scopes
    ]


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
