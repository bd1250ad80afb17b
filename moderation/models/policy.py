"""The platform's policy: versions of a tree of clauses. A decision's clause belongs to one version."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models.codes import CodeField
from moderation.vocabulary.acts import LABELS


class PolicyVersion(models.Model):
    """One edition of the policy; the highest number is in force."""

    number = models.PositiveIntegerField(_("version"), unique=True)
    published_at = models.DateTimeField(_("published"), auto_now_add=True)

    class Meta:
        verbose_name = _("policy version")
        verbose_name_plural = _("policy versions")
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"v{self.number}"


class ClauseQuerySet(models.QuerySet["Clause"]):
    def in_force(self) -> ClauseQuerySet:
        """The clauses of the latest policy version that a decision may rest on (leaves, not chapters)."""
        newest = PolicyVersion.objects.order_by("-number").values("pk")[:1]
        return self.filter(policy_version__in=newest, is_chapter=False)


class Clause(models.Model):
    """A clause: people and the API use its `code` (2.3); `severity` is 0–1; `basis` names the law behind it.

    `label` is shown beside an article that is labelled under this clause, unless another one is chosen; None where
    the moderator has to choose. `proposed_for` lists codes (findings, scores, readers' reports, acts):
    where one of these leads an item's reasons, the console proposes this clause.
    """

    policy_version = models.ForeignKey(
        PolicyVersion, models.PROTECT, related_name="clauses", verbose_name=_("policy version")
    )
    code = models.CharField(_("clause"), max_length=20)
    is_chapter = models.BooleanField(_("chapter"), default=False)
    title_zh = models.CharField(_("title (Chinese)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200)
    severity = models.FloatField(_("severity"), default=0)
    about_headline = models.BooleanField(
        _("calls the headline clickbait"), default=False, help_text=_("the clickbait score learns from its decisions")
    )
    basis_zh = models.CharField(_("legal basis (Chinese)"), max_length=300, blank=True)
    basis_en = models.CharField(_("legal basis (English)"), max_length=300, blank=True)
    eu_category = models.CharField(
        _("category in the EU transparency database"), max_length=100, blank=True, default=""
    )
    notice_zh = models.TextField(
        _("notice to the author (Chinese)"),
        blank=True,
        help_text=_("{headline}, {act}, {clause}, {basis} are filled in"),
    )
    notice_en = models.TextField(_("notice to the author (English)"), blank=True)
    label = CodeField(  # type: ignore[misc]  # the stubs know no nullable one
        _("label of this clause"), family=LABELS, max_length=20, null=True, blank=True
    )
    proposed_for: models.JSONField[list[str] | None] = models.JSONField(_("proposed for"), null=True, blank=True)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["policy_version", "code"]
        constraints = [
            models.UniqueConstraint(fields=["policy_version", "code"], name="clause_code"),
            models.CheckConstraint(condition=models.Q(severity__gte=0, severity__lte=1), name="clause_severity_range"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return self.title_en if (get_language() or "").startswith("en") else self.title_zh

    @property
    def basis(self) -> str:
        """The legal basis in the reader's language."""
        return self.basis_en if (get_language() or "").startswith("en") else self.basis_zh
