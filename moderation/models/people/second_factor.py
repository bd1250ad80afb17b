"""Second factors: seeds of devices, encrypted, and recovery codes for somebody whose device is lost."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from moderation.models.people.seed_encryption import decrypted


class SealedSeed(models.Model):
    """The seed of one device, encrypted with a key that stands outside the database (`moderation.accounts.seeds`).

    The device's own column `key` then holds `NO_KEY`, which is no hexadecimal number: whatever would compute codes
    from it fails instead of accepting some.
    """

    NO_KEY = "sealed"

    device = models.OneToOneField(TOTPDevice, models.CASCADE, primary_key=True, related_name="sealed_seed")
    sealed = models.TextField(editable=False)

    class Meta:
        verbose_name = _("encrypted seed")
        verbose_name_plural = _("encrypted seeds")

    def __str__(self) -> str:
        return str(self.pk)


class Authenticator(TOTPDevice):  # type: ignore[misc]  # django-otp is untyped
    """A device whose codes come of its encrypted seed; one of an earlier release may still have it in clear.

    Asking for a code or the seed raises Unreadable when the key of `moderation.models.people.seed_encryption` is lost.
    """

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("device for one-time codes")
        verbose_name_plural = _("devices for one-time codes")

    @property
    def sealed(self) -> str:
        """The encrypted seed; empty where there is none."""
        row = SealedSeed.objects.filter(device_id=self.pk).first()
        return row.sealed if row else ""

    @property
    def bin_key(self) -> bytes:
        """The seed. Raises Unreadable."""
        if self.key != SealedSeed.NO_KEY:
            return bytes.fromhex(self.key)
        return decrypted(self.user_id, self.sealed)


class RecoveryCode(models.Model):
    """One code of one user, as a digest: nobody can read it. `used_at` is None while it may still be used."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")

    def __str__(self) -> str:
        return str(self.pk)
