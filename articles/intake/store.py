"""Stores one submission: page, article, version, evidence from parsing, and the work that is due on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.defaults import UNIDENTIFIED
from articles.doorbell import ring_assessments
from articles.intake.evidence import store_evidence
from articles.intake.identity import find_article, identity_of, title_key
from articles.intake.rows import article_row, content_sha256, page_row, version_row
from articles.intake.sources import source_of
from articles.intake.submission import Outcome, Submission
from articles.models import Article, Assessment, Page, Platform
from articles.parsing import ExtractedArticle, Unreadable
from articles.parsing.structured import FieldError, InvalidFields

# Unreadable pages are kept for a human to see, up to what the API takes in one piece: there is nothing in an empty one,
# and larger ones (only the command reads them) would fill the disk.
LARGEST_KEPT = 24 * 1024 * 1024


def store(submission: Submission) -> Outcome:
    """Takes a submission in, and rings for its assessment after the commit.

    The same content of the same article again is a duplicate; other content is its next version.
    """
    return prepare(submission)()


def prepare(submission: Submission) -> Callable[[], Outcome]:
    """Parses a submission, which takes long and locks nothing; what is returned stores it, as `store` does."""
    try:
        extracted = submission.parse()
    except (Unreadable, InvalidFields) as error:
        return partial(_reject, submission, error)
    return Parsed(submission, extracted)


@dataclass(frozen=True)
class Parsed:
    """A submission that was parsed; calling it stores it."""

    submission: Submission
    extracted: ExtractedArticle

    def __call__(self) -> Outcome:
        return _take(self)

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


def _take(parsed: Parsed) -> Outcome:
    platform = Platform.objects.filter(code=parsed.platform).first()
    if platform is None:
        known = ", ".join(Platform.objects.values_list("code", flat=True))
        detail = f"platform {parsed.platform!r} is not one of: {known}"
        fault = FieldError("/platform", "unknown_platform", detail)
        return Outcome("rejected", code="unknown_platform", detail=detail, problems=(fault,))
    try:
        return _store(parsed, platform)
    except IntegrityError:
        # Somebody stored the same article at the same moment; now it is there to be found.
        return _store(parsed, platform)


def _reject(submission: Submission, error: Unreadable | InvalidFields) -> Outcome:
    kept = isinstance(error, Unreadable) and error.code != "empty" and len(submission.content) <= LARGEST_KEPT
    if not isinstance(error, Unreadable) or not kept:
        return Outcome.rejected(error)
    with transaction.atomic():
        page = _page(submission, Page.digest(submission.content), unreadable_code=error.code)
    return Outcome.rejected(error, page=page.sha256)


@transaction.atomic
def _store(parsed: Parsed, platform: Platform) -> Outcome:
    extracted = parsed.extracted
    key = title_key(extracted)
    article = find_article(platform, parsed.identity, parsed.page_sha256, key)
    content = content_sha256(parsed)
    if article is None:
        article = article_row(parsed, platform, None)
        article.save()
        number = 1
    else:
        held = Article.objects.select_for_update(of=("self",), no_key=True)
        article = held.select_related("current").get(pk=article.pk)
        assert article.current is not None  # noqa: S101 - set in the transaction that made the article
        if article.current.content_sha256 == content:
            return Outcome("duplicate", article.pk, article.current.number)
        number = article.current.number + 1
    version = version_row(parsed, article, _page(parsed.submission, parsed.page_sha256), number, content)
    version.save()
    article.current = version
    article.title_key = key
    article.source = source_of(extracted, platform) or article.source
    article.save(update_fields=["current", "title_key", "source"])
    store_evidence(version, extracted, platform)
    now = timezone.now()
    assessment = Assessment.objects.create(version=version, due_at=now, rung_at=now)
    ring_assessments([assessment.pk])
    return Outcome("created", article.pk, number)


def _page(submission: Submission, sha256: str, unreadable_code: str = "") -> Page:
    stored: Page | None = Page.objects.filter(sha256=sha256).first()
    if stored is not None:
        return stored
    page = page_row(submission, unreadable_code)
    page.save()
    return page
