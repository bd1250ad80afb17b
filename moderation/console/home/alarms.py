"""Rules whose match rate left its usual band, stopped rules, and changes at the platforms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User

from articles.models import DeclarationLine, Disclaimer, TemplateAlarm
from articles.models.codes import word_of
from articles.vocabulary.pages import EXTRACTED_FIELDS
from moderation.models import Rule, RuleAlarm, RuleStop

SHOWN = 5


def alarms(user: User) -> Mapping[str, Any]:
    """Up to SHOWN of each kind."""
    templates = TemplateAlarm.objects.filter(closed_at=None).select_related("platform")
    wordings = Disclaimer.objects.filter(status=Disclaimer.Status.CANDIDATE).select_related("platform")
    lines = DeclarationLine.objects.filter(status=DeclarationLine.Status.CANDIDATE).select_related("platform")
    stopped = RuleStop.objects.values("version")
    shown: dict[str, list[Any]] = {
        "rules": list(RuleAlarm.objects.filter(closed_at=None).select_related("rule")[:SHOWN]),
        "stopped": list(Rule.objects.filter(live__in=stopped)[:SHOWN]),
        "templates": [(alarm, word_of(EXTRACTED_FIELDS, alarm.field)) for alarm in templates[:SHOWN]],
        "wordings": list(wordings.order_by("-last_seen_at")[:SHOWN]),
        "declarations": list(lines.order_by("-last_seen_at")[:SHOWN]),
    }
    return {**shown, "is_quiet": not any(shown.values())}
