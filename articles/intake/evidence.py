"""Stores what parsing found beside the text: declarations, the platform's disclaimers, references."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from articles.models import ArticleVersion, Disclaimer, Platform, ProvenanceFlag, Reference
from articles.parsing import ExtractedArticle

# How exact `last_seen_at` is: one write an hour instead of one an article, all on the same few rows.
LAST_SEEN_STEP = timedelta(hours=1)


def store_evidence(version: ArticleVersion, extracted: ExtractedArticle, platform: Platform) -> None:
    """Writes the evidence rows of a new version."""
    ProvenanceFlag.objects.bulk_create(
        ProvenanceFlag(
            version=version,
            code=flag.code,
            also=list(flag.also),
            text=flag.text,
            location=flag.location,
            start=flag.start,
            end=flag.end,
            declared_by=flag.declared_by,
        )
        for flag in extracted.provenance_flags
    )
    Reference.objects.bulk_create(
        Reference(
            version=version,
            position=position,
            headline=item.headline[:1000],
            outlet=(item.outlet or "")[:200],
            published_at=item.published_at,
            url=(item.url or "")[:2000],
        )
        for position, item in enumerate(extracted.references, 1)
    )
    version.disclaimers.set(
        [_disclaimer(platform, item.code, item.language, item.text) for item in extracted.disclaimers]
    )


def wording_key(text: str) -> str:
    """SHA-256 of a wording without punctuation, spaces and width differences."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return hashlib.sha256(re.sub(r"[\W_]+", "", folded).encode()).hexdigest()


def _disclaimer(platform: Platform, code: str, language: str, text: str) -> Disclaimer:
    now = timezone.now()
    wording, created = Disclaimer.objects.get_or_create(
        platform=platform,
        text_key=wording_key(text),
        defaults={"code": code, "language": language, "text": text, "first_seen_at": now, "last_seen_at": now},
    )
    if not created:
        stale = Q(last_seen_at__lt=now - LAST_SEEN_STEP)
        Disclaimer.objects.filter(stale, pk=wording.pk).update(last_seen_at=now)
    return wording
