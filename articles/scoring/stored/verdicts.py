"""Store moderators' verdicts on headlines for the training of models."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from articles.models import ArticleVersion, HeadlineVerdict
from articles.scoring.clickbait.headline_language import headline_language
from articles.scoring.training.rows import DECISIONS, Row
from articles.text.search_folding import fold_for_search


class Verdict(NamedTuple):
    """The headline to learn from, and the time of the last decision on it."""

    row: Row
    decided_at: datetime


def keep_verdict(version: ArticleVersion, decision: int, at: datetime, *, is_clickbait: bool, sampled: bool) -> None:
    """Store what `decision` said of the headline of `version`, over an earlier verdict on it."""
    values = {"is_clickbait": is_clickbait, "sampled": sampled, "decision": decision, "decided_at": at}
    HeadlineVerdict.objects.update_or_create(version=version, defaults=values)


def read_verdicts(language: str) -> list[Verdict]:
    """Read all verdicts on headlines in `language`, in order of their versions.

    Equal headlines give one verdict, the latest. Otherwise copies of one headline would be in both the training part
    and the part left out.
    """
    found: dict[str, tuple[int, Verdict]] = {}
    rows = HeadlineVerdict.objects.select_related("version").order_by("decided_at", "pk")
    for row in rows.iterator(chunk_size=500):
        headline = row.version.headline
        folded = fold_for_search(headline).text
        if headline_language(folded) == language:
            label = int(row.is_clickbait)
            learned = Row(headline, label, float(label), DECISIONS, row.version.extracted.text)
            found[folded] = row.pk, Verdict(learned, row.decided_at)
    return [verdict for _, verdict in sorted(found.values(), key=lambda pair: pair[0])]
