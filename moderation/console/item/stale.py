"""Changes of an item since a moderator opened it."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models.codes import word_of
from moderation.console.forms import DecisionForm
from moderation.console.item.chips import Chip, chips
from moderation.models import QueueItem
from moderation.vocabulary.refusals import REFUSALS


@dataclass(frozen=True, slots=True)
class Change:
    """The reason for the refusal, and the news. `article_from` is None when the article's text is the same."""

    reason: str
    sentence: str
    article_from: int | None
    new_reasons: list[Chip]


def change(item: QueueItem, reason: str, form: DecisionForm) -> Change:
    """Compares the state that the form holds with the item now; `reason` is that of StaleItem."""
    before = form.cleaned_data.get("article_version")
    known = set(form.cleaned_data.get("reasons", "").split(","))
    fresh = [row for row in item.reasons.all() if str(row.pk) not in known] if reason == "changed" else []
    return Change(
        reason=reason,
        sentence=word_of(REFUSALS, reason, long=True),
        article_from=before if before and before != item.article_version.number else None,
        new_reasons=chips(fresh),
    )
