"""Which account a person of the sign-on provider has here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ProviderIdentity(models.Model):
    """A subject of a provider, and its one account. A name or an address of mail never links the two."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="provider_identity")
    issuer = models.CharField(_("issuer"), max_length=300)
    subject = models.CharField(_("subject"), max_length=255)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("identity at the sign-on provider")
        verbose_name_plural = _("identities at the sign-on provider")
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="one_account_per_subject")]

    def __str__(self) -> str:
        return self.subject
