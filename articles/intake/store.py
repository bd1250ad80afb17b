"""Stores one submission: page, article, version, evidence from parsing, and the work that is due on it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.defaults import UNIDENTIFIED
from articles.intake.evidence import store_evidence
from articles.intake.identity import find_article, identity_of, title_key
from articles.intake.keys import headline_key, url_key
from articles.intake.submission import Outcome, Submission
from articles.intake.yields import missing_fields
from articles.models import Article, ArticleVersion, Assessment, Page, Platform, Source
from articles.parsing import ExtractedArticle, Unreadable
from articles.parsing.extracted import ExtractedFlag
from articles.parsing.structured import FieldError, InvalidFields
from articles.provenance.stored.registry import remember_name
from articles.tasks import ring

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


@dataclass(frozen=True, slots=True)
class Parsed:
    """A submission that was parsed; calling it stores it."""

    submission: Submission
    extracted: ExtractedArticle

    def __call__(self) -> Outcome:
        return _take(self.submission, self.extracted)

    @property
    def identity(self) -> str:
        """What names its article within a platform."""
        url = self.submission.url or self.extracted.url or ""
        return identity_of(self.submission.external_id, url, Page.digest(self.submission.content))

    @property
    def source(self) -> str:
        """What names its source within a platform; "" without one."""
        card = self.extracted.source
        return (card.external_id or card.name) if card is not None else ""


def _take(submission: Submission, extracted: ExtractedArticle) -> Outcome:
    code = submission.platform or extracted.platform or UNIDENTIFIED
    platform = Platform.objects.filter(code=code).first()
    if platform is None:
        detail = f"platform {code!r} is not one of: {', '.join(Platform.objects.values_list('code', flat=True))}"
        fault = FieldError("/platform", "unknown_platform", detail)
        return Outcome("rejected", code="unknown_platform", detail=detail, problems=(fault,))
    try:
        return _store(submission, extracted, platform)
    except IntegrityError:
        # Somebody stored the same article at the same moment; now it is there to be found.
        return _store(submission, extracted, platform)


def _reject(submission: Submission, error: Unreadable | InvalidFields) -> Outcome:
    kept = isinstance(error, Unreadable) and error.code != "empty" and len(submission.content) <= LARGEST_KEPT
    if not isinstance(error, Unreadable) or not kept:
        return Outcome.rejected(error)
    with transaction.atomic():
        page = _page(submission, unreadable_code=error.code)
    return Outcome.rejected(error, page=page.sha256)


@transaction.atomic
def _store(submission: Submission, extracted: ExtractedArticle, platform: Platform) -> Outcome:
    page_sha256 = Page.digest(submission.content)
    url = submission.url or extracted.url or ""
    identity = identity_of(submission.external_id, url, page_sha256)
    key = title_key(extracted)
    article = find_article(platform, identity, page_sha256, key)
    content = content_sha256(extracted)
    if article is None:
        article = Article.objects.create(
            platform=platform,
            identity=identity,
            external_id=submission.external_id,
            url=url[:2000],
            url_key=url_key(url),
            title_key=key,
        )
        number = 1
    else:
        article = Article.objects.select_for_update(of=("self",)).select_related("current").get(pk=article.pk)
        assert article.current is not None  # noqa: S101 - set in the transaction that made the article
        if article.current.content_sha256 == content:
            return Outcome("duplicate", article.pk, article.current.number)
        number = article.current.number + 1
    version = ArticleVersion.objects.create(
        article=article,
        number=number,
        page=_page(submission),
        content_sha256=content,
        template=extracted.template or "",
        headline=extracted.headline,
        headline_key=headline_key(extracted.headline),
        language=extracted.language or "",
        published_at=extracted.published_at,
        extraction=extracted.to_json(),
        missing=",".join(missing_fields(extracted)),
        disclosed=any(_discloses(flag) for flag in extracted.provenance_flags),
    )
    article.current = version
    article.title_key = key
    article.source = _source(extracted, platform) or article.source
    article.save(update_fields=["current", "title_key", "source"])
    store_evidence(version, extracted, platform)
    now = timezone.now()
    assessment = Assessment.objects.create(version=version, due_at=now, rung_at=now)
    ring(assessment.pk)
    return Outcome("created", article.pk, number)


def content_sha256(extracted: ExtractedArticle) -> str:
    """SHA-256 of what an edit changes: headline, body, declarations, references, notices; not what surrounds it."""
    content = extracted.to_json()
    kept = {name: content[name] for name in ("headline", "body", "declarations", "references", "disclaimers")}
    kept["flags"] = [(flag.code, flag.text) for flag in extracted.provenance_flags]
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _discloses(flag: ExtractedFlag) -> bool:
    """Whether the author tells readers something: what is not drawn at all tells them nothing."""
    unseen = flag.visibility is not None and flag.visibility.state in ("hidden", "off_screen")
    return flag.declared_by == "author" and not unseen


def _page(submission: Submission, unreadable_code: str = "") -> Page:
    stored: Page | None = Page.objects.filter(sha256=Page.digest(submission.content)).first()
    if stored is not None:
        return stored
    page = Page.of(
        submission.content,
        content_type=submission.content_type[:100],
        charset=submission.charset[:40],
        url=submission.url[:2000],
        unreadable_code=unreadable_code,
    )
    page.save()
    return page


def _source(extracted: ExtractedArticle, platform: Platform) -> Source | None:
    card = extracted.source
    if card is None or not card.name:
        return None
    key = {"external_id": card.external_id} if card.external_id else {"external_id": "", "name": card.name[:200]}
    known = {
        "profile_url": card.profile_url,
        "tagline": card.tagline,
        "article_count": card.article_count,
        "follower_count": card.follower_count,
    }
    facts = {name: value for name, value in known.items() if value is not None}
    source, created = Source.objects.get_or_create(
        platform=platform,
        kind=Source.Kind.ACCOUNT,
        **key,
        defaults={"name": card.name[:200], **facts},
    )
    if created:
        remember_name(source)
    changed = {name: value for name, value in facts.items() if getattr(source, name) != value}
    if changed and not created:
        Source.objects.filter(pk=source.pk).update(**changed, updated_at=timezone.now())
    return source
