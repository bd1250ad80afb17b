"""A submission before storage: parsed or refused. Both are plain values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from articles.database.defaults import UNIDENTIFIED
from articles.intake.identity.article import identity_of
from articles.intake.submission import Outcome, Submission
from articles.models import Page
from articles.parsing import ExtractedArticle, Unreadable
from articles.parsing.submitted.structured import InvalidFields

# Unreadable pages are kept for a human to see, up to the largest body that the API accepts. An empty page shows
# nothing, and larger ones (only the command reads them) would fill the disk.
LARGEST_KEPT = 24 * 1024 * 1024


@dataclass(frozen=True)
class Parsed:
    """A submission with the article that parsing read from it."""

    submission: Submission
    extracted: ExtractedArticle

    @property
    def platform(self) -> str:
        """The code of the platform: as submitted, else as found in the page."""
        return self.submission.platform or self.extracted.platform or UNIDENTIFIED

    @property
    def url(self) -> str:
        """The article's URL: as submitted, else as found in the page; "" without one."""
        return self.submission.url or self.extracted.url or ""

    @cached_property
    def identity(self) -> str:
        """The article's name within its platform; see `identity_of`."""
        return identity_of(self.submission.external_id, self.url, self.page_sha256)

    @cached_property
    def extraction(self) -> dict[str, Any]:
        """The stored form of the article: the contract's ExtractedArticle."""
        return self.extracted.to_json()

    @cached_property
    def page_sha256(self) -> str:
        """SHA-256 of the submitted bytes."""
        return Page.digest(self.submission.content)

    @property
    def source(self) -> str:
        """The source's name within its platform; "" without one."""
        card = self.extracted.source
        return (card.external_id or card.name) if card is not None else ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A submission that yields no article. `kept` is set when its page is stored anyway."""

    outcome: Outcome
    kept: Submission | None = None


def parse(submission: Submission) -> Parsed | Refused:
    """Parse a submission. Slow, but takes no database lock."""
    try:
        return Parsed(submission, submission.parse())
    except InvalidFields as error:
        return Refused(Outcome.rejected(error))
    except Unreadable as error:
        is_kept = error.code != "empty" and len(submission.content) <= LARGEST_KEPT
        return Refused(Outcome.rejected(error), submission if is_kept else None)
