"""Sign-ins: who tried, from where, and how it ended."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class SignIn(models.Model):
    """One attempt to sign in. It is written as failed before the password is looked at, and corrected on success.

    `who` is `account:ID`, or `name:` with a keyed hash for a name that nobody has: a mistyped name is sometimes a
    password. `network` is what limits count as one client. `device` is the known device of that account, empty for any
    other. `counts` is false once the failure was made good by a sign-in, or forgiven by an operator. After a `locked`
    failure the next attempt was refused; attempts during a lock leave no row.
    """

    class Outcome(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in")
        FAILED = "failed", _("name or password wrong")
        CODE_REFUSED = "code_refused", _("password right, code missing or wrong")
        NOT_ADMITTED = "not_admitted", _("signed on elsewhere, but not admitted here")

    class Method(models.TextChoices):
        PASSWORD = "password", _("password")
        CODE = "code", _("password and one-time code")
        OTHER = "other", _("sign-on elsewhere")

    at = models.DateTimeField(_("time"), db_index=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    who = models.CharField(_("account or hash of the name"), max_length=40)
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    network = models.CharField(_("network"), max_length=45, blank=True)
    device = models.CharField(_("known device"), max_length=32, blank=True)
    method = models.CharField(_("way"), max_length=10, choices=Method.choices, default=Method.PASSWORD)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, default=Outcome.FAILED)
    locked = models.BooleanField(_("locked from then on"), default=False)
    counts = models.BooleanField(_("counts towards a lock"), default=True)

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        indexes = [
            models.Index(fields=["network", "at"], name="sign_in_network_at"),
            models.Index(fields=["account", "network", "at"], name="sign_in_account_network_at"),
            models.Index(fields=["device", "at"], condition=~models.Q(device=""), name="sign_in_device_at"),
        ]

    def __str__(self) -> str:
        return f"{self.who} {self.at}"

    @property
    def ended(self) -> Promise:
        """How it ended, in words: a sign-on elsewhere has no password that could be wrong."""
        if self.method == self.Method.OTHER and self.outcome == self.Outcome.FAILED:
            return _("sign-on elsewhere failed")
        return self.Outcome(self.outcome).label
