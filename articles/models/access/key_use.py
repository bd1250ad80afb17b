"""Uses of API keys and tokens: how often, from which address, in which hour."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeyUse(models.Model):
    """Requests that one credential sent from one address in one hour. `via` is `key:PREFIX` or `token:PREFIX`.

    Processes count by themselves and add what they counted once a minute, so a row may lag by that much.
    """

    via = models.CharField(_("credential"), max_length=20)
    address = models.CharField(_("address"), max_length=45, blank=True)
    hour = models.DateTimeField(_("hour"))
    requests = models.PositiveIntegerField(_("requests"), default=0)
    last_at = models.DateTimeField(_("last used"), db_index=True)

    class Meta:
        verbose_name = _("use of a key")
        verbose_name_plural = _("uses of keys")
        constraints = [models.UniqueConstraint(fields=["via", "address", "hour"], name="key_use_once")]

    def __str__(self) -> str:
        return f"{self.via} {self.address} {self.hour}"
