"""Decisions that wait for a second person, the longest wait first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User

from moderation.models import Execution

SHOWN = 5


def waiting(user: User) -> Mapping[str, Any]:
    """Up to SHOWN of them, and the number of all."""
    rows = Execution.objects.filter(state=Execution.State.AWAITING).order_by("decision__created_at")
    shown = rows.select_related("decision__clause", "decision__article_version", "decided_by")
    return {"rows": list(shown.defer("decision__article_version__extraction")[:SHOWN]), "n": rows.count()}
