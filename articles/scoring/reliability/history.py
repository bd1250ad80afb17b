"""The input of validation and fitting: all dated evidence on a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from articles.scoring.reliability.evidence import ArticleDay, Review, Tally, gather


@dataclass(frozen=True, slots=True)
class History:
    """The articles of a source by day, and its reviews, each drawn by random audit or queued."""

    days: tuple[ArticleDay, ...]
    reviews: tuple[tuple[Review, bool], ...]

    def evidence(self, cut: date) -> dict[str, Tally]:
        """The evidence known on the morning of `cut`."""
        days = (day for day in self.days if day.day < cut)
        return gather(days, (review for review, _ in self.reviews if review.day < cut), cut)

    def after(self, cut: date, *, audited_only: bool) -> list[float]:
        """The severities that reviews found from `cut` on."""
        return [
            review.severity for review, sampled in self.reviews if review.day >= cut and (sampled or not audited_only)
        ]


Histories = Mapping[int, History]
"""The histories by source."""
