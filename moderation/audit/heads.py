"""The signed head of the chain: kept where the owner of the database cannot reach it, it is an anchor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from moderation.audit import signatures
from moderation.models import AuditHead

PURPOSE = "audit-head"
CONTENT = ("installation", "sequence", "hash", "at")
_SIGNATURE = ("algorithm", "key", "signature")


def signed_head() -> dict[str, Any]:
    """The head now: `{installation, sequence, hash, at, algorithm, key, signature}`; `installation` is SITE_URL."""
    head = AuditHead.objects.get(pk=1)
    at = timezone.now().isoformat()
    content = {"installation": settings.SITE_URL, "sequence": head.sequence, "hash": head.hash, "at": at}
    return {**content, **signatures.sign(PURPOSE, content)}


def check_signed_head(document: Mapping[str, Any], trusted: Iterable[str] | None = None) -> None:
    """Raises BadSignature unless a trusted key has signed this head; KeyError when a part of it is missing."""
    content = {name: document[name] for name in CONTENT}
    signatures.check(PURPOSE, content, {name: document[name] for name in _SIGNATURE}, trusted)
