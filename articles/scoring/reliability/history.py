"""The input of validation and fitting: all dated evidence on a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from articles.scoring.reliability.evidence import ArticleDay, Review, Tally, gather


@dataclass(frozen=True, slots=True)
class History:
    """The articles of a source by day, and its reviews."""

    days: tuple[ArticleDay, ...]
    reviews: tuple[Review, ...]

    def evidence(self, cut: date, odds: float | None = None) -> dict[str, Tally]:
        """The evidence known on the morning of `cut`; for `odds` see `gather`."""
        days = (day for day in self.days if day.day < cut)
        return gather(days, (review for review in self.reviews if review.day < cut), cut, odds)

    def before(self, cut: date) -> History:
        """The part of the history that was known on the morning of `cut`."""
        return History(
            tuple(day for day in self.days if day.day < cut), tuple(each for each in self.reviews if each.day < cut)
        )

    def after(self, cut: date, *, audited_only: bool) -> list[float]:
        """The severities that reviews found from `cut` on."""
        return [
            review.severity for review in self.reviews if review.day >= cut and (review.sampled or not audited_only)
        ]


Histories = Mapping[int, History]
"""The histories by source."""
