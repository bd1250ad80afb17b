"""System checks of `check --deploy`, for settings that only an embedded installation may have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import redis
from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import connection

from workbench.messaging.broker import broker_client


@register(Tags.security, deploy=True)
def broker_is_reachable_for_all(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.W005: workers on other machines cannot reach a broker on a socket of this machine."""
    embedded = str(settings.EMBEDDED_SOCKET) in settings.REDIS_URL
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") or not embedded:
        return []
    return [
        CheckWarning("DATABASE_URL is set, REDIS_URL is not: all workers must run on this machine", id="workbench.W005")
    ]


@register(Tags.security, deploy=True)
def hosts_are_named(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.W006: a host that matches everything lets links and caches be poisoned by the Host header."""
    weak = [host for host in settings.ALLOWED_HOSTS if host.strip() in ("*", ".") or host.startswith("*")]
    if not weak:
        return []
    hint = "name the hosts under which people and platforms reach this installation"
    return [CheckWarning(f"ALLOWED_HOSTS lets every host in: {', '.join(weak)}", hint=hint, id="workbench.W006")]


@register(Tags.security, deploy=True)
def proxies_are_named(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.W010: behind a proxy that is not named, all clients have one address, and lock each other out."""
    if settings.TRUSTED_PROXIES or not settings.HTTPS:
        return []
    hint = "set TRUSTED_PROXIES to the networks of the proxies that end TLS, for example 10.1.0.0/16"
    return [CheckWarning("HTTPS is set, but no proxy is named as trusted", hint=hint, id="workbench.W010")]


@register(Tags.security, deploy=True)
def heads_go_somewhere(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.W011: without a head outside, the owner of the database can write the audit chain anew unseen."""
    if settings.AUDIT_HEAD_MAIL or settings.AUDIT_HEAD_FILE:
        return []
    hint = "set AUDIT_HEAD_FILE to a file on another machine, or AUDIT_HEAD_MAIL to people outside"
    return [CheckWarning("the heads of the audit chain stay in its own database", hint=hint, id="workbench.W011")]


@register(Tags.security, deploy=True)
def tables_belong_to_another(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.W012: a role that owns the tables can take away the triggers that keep the audit chain."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('django_migrations')"
        )
        found = cursor.fetchone()
    if found != (True,):
        return []
    hint = "run setup_workbench with APPLICATION_ROLE and APPLICATION_PASSWORD, and everything else under that role"
    return [CheckWarning("DATABASE_URL names the owner of the tables", hint=hint, id="workbench.W012")]


@register(Tags.security, deploy=True)
def broker_keeps_messages(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.W007: the broker evicts messages when it is full; W008: it loses them on a restart; W009: it is away.

    No work is lost, since rows are the work, but it waits for the sweep.
    """
    client = broker_client()
    try:
        policy, log = (next(iter(client.config_get(name).values()), "") for name in ("maxmemory-policy", "appendonly"))
    except redis.RedisError as error:
        hint = "start the broker; some services do not let their settings be read: look there that both are right"
        message = f"the broker does not say whether it keeps what it is given ({type(error).__name__})"
        return [CheckWarning(message, hint=hint, id="workbench.W009")]
    finally:
        client.close()
    warnings: list[CheckMessage] = []
    if policy != "noeviction":
        hint = "set maxmemory-policy noeviction in the broker"
        warnings.append(CheckWarning(f"the broker evicts: {policy}", hint=hint, id="workbench.W007"))
    if log != "yes":
        hint = "set appendonly yes in the broker"
        warnings.append(CheckWarning("the broker keeps no log of what it holds", hint=hint, id="workbench.W008"))
    return warnings
