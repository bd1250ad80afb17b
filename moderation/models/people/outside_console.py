"""Outside consoles, where moderators sign in with their own account: consoles, sign-in codes, persons' tokens."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, TokenMixin
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Credential
from articles.models.access.keys import ACTING_SCOPE
from moderation.models.people.digests import digest

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def check_redirect(uri: str) -> None:
    """Raises ValidationError unless `uri` is an address that codes may be sent to: HTTPS, or HTTP on loopback."""
    try:
        parts = urlsplit(uri)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host = None
    if host is None or parts.fragment or parts.username is not None or not uri.isprintable() or " " in uri:
        raise ValidationError(gettext("%s is not a full address without a fragment.") % uri)
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOOPBACK):
        raise ValidationError(gettext("%s must begin with https://, or be on this machine.") % uri)


class OutsideConsole(ClientMixin, models.Model):  # type: ignore[misc]  # Authlib is untyped
    """A console of somebody else that signs moderators in by OAuth 2; an administrator registers it.

    `secret_digest` is empty for a public one, which runs in the browser and keeps no secret. `redirect_uris`, one a
    line, are the only addresses that codes are sent to.
    """

    name = models.CharField(_("name"), max_length=50)
    client_id = models.CharField(_("client id"), max_length=32, unique=True, editable=False)
    secret_digest = models.CharField(_("secret"), max_length=64, blank=True, editable=False)
    redirect_uris = models.TextField(_("addresses to return to"), help_text=_("one a line"))
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("registered"), auto_now_add=True)

    class Meta:
        verbose_name = _("outside console")
        verbose_name_plural = _("outside consoles")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    # What Authlib asks of a client.
    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        return self.redirects()[0]

    def get_allowed_scope(self, scope: str | None) -> str | None:
        asked = set((scope or ACTING_SCOPE).split())
        return ACTING_SCOPE if asked == {ACTING_SCOPE} else None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self.redirects()

    def check_client_secret(self, client_secret: str) -> bool:
        return bool(self.secret_digest) and constant_time_compare(self.secret_digest, digest(client_secret))

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return (method == "none") == (self.secret_digest == "")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in ("authorization_code", "refresh_token")

    def redirects(self) -> list[str]:
        """The addresses that codes are sent to."""
        return [line.strip() for line in self.redirect_uris.splitlines() if line.strip()]


class SignInCode(AuthorizationCodeMixin, models.Model):  # type: ignore[misc]  # Authlib is untyped
    """A code that the person's browser carries to the outside console, which changes it for a token within a minute.

    `person_hash` is the person's session hash: a new password makes the code worthless. Kept by digest only.
    """

    code_digest = models.CharField(max_length=64, unique=True)
    console = models.ForeignKey(OutsideConsole, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    person_hash = models.CharField(max_length=128)
    second_factor = models.BooleanField(default=False)
    redirect_uri = models.TextField(blank=True)
    code_challenge = models.CharField(max_length=128)
    code_challenge_method = models.CharField(max_length=5)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sign-in code")
        verbose_name_plural = _("sign-in codes")

    def __str__(self) -> str:
        return f"{self.console_id}: {self.user_id}"

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return ACTING_SCOPE


class PersonToken(TokenMixin, Credential, models.Model):  # type: ignore[misc]  # Authlib is untyped
    """One person's sign-in at an outside console: an access token, and a refresh token that renews it until `ends_at`.

    Both are kept by digest. `prefix` names the sign-in and stays when tokens are renewed. `earlier_refresh_digest` is
    the refresh token that was renewed last: whoever shows it again has stolen it, or was robbed. `person_hash` is the
    person's session hash, so that a new password ends the sign-in.
    """

    prefix = models.CharField(_("prefix"), max_length=8, unique=True)
    console = models.ForeignKey(OutsideConsole, models.PROTECT, related_name="tokens", verbose_name=_("console"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="person_tokens", verbose_name=_("moderator")
    )
    access_digest = models.CharField(max_length=64, unique=True, editable=False)
    access_expires_at = models.DateTimeField(_("renewed by"))
    refresh_digest = models.CharField(max_length=64, unique=True, editable=False)
    earlier_refresh_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    person_hash = models.CharField(max_length=128, editable=False)
    second_factor = models.BooleanField(_("with a second factor"), default=False)
    created_at = models.DateTimeField(_("signed in"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)
    ends_at = models.DateTimeField(_("ends"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("sign-in at an outside console")
        verbose_name_plural = _("sign-ins at outside consoles")
        ordering = ["-id"]
        indexes = [models.Index(fields=["user"], condition=models.Q(ended_at=None), name="person_token_live")]

    # As a credential of the API.
    scopes = [ACTING_SCOPE]
    platform = None
    rate = None

    def __str__(self) -> str:
        return f"{self.console_id}: {self.user_id}"

    @property
    def via(self) -> str:
        return f"token:{self.prefix}"

    def people(self) -> list[User]:
        return [self.user]

    # What Authlib asks of a token.
    def check_client(self, client: OutsideConsole) -> bool:
        return self.console_id == client.pk

    def get_scope(self) -> str:
        return ACTING_SCOPE

    def get_expires_in(self) -> int:
        return max(0, round((self.access_expires_at - timezone.now()).total_seconds()))

    def is_expired(self) -> bool:
        return self.has_expired(timezone.now())

    def is_revoked(self) -> bool:
        return self.ended_at is not None

    def get_user(self) -> User:
        return self.user

    def get_client(self) -> OutsideConsole:
        return self.console

    def has_expired(self, now: datetime) -> bool:
        """Whether the access token is over; the refresh token may still renew it."""
        return now >= min(self.access_expires_at, self.ends_at)
