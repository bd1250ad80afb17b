"""Changes in the article since its last review."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.contrib.auth.models import User

from moderation.models import Decision, QueueItem
from moderation.queue.access import seen_decisions

# More changed paragraphs than this are counted, not shown.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Since:
    """The last decision on an earlier version, and the paragraphs that went and came since."""

    decision: Decision
    headline_before: str
    gone: list[str]
    come: list[str]
    more: int


def since_last_review(item: QueueItem, user: User) -> Since | None:
    """None where no earlier version of the article was decided on."""
    if item.article_version.number == 1:
        return None
    earlier = Decision.objects.filter(article=item.article_id, article_version__number__lt=item.article_version.number)
    before = (
        seen_decisions(earlier, user)
        .select_related("article_version", "clause", "decided_by")
        .order_by("-created_at", "-pk")
        .first()
    )
    if before is None:
        return None
    old, new = before.article_version.extracted.body, item.article_version.extracted.body
    gone: list[str] = []
    come: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += old[i1:i2]
            come += new[j1:j2]
    headline = before.article_version.headline
    changed = headline if headline != item.article_version.headline else ""
    return Since(before, changed, gone[:SHOWN], come[:SHOWN], max(0, len(gone) - SHOWN) + max(0, len(come) - SHOWN))
