"""Reports by mail: one row per revision and subscriber, sent by workers with retries."""

from __future__ import annotations

import smtplib
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from moderation.models import ReportMail, ReportRevision, ReportSubscriber
from moderation.reports.mailing.mail_text import html, plain, subject
from moderation.reports.phrases import Language

log = structlog.get_logger(__name__)


def address(revision: ReportRevision) -> None:
    """Makes a mail for every active subscriber, due now, in the transaction that publishes."""
    now = timezone.now()
    ReportMail.objects.bulk_create(
        ReportMail(revision=revision, subscriber=subscriber, due_at=now)
        for subscriber in ReportSubscriber.objects.filter(active=True)
    )


def send(mail_id: int) -> bool:
    """Sends one due mail; returns whether it went out.

    Retries a refusing server with growing pauses, MAX_ATTEMPTS times in all; then the row waits for a human. A former
    subscriber gets nothing.
    """
    token = ReportMail.objects.claim(mail_id)
    if token is None:
        return False
    mail = ReportMail.objects.select_related("revision__report", "subscriber").get(pk=mail_id)
    if not mail.subscriber.active:
        ReportMail.objects.complete(mail_id, token, due_at=None)
        return False
    try:
        message(mail).send()
    except (smtplib.SMTPException, OSError) as error:
        # The error may hold a person's address, so only its kind is logged.
        log.warning("report_mail_failed", mail=mail_id, error=type(error).__name__)
        ReportMail.objects.retry(mail_id, token, error=type(error).__name__)
        return False
    ReportMail.objects.complete(mail_id, token, due_at=None, sent_at=timezone.now(), last_error="")
    return True


def message(mail: ReportMail) -> EmailMultiAlternatives:
    """The mail: the summary as text and HTML, the JSON report's checksum, and a link to the report."""
    document = mail.revision.content()
    language: Language = "en" if mail.subscriber.language == ReportSubscriber.Language.EN else "zh"
    made = EmailMultiAlternatives(
        subject(document, language),
        plain(document, mail.revision.sha256, language, settings.SITE_URL),
        to=[mail.subscriber.email],
    )
    made.attach_alternative(html(document, mail.revision.sha256, language, settings.SITE_URL), "text/html")
    return made


def due_mails() -> list[int]:
    """The ids of due mails that no worker holds."""
    due: Any = ReportMail.objects.due(timezone.now()).order_by("pk").values_list("pk", flat=True)[:200]
    return list(due)
