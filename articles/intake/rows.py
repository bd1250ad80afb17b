"""Build the unsaved rows of one submission; the single and the batch store save them."""

from __future__ import annotations

import hashlib
import json

from articles.intake.extraction_coverage import missing_fields
from articles.intake.identity.article import title_key
from articles.intake.identity.keys import headline_key, url_key
from articles.intake.parsed import Parsed
from articles.intake.submission import Submission
from articles.models import Article, ArticleVersion, Page, Platform, Source
from articles.parsing.extracted import ExtractedFlag
from articles.provenance.evidence import is_undrawn


def article_row(parsed: Parsed, platform: Platform, source: Source | None) -> Article:
    """Build a new article, unsaved and without a version."""
    return Article(
        platform=platform,
        identity=parsed.identity,
        external_id=parsed.submission.external_id,
        url=parsed.url[:2000],
        url_key=url_key(parsed.url),
        title_key=title_key(parsed.extracted),
        source=source,
    )


def version_row(parsed: Parsed, article: Article, page: Page, number: int, content: str) -> ArticleVersion:
    """Build an unsaved version of the article from this page; `content` is its `content_sha256`."""
    extracted = parsed.extracted
    return ArticleVersion(
        article=article,
        number=number,
        page=page,
        content_sha256=content,
        template=extracted.template or "",
        headline=extracted.headline,
        headline_key=headline_key(extracted.headline),
        language=extracted.language or "",
        published_at=extracted.published_at,
        extraction=parsed.extraction,
        missing=",".join(missing_fields(extracted)),
        disclosed=any(discloses(flag) for flag in extracted.provenance_flags),
    )


def content_sha256(parsed: Parsed) -> str:
    """Hash the parts that an edit changes: headline, body, declarations, references, notices, AI label.

    The page around them (recommendations, counts) does not count.
    """
    content = parsed.extraction
    kept = {name: content[name] for name in ("headline", "body", "declarations", "references", "disclaimers")}
    kept["flags"] = [(flag.code, flag.text) for flag in parsed.extracted.provenance_flags]
    if parsed.extracted.ai_label is not None:
        kept["ai_label"] = parsed.extracted.ai_label.state
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def discloses(flag: ExtractedFlag) -> bool:
    """Whether the author discloses something to readers: an invisible declaration discloses nothing."""
    return flag.declared_by == "author" and not is_undrawn(flag)


def page_row(submission: Submission, unreadable_code: str = "") -> Page:
    """Build the unsaved row of the page as received."""
    return Page.of(
        submission.content,
        content_type=submission.content_type[:100],
        charset=submission.charset[:40],
        url=submission.url[:2000],
        unreadable_code=unreadable_code,
    )
