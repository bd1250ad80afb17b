"""What has been read of a byline so far, and the value that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from articles.parsing.bylines.names import is_outlet, is_person
from articles.parsing.times.dates import Stamp
from articles.text.page_folding import fold_page


@dataclass(frozen=True, slots=True)
class Byline:
    """The parts of a byline; what it does not state is None or empty.

    `published_after` and `published_before` are the bounds of a date without a time. `names` are all names that stand
    without a label; they are in `source` and `authors` too, as outlets and persons. `badges` are codes (original,
    first, exclusive, reprint, compiled).
    """

    published_at: datetime | None = None
    published_after: datetime | None = None
    published_before: datetime | None = None
    updated_at: datetime | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    place: str | None = None
    badges: tuple[str, ...] = ()
    comment_count: int | None = None
    names_source: bool = field(default=False, compare=False)
    """Whether it labels a source, though the name may be a picture, or nobody's."""

    @property
    def is_dated(self) -> bool:
        """Whether it states when the article was published, to the minute or the day."""
        return self.published_at is not None or self.published_after is not None


@dataclass
class Parts:
    """The parts of one byline in the making; `evidence` counts its times, labels and counts."""

    stamps: list[tuple[str, Stamp]] = field(default_factory=list)  # (kind: published, updated, shown)
    sources: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    badges: list[str] = field(default_factory=list)
    place: str | None = None
    comment_count: int | None = None
    evidence: int = 0  # times, labels and counts
    names_source: bool = False

    @property
    def is_evident(self) -> bool:
        return self.evidence > 0

    def copy(self) -> Parts:
        return replace(
            self,
            stamps=[*self.stamps],
            sources=[*self.sources],
            authors=[*self.authors],
            editors=[*self.editors],
            names=[*self.names],
            badges=[*self.badges],
        )

    def byline(self) -> Byline:
        moment, day = self._published()
        updated = [stamp.moment for kind, stamp in self.stamps if kind == "updated" and stamp.moment]
        persons = [name for name in self.names if is_person(name)]
        others = [name for name in self.names if name not in persons]
        outlets = [name for name in others if is_outlet(fold_page(name))]
        if not outlets and len(others) > 1:  # several authors under pen names: none of them published
            persons, others = list(self.names), []
        others = outlets or others
        return Byline(
            published_at=moment,
            published_after=day,
            published_before=day + timedelta(days=1) if day else None,
            updated_at=max(updated, default=None),
            source=next(iter(self.sources or others), None),
            authors=tuple(dict.fromkeys(self.authors or persons)),
            editors=tuple(dict.fromkeys(self.editors)),
            names=tuple(self.names),
            place=self.place,
            badges=tuple(dict.fromkeys(self.badges)),
            comment_count=self.comment_count,
            names_source=self.names_source,
        )

    def _published(self) -> tuple[datetime | None, datetime | None]:
        """Return the time, or the midnight of a bare date. A labelled time goes before one without a label."""
        stated = [stamp for kind, stamp in self.stamps if kind == "published"]
        shown = [stamp for kind, stamp in self.stamps if kind == "shown"]
        for some in (stated, shown):
            moments = [stamp.moment for stamp in some if stamp.moment]
            days = [stamp.day for stamp in some if stamp.day]
            if moments:
                return min(moments), None
            if days:
                end = days[0] + timedelta(days=1)
                within = (each.moment for each in shown if each.moment and days[0] <= each.moment < end)
                moment = next(within, None)
                return (moment, None) if moment else (None, days[0])
            if some:
                break  # a time that is printed, but cannot be read
        return None, None
