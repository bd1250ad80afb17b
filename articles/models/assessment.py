"""The progress of one article version through the stages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import ArticleVersion
from articles.models.due import DueRow


class Assessment(DueRow):
    """The stage that a version has reached, and the work that is due on it; see `articles.assessment.pipeline`."""

    class Stage(models.TextChoices):
        FINGERPRINTS = "fingerprints", _("fingerprints")
        REUSE = "reuse", _("reuse")
        PROVENANCE = "provenance", _("provenance")
        SCORING = "scoring", _("scoring")
        DONE = "done", _("done")

    version = models.OneToOneField(
        ArticleVersion, models.CASCADE, related_name="assessment", verbose_name=_("article version")
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.FINGERPRINTS)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-id"]
        indexes = [
            # Holds only due rows, so it stays small however many rows are done.
            models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="assessment_due"),
            models.Index(fields=["dead_at"], condition=models.Q(dead_at__isnull=False), name="assessment_dead"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(stage="done") | models.Q(due_at__isnull=True), name="assessment_done_is_not_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.get_stage_display()}"
