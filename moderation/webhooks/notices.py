"""Notifies the owner of an endpoint by mail when messages stop arriving, in Chinese and English."""

from __future__ import annotations

import structlog
from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.text.visible import visible
from moderation.models import WebhookDelivery, WebhookEndpoint

log = structlog.get_logger(__name__)
_LANGUAGES = ("zh-hans", "en")


def tell_owners(*, dry_run: bool = False) -> int:
    """Mails the owner of each endpoint that broke or that its receiver switched off; returns how many.

    A mark on the row says that a mail is due. It is removed before sending, and set again when sending fails.
    """
    due = list(WebhookEndpoint.objects.kept().filter(tell_owner=True).order_by("pk")[:100])
    if dry_run:
        return len(due)
    return sum(map(_notify, due))


def _notify(endpoint: WebhookEndpoint) -> bool:
    mine = WebhookEndpoint.objects.filter(pk=endpoint.pk)
    if not mine.filter(tell_owner=True).update(tell_owner=False):
        return False
    subjects, texts = zip(*(_words(endpoint, language) for language in _LANGUAGES), strict=True)
    try:
        send_mail(visible(" / ".join(subjects)), visible("\n\n".join(texts)), None, [endpoint.owner_email])
    except OSError as error:  # smtplib's errors among them
        mine.update(tell_owner=True)
        log.warning("owner_mail_failed", endpoint=endpoint.pk, error=type(error).__qualname__, hint="tried again")
        return False
    return True


def _words(endpoint: WebhookEndpoint, language: str) -> tuple[str, str]:
    waiting = endpoint.deliveries.filter(state=WebhookDelivery.State.PENDING).count()
    with translation.override(language):
        facts = {
            "number": endpoint.pk,
            "url": endpoint.url,
            "failures": endpoint.consecutive_failures,
            "since": timezone.localtime(endpoint.failing_since or timezone.now()).strftime("%Y-%m-%d %H:%M %Z"),
            "waiting": waiting,
        }
        if endpoint.cause == WebhookEndpoint.Cause.GONE:
            subject = _("Webhook endpoint #%(number)d is switched off")
            text = _(
                "Your receiver %(url)s answered 410 Gone, so nothing is sent to it any more. %(waiting)d messages "
                "wait. If that was a mistake, enable the endpoint again: what waits is sent then."
            )
        else:
            subject = _("Webhook endpoint #%(number)d is broken")
            text = _(
                "%(failures)d messages in a row did not arrive at %(url)s, since %(since)s. %(waiting)d messages "
                "wait; nothing is lost. We try one every few minutes, and send the rest once it arrives. The "
                "delivery log shows what your receiver answered."
            )
        return subject % facts, text % facts
