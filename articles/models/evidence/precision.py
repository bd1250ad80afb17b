"""The measured precision of findings, and the gate that it is held against."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.immutable import ImmutableRow

_SHARE = [MinValueValidator(0.0), MaxValueValidator(1.0)]


class FindingPrecision(ImmutableRow):
    """The verdicts on findings of one code in one set of judged rows. The newest row of a code is the one that counts.

    `judged_set` names the set, `sha256` is a digest of its rows; `measured_on` is the day of measuring.
    """

    code = models.CharField(_("code"), max_length=40, db_index=True)
    right = models.PositiveIntegerField(_("right"))
    arguable = models.PositiveIntegerField(_("arguable"))
    wrong = models.PositiveIntegerField(_("wrong"))
    judged_set = models.CharField(_("measured on"), max_length=100)
    sha256 = models.CharField(max_length=64)
    measured_on = models.DateField(_("measured"))
    created_at = models.DateTimeField(_("registered"), auto_now_add=True)

    class Meta:
        verbose_name = _("precision of a finding")
        verbose_name_plural = _("precision of findings")
        ordering = ["code", "-id"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class PrecisionGate(models.Model):
    """The bounds of `articles.provenance.precision.gate.Gate`; at most one row; without it the product's own hold."""

    only = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    quiet_below = models.FloatField(
        _("fold away below"),
        validators=_SHARE,
        help_text=_("The lower end of the precision's interval, 0–1. A code below it is shown folded away."),
    )
    low_below = models.FloatField(
        _("at most low below"),
        validators=_SHARE,
        help_text=_(
            "The precision, 0–1. A code below it is at most low: it opens no item. "
            "Articles assessed from now on follow it."
        ),
    )
    medium_below = models.FloatField(
        _("at most medium below"),
        default=0.9,
        db_default=0.9,
        validators=_SHARE,
        help_text=_("The precision, 0–1. A code below it is at most medium."),
    )

    class Meta:
        verbose_name = _("gate for findings")
        verbose_name_plural = _("gate for findings")
        constraints = [models.CheckConstraint(condition=models.Q(only=1), name="one_precision_gate")]

    def __str__(self) -> str:
        return f"{self.quiet_below} · {self.low_below} · {self.medium_below}"
