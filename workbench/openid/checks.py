"""System checks of the sign-on provider: settings that would let nobody in, or too many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as CheckWarning

from moderation.accounts.requirement import SUPERUSER
from moderation.accounts.sign_on import ROLES, role_map
from workbench.openid.client import is_safe


@register()
def provider_can_be_used(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.E020: a provider has HTTPS, a client and roles; W021: the roles it gives are ours."""
    if not settings.OIDC_ISSUER:
        return []
    errors: list[CheckMessage] = []
    if not is_safe(settings.OIDC_ISSUER):
        errors.append(Error("OIDC_ISSUER must begin with https://, except on this machine", id="workbench.E020"))
    if not settings.OIDC_CLIENT_ID:
        errors.append(Error("OIDC_ISSUER needs OIDC_CLIENT_ID", id="workbench.E020"))
    try:
        roles = set(role_map(settings.OIDC_ROLES).values())
    except ValueError as error:
        return [*errors, Error(f"OIDC_ROLES: {error}", id="workbench.E020")]
    if not roles:
        hint = "for example OIDC_ROLES=mod-team:moderator,leads:lead"
        errors.append(Error("OIDC_ROLES is empty, so nobody could sign on", hint=hint, id="workbench.E020"))
    if SUPERUSER in roles:
        errors.append(Error("OIDC_ROLES cannot make superusers", id="workbench.E020"))
    return errors + _unknown("OIDC_ROLES", roles - {SUPERUSER}, "workbench.W021")


@register()
def required_roles_exist(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """workbench.W022: REQUIRE_SECOND_FACTOR names our roles; a misspelt one would ask nobody."""
    return _unknown("REQUIRE_SECOND_FACTOR", set(settings.REQUIRE_SECOND_FACTOR) - {SUPERUSER}, "workbench.W022")


def _unknown(setting: str, names: set[str], code: str) -> list[CheckMessage]:
    hint = f"our roles are {', '.join(ROLES)}; silence this where {setting} names a group of your own"
    return [
        CheckWarning(f"{setting} names {name!r}, which is no role of ours", hint=hint, id=code)
        for name in sorted(names - set(ROLES))
    ]
