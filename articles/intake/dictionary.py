"""The disclaimer dictionary: which known wording an article's notice is, or that it is a new one."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from articles.intake.wording import BLANK, fits, wording_key
from articles.models import Disclaimer, Platform
from articles.parsing.extracted import ExtractedDisclaimer

KNOWN = Path(__file__).parent / "known_disclaimers.json"
# How exact `last_seen_at` is: one write an hour instead of one an article, all on the same few rows.
LAST_SEEN_STEP = timedelta(hours=1)


def look_up(platform: Platform, notice: ExtractedDisclaimer) -> Disclaimer:
    """The dictionary's entry for a notice, marked as seen now; a wording not known yet becomes a candidate."""
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
    if entry.last_seen_at is None or entry.last_seen_at < now - LAST_SEEN_STEP:
        seen = {"last_seen_at": now, "first_seen_at": entry.first_seen_at or now}
        wordings.filter(pk=entry.pk).update(**seen)
    return entry


def _filled(platform: Platform, text: str) -> Disclaimer | None:
    with_blanks = Disclaimer.objects.filter(platform=platform, text__contains=BLANK)
    # The longest first: “本文来源：{} 责任编辑：{}” says more than “责任编辑：{}”.
    candidates = sorted(with_blanks, key=lambda entry: -len(entry.text))
    return next((entry for entry in candidates if fits(entry.text, text)), None)


def ensure_known(using: str = "default", **_: Any) -> None:
    """Adds the known wordings that are missing; what leads have changed stays."""
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
