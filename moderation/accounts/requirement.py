"""Whom the installation asks for a second factor, and which sign-ins have one."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest

# Named like a role in REQUIRE_SECOND_FACTOR: superusers are in no group.
SUPERUSER = "superuser"
# In the session of who signed in through a provider that had asked for a second factor itself.
BY_PROVIDER = "second_factor_by_provider"
# In the session of a person with a device who signed in through a provider that had not asked for one.
STILL_ASKED = "second_factor_still_asked"


def is_required(user: User) -> bool:
    """Whether REQUIRE_SECOND_FACTOR names one of the user's roles."""
    if not settings.REQUIRE_SECOND_FACTOR:
        return False
    roles = set(user.groups.values_list("name", flat=True))
    return is_required_of(roles | {SUPERUSER} if user.is_superuser else roles)


def is_required_of(roles: set[str]) -> bool:
    """Whether REQUIRE_SECOND_FACTOR names one of these roles."""
    return not roles.isdisjoint(settings.REQUIRE_SECOND_FACTOR)


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this sign-in has shown a second factor: a code of ours, or the provider's own."""
    # django_otp.middleware sets is_verified.
    return request.user.is_verified() or bool(request.session.get(BY_PROVIDER))  # type: ignore[union-attr]
