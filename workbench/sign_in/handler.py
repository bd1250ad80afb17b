"""django-axes's handler over our own rows.

Axes's own handler stores what was typed as a name, and codes with it, in clear; counts a parallel attempt only once its
password is hashed; has one limit for all counts; and lets a good sign-in reset the count of the whole address.
"""

from __future__ import annotations

from typing import Any

from axes.handlers.base import AbstractAxesHandler, AxesBaseHandler
from django.contrib.auth.models import User
from django.http import HttpRequest

from articles.access import sign_ins
from articles.access.client_address import client_address
from articles.models import SignIn
from workbench.sign_in.attempts import attempt_of, begin


class SignInHandler(AbstractAxesHandler, AxesBaseHandler):  # type: ignore[misc]  # axes is untyped
    """Called by axes's backend before a password is hashed, and by Django's signals after it."""

    def is_allowed(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Begins the attempt; false while the client is locked. Raises Crowded."""
        if credentials is None or attempt_of(request) is not None:
            return not getattr(request, "axes_locked_out", False)
        try:
            begin(request, credentials["username"])
        except sign_ins.Locked as lock:
            _lock(request, lock.seconds)
            return False
        return True

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        """A wrong name, password or code; after `refuse`, the row says which."""
        if request is None or getattr(request, "axes_locked_out", False):
            return
        row = attempt_of(request)
        if row is None:
            address = client_address(request)
            sign_ins.record(None, address, method=SignIn.Method.OTHER, outcome=SignIn.Outcome.FAILED)
            return
        outcome = SignIn.Outcome.CODE_REFUSED if kwargs.get("password_was_right") else SignIn.Outcome.FAILED
        seconds = sign_ins.fail(row, outcome=outcome)
        if seconds:
            _lock(request, seconds)

    def user_logged_in(self, sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        request.signed_in_account = user.pk  # type: ignore[attr-defined]  # for the cookie of the device
        row = attempt_of(request)
        if row is None:
            address = client_address(request)
            sign_ins.record(user, address, method=SignIn.Method.OTHER, outcome=SignIn.Outcome.SIGNED_IN)
            return
        sign_ins.succeed(row, method=_method(row, user))

    def user_logged_out(self, sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
        """Nothing: whoever signs out leaves."""

    def post_save_access_attempt(self, instance: Any, **kwargs: Any) -> None:
        """Nothing: we write none of axes's rows."""

    def post_delete_access_attempt(self, instance: Any, **kwargs: Any) -> None:
        """Nothing, as above."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """1 while the client is locked, else 0: the limits differ, so no number says it. For axes's own calls."""
        return int(not self.is_allowed(request, credentials))

    def reset_attempts(
        self, *, ip_address: str | None = None, username: str | None = None, ip_or_username: bool = False
    ) -> int:
        """Ends locks: `manage.py axes_reset`, `axes_reset_ip`, `axes_reset_username`."""
        return sign_ins.forgive(address=ip_address or "", name=username or "", either=ip_or_username)


def _method(row: SignIn, user: User) -> SignIn.Method:
    if row.method == SignIn.Method.OTHER:
        return SignIn.Method.OTHER
    has_code = getattr(user, "otp_device", None) is not None
    return SignIn.Method.CODE if has_code else SignIn.Method.PASSWORD


def _lock(request: HttpRequest, seconds: int) -> None:
    """Has axes's middleware answer with the page of a lock."""
    request.axes_locked_out = True  # type: ignore[attr-defined]
    request.sign_in_locked_for = seconds  # type: ignore[attr-defined]
