"""Published weekly reports, their revisions, and their subscribers by mail."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.immutable import ImmutableRow
from articles.models.work.due import DueRow


class WeeklyReport(ImmutableRow):
    """The report of one ISO week (Asia/Shanghai), such as 2026-W03. Its text stands in its revisions."""

    week = models.CharField(_("week"), max_length=8, unique=True)
    monday = models.DateField(_("Monday"), unique=True)
    created_at = models.DateTimeField(_("published"), auto_now_add=True)

    class Meta:
        verbose_name = _("weekly report")
        verbose_name_plural = _("weekly reports")
        ordering = ["-monday"]

    def __str__(self) -> str:
        return self.week


class ReportRevision(ImmutableRow):
    """One edition of a report, append-only: revision 1 as published, each later one with what it corrects.

    `document` is the JSON report, byte for byte; `sha256` is of these bytes in UTF-8.
    """

    report = models.ForeignKey(WeeklyReport, models.PROTECT, related_name="revisions", verbose_name=_("report"))
    number = models.PositiveIntegerField(_("revision"))
    document = models.TextField(_("document"))
    sha256 = models.CharField("SHA-256", max_length=64)
    changes = models.PositiveIntegerField(_("corrected figures"), default=0)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("revision of a report")
        verbose_name_plural = _("revisions of reports")
        ordering = ["-report", "-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="report_revision_once")]

    def __str__(self) -> str:
        return f"{self.report_id}, {self.number}"

    def content(self) -> dict[str, Any]:
        """The document, parsed for each call, since a caller may change it."""
        content: dict[str, Any] = json.loads(self.document)
        return content


class ReportSubscriber(models.Model):
    """A person who gets every report by mail, with its summary in the message."""

    class Language(models.TextChoices):
        ZH = "zh", _("Chinese")
        EN = "en", _("English")

    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.ZH)
    active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("subscriber to reports")
        verbose_name_plural = _("subscribers to reports")
        ordering = ["email"]

    def __str__(self) -> str:
        return self.email


class ReportMail(DueRow):
    """The mail of a revision to a subscriber, at most one each: the row is the work."""

    revision = models.ForeignKey(ReportRevision, models.PROTECT, related_name="mails", verbose_name=_("revision"))
    subscriber = models.ForeignKey(ReportSubscriber, models.CASCADE, related_name="mails", verbose_name=_("subscriber"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("report by mail")
        verbose_name_plural = _("reports by mail")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["revision", "subscriber"], name="report_mail_once")]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="report_mail_due")]

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.subscriber_id}"
