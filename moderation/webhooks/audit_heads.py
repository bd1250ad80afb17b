"""Sends the signed head of the audit chain out: to endpoints, to a file, by mail; time-stamped if settings say so."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone

from moderation.audit import timestamps
from moderation.audit.heads import signed_head
from moderation.models import AuditHead, Event
from moderation.vocabulary.events import AUDIT_HEAD
from moderation.webhooks.protocol import transport
from moderation.webhooks.sending import limits, receivers

log = structlog.get_logger(__name__)
# A head that does not move is sent once a day, so that whoever keeps them learns when they stop coming.
_AGAIN = timedelta(hours=24)
# Bytes of a time-stamp with its certificates: some 6,000 at the authorities that were tried.
_STAMP_BYTES = 64 * 1024


def send_head(*, dry_run: bool = False) -> int:
    """Sends the signed head to subscribed endpoints, AUDIT_HEAD_FILE and AUDIT_HEAD_MAIL; returns how many ways worked.

    Sends nothing when it has not moved since it was sent in the last 24 hours. A file that cannot be written and a
    mail that cannot be sent are logged; the next head covers what that one would have proved.
    """
    last = Event.objects.filter(type=AUDIT_HEAD).order_by("-created_at").first()
    sequence = AuditHead.objects.get(pk=1).sequence
    if last and last.data["sequence"] == sequence and last.created_at > timezone.now() - _AGAIN:
        return 0
    if dry_run:
        return 1
    head = _stamped(signed_head())
    Event(type=AUDIT_HEAD, data=head).save()
    return 1 + _append(head) + _mail(head)


def _stamped(head: dict[str, Any]) -> dict[str, Any]:
    """The head with the authority's time-stamp; without one when none is set, or it does not answer as it should."""
    if not settings.TIMESTAMP_URL:
        return head
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    wanted = replace(limits(), answer=_STAMP_BYTES)
    outcome = transport.post(settings.TIMESTAMP_URL, timestamps.request_for(head), headers, wanted, receivers())
    fault = "" if outcome.ok else outcome.error or f"status {outcome.status}"
    try:
        if not fault:
            return {**head, "timestamp": timestamps.token_of(head, outcome.raw)}
    except timestamps.BadTimestamp as error:
        fault = str(error)
    log.warning("audit_head_not_stamped", url=settings.TIMESTAMP_URL, error=fault)
    return head


def _append(head: Mapping[str, Any]) -> bool:
    if not settings.AUDIT_HEAD_FILE:
        return False
    line = json.dumps(head, ensure_ascii=False) + "\n"
    try:
        # One write to a file opened for appending: lines of two processes never mix.
        descriptor = os.open(Path(settings.AUDIT_HEAD_FILE), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "ab", buffering=0) as file:
            file.write(line.encode())
            os.fsync(file.fileno())
    except OSError as error:
        log.warning("audit_head_not_written", file=settings.AUDIT_HEAD_FILE, error=error.strerror)
        return False
    return True


def _mail(head: Mapping[str, Any]) -> bool:
    if not settings.AUDIT_HEAD_MAIL:
        return False
    subject = f"审计链头 / Audit head #{head['sequence']} – {head['installation']}"
    text = (
        "请保存这一行；它能证明审计链此后没有被截断或重写：manage.py verify_audit --heads 文件\n"
        "Keep this line; it proves that the chain was neither cut nor rewritten since: "
        f"manage.py verify_audit --heads FILE\n\n{json.dumps(head, ensure_ascii=False)}\n"
    )
    try:
        send_mail(subject, text, None, settings.AUDIT_HEAD_MAIL)
    except OSError as error:  # smtplib's errors among them
        log.warning("audit_head_not_mailed", error=type(error).__qualname__)
        return False
    return True
