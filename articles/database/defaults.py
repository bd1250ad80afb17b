"""The platforms of every installation: created after each migration if missing, never changed afterwards."""

from __future__ import annotations

from typing import Any

from articles.parsing.registry import Platforms, installed

# The platform of pages whose platform is unknown.
UNIDENTIFIED = "other"


def ensure_platforms(using: str = "default", known: Platforms | None = None, **_: Any) -> None:
    """Add missing platforms; keep names that were changed in the admin.

    `known`: the platforms that the parser knows; default: those of the product.
    """
    from articles.models import Platform

    names = {one.code: (one.zh, one.en) for one in (installed() if known is None else known)}
    names[UNIDENTIFIED] = ("未识别平台", "Unidentified platform")
    stored = set(Platform.objects.using(using).values_list("code", flat=True))
    Platform.objects.using(using).bulk_create(
        [Platform(code=code, name_zh=zh, name_en=en) for code, (zh, en) in names.items() if code not in stored],
        ignore_conflicts=True,
    )
