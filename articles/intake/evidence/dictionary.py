"""The disclaimer dictionary: matches an article's notice to a known wording, or adds it as a candidate."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from articles.intake.evidence.wording import BLANK, fits, wording_key
from articles.models import Disclaimer, Platform
from articles.parsing.extracted import ExtractedDisclaimer

KNOWN = Path(__file__).parent / "known_disclaimers.json"
# Precision of `last_seen_at`: one write per hour instead of one per article, since all articles share a few rows.
_READ = (Disclaimer.Status.KNOWN, Disclaimer.Status.CANDIDATE)
"""What a lead has not answered yet is as it was read; `other` beside another code says nothing."""
LAST_SEEN_STEP = timedelta(hours=1)


def look_up(platform: Platform, notice: ExtractedDisclaimer) -> Disclaimer:
    """Return the dictionary's entry for a notice and mark it as seen; an unknown wording becomes a candidate."""
    now = timezone.now()
    wordings = Disclaimer.objects.filter(platform=platform)
    entry = wordings.filter(text_key=wording_key(notice.text)).first() or _filled(platform, notice.text)
    if entry is None:
        entry, _ = wordings.get_or_create(
            platform=platform,
            text_key=wording_key(notice.text),
            defaults={
                "code": notice.code,
                "language": notice.language,
                "text": notice.text,
                "status": Disclaimer.Status.CANDIDATE,
                "first_seen_at": now,
                "last_seen_at": now,
            },
        )
    if notice.code != "other" and notice.code not in (entry.code, *entry.also) and entry.status in _READ:
        entry.also = [*entry.also, notice.code]
        wordings.filter(pk=entry.pk).update(also=entry.also)
    if entry.last_seen_at is None or entry.last_seen_at < now - LAST_SEEN_STEP:
        seen = {"last_seen_at": now, "first_seen_at": entry.first_seen_at or now}
        wordings.filter(pk=entry.pk).update(**seen)
    return entry


def _filled(platform: Platform, text: str) -> Disclaimer | None:
    with_blanks = Disclaimer.objects.filter(platform=platform, text__contains=BLANK)
    # The longest first: “本文来源：{} 责任编辑：{}” is more specific than “责任编辑：{}”.
    candidates = sorted(with_blanks, key=lambda entry: -len(entry.text))
    return next((entry for entry in candidates if fits(entry.text, text)), None)


def ensure_known(using: str = "default", **_: Any) -> None:
    """Add missing known wordings; keep entries that leads have changed."""
    platforms = {platform.code: platform for platform in Platform.objects.using(using).all()}
    entries = json.loads(KNOWN.read_text(encoding="utf-8"))["wordings"]
    Disclaimer.objects.using(using).bulk_create(
        [
            Disclaimer(
                platform=platform,
                code=entry["code"],
                language=entry["language"],
                edition=entry["edition"],
                text=entry["text"],
                text_key=wording_key(entry["text"]),
                status=Disclaimer.Status.KNOWN,
            )
            for entry in entries
            for platform in (platforms.values() if entry["platform"] == "*" else [platforms[entry["platform"]]])
        ],
        ignore_conflicts=True,
    )
