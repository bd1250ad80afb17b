"""The input of validation and fitting: all dated evidence on a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from articles.scoring.reliability.evidence import ArticleDay, Review, Tally, gather


@dataclass(frozen=True, slots=True)
class History:
    """The articles of a source by day, its reviews, and the code of its platform."""

    days: tuple[ArticleDay, ...]
    reviews: tuple[Review, ...]
    platform: str = ""

    def evidence(self, cut: date) -> dict[str, Tally]:
        """The evidence known on the morning of `cut`."""
        days = (day for day in self.days if day.day < cut)
        return gather(days, (review for review in self.reviews if review.known < cut), cut, self.platform)

    def before(self, cut: date) -> History:
        """The part of the history that was known on the morning of `cut`."""
        return History(
            tuple(day for day in self.days if day.day < cut),
            tuple(each for each in self.reviews if each.known < cut),
            self.platform,
        )

    def after(self, cut: date, *, audited_only: bool) -> list[float]:
        """The severities that reviews found from `cut` on."""
        return [
            review.severity for review in self.reviews if review.known >= cut and (review.sampled or not audited_only)
        ]


Histories = Mapping[int, History]
"""The histories by source."""
