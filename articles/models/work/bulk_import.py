"""Bulk imports: a file with one submission per line, the work on it, and the result of each line."""

from __future__ import annotations

import zlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.source import Platform
from articles.models.work.due import DueRow


class Import(DueRow):
    """running ──▶ done · cancelled · failed (a chunk failed on every attempt).

    The row is the work: the worker that holds its lease takes the next chunk in the file's order, so that of two lines
    about one article the later becomes the newer version. `platform` is the one the key is bound to; null: none. All
    counts are counts of lines.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("failed")

    state = models.CharField(_("state"), max_length=9, choices=State, default=State.RUNNING)
    platform = models.ForeignKey(
        Platform, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("platform")
    )
    api_key = models.CharField(_("API key"), max_length=8)
    lines = models.PositiveIntegerField(_("lines"))
    created = models.PositiveIntegerField(_("created"), default=0)
    updated = models.PositiveIntegerField(_("corrected"), default=0, db_default=0)
    duplicates = models.PositiveIntegerField(_("duplicates"), default=0)
    rejected = models.PositiveIntegerField(_("rejected"), default=0)
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["created_at", "id"]),
            models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="import_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="running", finished_at__isnull=True)
                | (~models.Q(state="running") & models.Q(finished_at__isnull=False, due_at__isnull=True)),
                name="import_finished_is_not_due",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    lines__gte=models.F("created") + models.F("updated") + models.F("duplicates") + models.F("rejected")
                ),
                name="import_counts_within_lines",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.get_state_display()}"

    @property
    def done(self) -> int:
        """The number of processed lines."""
        return self.created + self.updated + self.duplicates + self.rejected


class ImportChunk(models.Model):
    """Some lines of the file, compressed. Processing empties `content` and fills `results`, compressed too."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    # Number of the first line in the file, from 1; blank lines count.
    first_line = models.PositiveIntegerField()
    content = models.BinaryField()
    results = models.BinaryField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="import_chunk_number")]
        indexes = [
            models.Index(fields=["of", "number"], condition=models.Q(results__isnull=True), name="import_chunk_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.of_id}: {self.number}"

    def text(self) -> bytes:
        """Return the chunk's lines as received."""
        return zlib.decompress(self.content)

    def result_lines(self) -> bytes:
        """Return the result lines; empty before the chunk is processed."""
        return zlib.decompress(self.results) if self.results is not None else b""
