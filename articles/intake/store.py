"""Store one submission: page, article, version, evidence from parsing, and the assessment that is due."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.doorbell import ring_assessments
from articles.intake.corrections import FACT_FIELDS, correct, is_same_text, with_left_out_parts
from articles.intake.evidence import declared
from articles.intake.evidence.storage import store_evidence
from articles.intake.identity.article import find_article, title_key
from articles.intake.identity.keys import url_key
from articles.intake.identity.sources import source_of
from articles.intake.parsed import Parsed, Refused, parse
from articles.intake.rows import article_row, content_sha256, page_row, version_row
from articles.intake.submission import Outcome, Submission
from articles.models import Article, ArticleVersion, Assessment, Correction, Page, Platform, Reference
from articles.parsing.submitted.structured import FieldError
from articles.search.upkeep import index_articles
from articles.signals import article_corrected
from articles.vocabulary import facts


def store(submission: Submission) -> Outcome:
    """Store a submission, and ring for its assessment after the commit.

    New content of a known article becomes its next version, and so do corrected facts beside the same content, unless
    no evidence rests on them. The same again is a duplicate.
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
    key, content = title_key(parsed.extracted), content_sha256(parsed)
    article = find_article(platform, parsed, key, content)
    if article is not None:
        held = Article.objects.select_for_update(of=("self",), no_key=True).select_related("platform")
        # A join is read as of before the wait for the lock: a version that came meanwhile would be missing in it.
        return store_again(parsed, held.prefetch_related("current").get(pk=article.pk), content)
    article = article_row(parsed, platform, None)
    article.save()
    _add_version(parsed, article, 1, content)
    return Outcome("created", article.pk, 1)


def store_again(parsed: Parsed, article: Article, content: str) -> Outcome:
    """Store what is new about a known article: another text, or other facts beside the same one."""
    version = article.current
    assert version is not None  # noqa: S101 - set in the transaction that made the article
    is_same = is_same_text(parsed, version, content)
    if not is_same:
        parsed = with_left_out_parts(parsed, article)
        content = content_sha256(parsed)
        is_same = version.content_sha256 == content
    corrected = correct(parsed, version.extracted, article)
    changed = tuple(corrected.changes)
    if is_same and not changed:
        return Outcome("duplicate", article.pk, version.number)
    extracted = corrected.extracted
    if is_same:
        # The text and what was found in it stay; with them the template, unless the sender states another time.
        template = extracted.template if facts.TIME in changed else version.template
        facts_alone = {name: getattr(extracted, name) for name in FACT_FIELDS}
        extracted = replace(version.extracted, template=template or None, **facts_alone)
        content = version.content_sha256
    parsed = replace(parsed, extracted=extracted)
    _name(article, parsed, changed)
    if is_same and not corrected.is_assessed:
        source_of(extracted, article.platform)
        ArticleVersion.objects.filter(pk=version.pk).update(extraction=parsed.extraction)
    else:
        version = _add_version(parsed, article, version.number + 1, content)
    if changed:
        correction = Correction.objects.create(version=version, changes=corrected.changes)
        article_corrected.send(sender=Correction, correction=correction)
    return Outcome("updated" if is_same else "created", article.pk, version.number, changed=changed)


def _name(article: Article, parsed: Parsed, changed: Collection[str]) -> None:
    """Give the article its corrected address and its id; confirm no time that is another one now."""
    if facts.ADDRESS in changed:
        # References by the old address wait for the article that is there.
        if article.url_key:
            Reference.objects.filter(article=article, url_key=article.url_key).update(article=None)
        article.url, article.url_key = (parsed.extracted.url or "")[:2000], url_key(parsed.extracted.url or "")
    if facts.EXTERNAL_ID in changed:
        article.external_id = parsed.submission.external_id
    if facts.TIME in changed:
        article.time_confirmed_at = None
    if not parsed.identity.startswith("page:"):
        article.identity = parsed.identity
    article.save(update_fields=["url", "url_key", "external_id", "identity", "time_confirmed_at"])


def _add_version(parsed: Parsed, article: Article, number: int, content: str) -> ArticleVersion:
    """Store the article's next version with its evidence, and make its assessment due."""
    platform = article.platform
    lines = declared.look_up_lines(parsed.extracted, platform)
    parsed = declared.with_known_lines(parsed, lines)
    version = version_row(parsed, article, _page(parsed.submission, parsed.page_sha256), number, content)
    version.save()
    article.current = version
    article.title_key = title_key(parsed.extracted)
    article.source = source_of(parsed.extracted, platform) or article.source
    article.save(update_fields=["current", "title_key", "source"])
    index_articles([version])
    store_evidence(version, parsed.extracted, platform)
    declared.link((version, line) for line in lines.values())
    now = timezone.now()
    assessment = Assessment.objects.create(version=version, platform=platform, due_at=now, notified_at=now)
    ring_assessments([assessment.pk])
    return version


def _page(submission: Submission, sha256: str, unreadable_code: str = "") -> Page:
    stored: Page | None = Page.objects.filter(sha256=sha256).first()
    if stored is not None:
        return stored
    page = page_row(submission, unreadable_code)
    page.save()
    return page
