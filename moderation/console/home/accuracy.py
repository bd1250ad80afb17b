"""How right findings are: moderators' answers of 28 days beside the figure that counts for the gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import get_language

from articles.provenance.precision.share import Share, wilson
from articles.provenance.rules import FINDINGS
from moderation.models import FindingAnswer
from moderation.quality.precision import Registered, registered

LOOK_BACK = timedelta(days=28)
# With fewer answers no share is shown.
FEWEST = 20


@dataclass(frozen=True, slots=True)
class Accuracy:
    """A kind of finding: its figure in force, and the share of moderators' answers that called it right."""

    registered: Registered
    answers: Share


def accuracy(user: User) -> Mapping[str, Any]:
    """The kinds that were measured or answered. Of one person the newest answer on a finding of an article counts."""
    rows = FindingAnswer.objects.filter(created_at__gt=timezone.now() - LOOK_BACK).order_by("pk")
    newest = {
        (version, person, code): is_right
        for version, person, code, is_right in rows.values_list("article_version", "answered_by", "code", "is_right")
    }
    found = []
    for code, row in zip(FINDINGS.codes, registered(get_language() or "zh"), strict=True):
        answers = [is_right for (_, _, named), is_right in newest.items() if named == code]
        if row.figure is not None or answers:
            found.append(Accuracy(row, wilson(sum(answers), len(answers))))
    return {"rows": found, "fewest": FEWEST}
