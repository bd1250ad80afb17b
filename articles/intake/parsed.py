"""What became of a submission before anything is stored: parsed, or refused. Both are plain values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from articles.database.defaults import UNIDENTIFIED
from articles.intake.identity import identity_of
from articles.intake.submission import Outcome, Submission
from articles.models import Page
from articles.parsing import ExtractedArticle, Unreadable
from articles.parsing.structured import InvalidFields

# Unreadable pages are kept for a human to see, up to what the API takes in one piece: there is nothing in an empty one,
# and larger ones (only the command reads them) would fill the disk.
LARGEST_KEPT = 24 * 1024 * 1024


@dataclass(frozen=True)
class Parsed:
    """A submission with the article that was read from it."""

    submission: Submission
    extracted: ExtractedArticle

    @property
    def platform(self) -> str:
        """The code of its platform, as given or found."""
        return self.submission.platform or self.extracted.platform or UNIDENTIFIED

    @property
    def url(self) -> str:
        """Its address, as given or found; "" without one."""
        return self.submission.url or self.extracted.url or ""

    @cached_property
    def identity(self) -> str:
        """What names its article within a platform."""
        return identity_of(self.submission.external_id, self.url, self.page_sha256)

    @cached_property
    def extraction(self) -> dict[str, Any]:
        """The contract's ExtractedArticle, as it is stored."""
        return self.extracted.to_json()

    @cached_property
    def page_sha256(self) -> str:
        """SHA-256 of the bytes that came in."""
        return Page.digest(self.submission.content)

    @property
    def source(self) -> str:
        """What names its source within a platform; "" without one."""
        card = self.extracted.source
        return (card.external_id or card.name) if card is not None else ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A submission that no article can be made of; `kept` is one whose page is stored nevertheless."""

    outcome: Outcome
    kept: Submission | None = None


def parse(submission: Submission) -> Parsed | Refused:
    """Reads a submission, which takes long and locks nothing."""
    try:
        return Parsed(submission, submission.parse())
    except InvalidFields as error:
        return Refused(Outcome.rejected(error))
    except Unreadable as error:
        is_kept = error.code != "empty" and len(submission.content) <= LARGEST_KEPT
        return Refused(Outcome.rejected(error), submission if is_kept else None)
