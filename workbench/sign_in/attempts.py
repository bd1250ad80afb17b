"""The attempt to sign in that a request makes, for django-axes's handler and the form."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.http import HttpRequest

from articles.access import sign_ins
from articles.access.client_address import client_address
from articles.models import SignIn
from workbench.sign_in.devices import device_of, device_of_anybody


def visitor_of(request: HttpRequest, name: str) -> sign_ins.Visitor:
    """Who stands behind the request, as the name that they typed, their address and their cookie tell."""
    account = User.objects.filter(username=name).first()
    device = device_of(request, account.pk) if account else ""
    return sign_ins.Visitor(name, account, client_address(request), device)


def attempt_of(request: HttpRequest) -> SignIn | None:
    """The row of the attempt that this request began."""
    return getattr(request, "sign_in_attempt", None)


def begin(request: HttpRequest, name: str) -> None:
    """Records the attempt. Raises Locked or Crowded."""
    request.sign_in_attempt = sign_ins.begin(visitor_of(request, name))  # type: ignore[attr-defined]


def begin_sign_on(request: HttpRequest) -> SignIn:
    """Records a sign-on before the provider is asked who it is. Raises Locked or Crowded."""
    visitor = sign_ins.Visitor("", None, client_address(request), device_of_anybody(request), is_sign_on=True)
    row = sign_ins.begin(visitor)
    request.sign_in_attempt = row  # type: ignore[attr-defined]
    return row
