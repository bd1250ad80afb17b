"""Store one submission: page, article, version, evidence from parsing, and the assessment that is due."""

from __future__ import annotations

from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.doorbell import ring_assessments
from articles.intake.evidence import declared
from articles.intake.evidence.storage import store_evidence
from articles.intake.identity.article import find_article, title_key
from articles.intake.identity.sources import source_of
from articles.intake.parsed import Parsed, Refused, parse
from articles.intake.rows import article_row, content_sha256, page_row, version_row
from articles.intake.submission import Outcome, Submission
from articles.models import Article, Assessment, Page, Platform
from articles.parsing.submitted.structured import FieldError
from articles.search.upkeep import index_articles


def store(submission: Submission) -> Outcome:
    """Store a submission, and ring for its assessment after the commit.

    Known content of a known article is a duplicate; new content becomes its next version.
    """
    return store_parsed(parse(submission))


def store_parsed(parsed: Parsed | Refused) -> Outcome:
    """Store a parsed submission as `store` does; of a refused one, store the page if it is to be kept."""
    return _refuse(parsed) if isinstance(parsed, Refused) else _take(parsed)


def _take(parsed: Parsed) -> Outcome:
    platform = Platform.objects.filter(code=parsed.platform).first()
    if platform is None:
        known = ", ".join(Platform.objects.values_list("code", flat=True))
        detail = (
            f"platform {parsed.platform!r} is not one of: {known}. "
            "An administrator adds another one at /admin/articles/platform/add/"
        )
        fault = FieldError("/platform", "unknown_platform", detail)
        return Outcome("rejected", code="unknown_platform", detail=detail, problems=(fault,))
    try:
        return _store(parsed, platform)
    except IntegrityError:
        # Another transaction stored the same article at the same moment; now the look-up finds it.
        return _store(parsed, platform)


def _refuse(refused: Refused) -> Outcome:
    if refused.kept is None:
        return refused.outcome
    content = refused.kept.content
    with transaction.atomic():
        page = _page(refused.kept, Page.digest(content), unreadable_code=refused.outcome.code)
    return replace(refused.outcome, page=page.sha256)


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
    lines = declared.look_up_lines(extracted, platform)
    parsed = declared.with_known_lines(parsed, lines)
    version = version_row(parsed, article, _page(parsed.submission, parsed.page_sha256), number, content)
    version.save()
    article.current = version
    article.title_key = key
    article.source = source_of(extracted, platform) or article.source
    article.save(update_fields=["current", "title_key", "source"])
    index_articles([version])
    store_evidence(version, parsed.extracted, platform)
    declared.link((version, line) for line in lines.values())
    now = timezone.now()
    assessment = Assessment.objects.create(version=version, platform=platform, due_at=now, notified_at=now)
    ring_assessments([assessment.pk])
    return Outcome("created", article.pk, number)


def _page(submission: Submission, sha256: str, unreadable_code: str = "") -> Page:
    stored: Page | None = Page.objects.filter(sha256=sha256).first()
    if stored is not None:
        return stored
    page = page_row(submission, unreadable_code)
    page.save()
    return page
