"""The platforms every installation knows; made after each migration when missing, never changed afterwards."""

from __future__ import annotations

from typing import Any

from articles.parsing.registry import Platforms, installed

# What a page is filed under when nothing tells its platform.
UNIDENTIFIED = "other"


def ensure_platforms(using: str = "default", known: Platforms | None = None, **_: Any) -> None:
    """Adds the platforms that are missing; names changed in the admin stay.

    `known` are the platforms that the parser knows, those of the product when not given.
    """
    from articles.models import Platform

    names = {one.code: (one.zh, one.en) for one in (installed() if known is None else known)}
    names[UNIDENTIFIED] = ("未识别平台", "Unidentified platform")
    stored = set(Platform.objects.using(using).values_list("code", flat=True))
    Platform.objects.using(using).bulk_create(
        [Platform(code=code, name_zh=zh, name_en=en) for code, (zh, en) in names.items() if code not in stored],
        ignore_conflicts=True,
    )
