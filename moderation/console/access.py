"""Access to the console: staff who may see the queue; acts need further permissions."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponseBase]
SEE = ("moderation.view_queueitem", "moderation.claim_queueitem")
# Those who answer for the installation or build on it: leads, auditors, integrators.
STATUS = ("moderation.view_webhookdelivery",)
WORK = ("moderation.claim_queueitem",)


def console_view(*any_of: str) -> Callable[[View], View]:
    """Admits staff with one of these permissions; others get 403 or the sign-in page. Never cached."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(request.user.has_perm(permission) for permission in any_of):
                raise PermissionDenied(" or ".join(any_of))
            return view(request, *args, **kwargs)

        return never_cache(staff_member_required(checked, login_url="admin:login"))

    return decorate


def own_view(view: View) -> View:
    """Admits all staff, whatever their role, to what is their own; others get the sign-in page. Never cached."""
    return never_cache(staff_member_required(view, login_url="admin:login"))


def user_of(request: HttpRequest) -> User:
    """The signed-in user, behind `console_view`."""
    assert isinstance(request.user, User)  # noqa: S101 - console_view lets nobody else in
    return request.user
