"""Store the evidence that parsing found beside the text: declarations, the platform's disclaimers, references."""

from __future__ import annotations

from collections.abc import Iterator

from articles.intake.evidence.dictionary import look_up
from articles.intake.identity.keys import headline_key, url_key
from articles.models import ArticleVersion, Platform, ProvenanceFlag, Reference
from articles.parsing import ExtractedArticle
from articles.provenance.registry.names import name_key


def store_evidence(version: ArticleVersion, extracted: ExtractedArticle, platform: Platform) -> None:
    """Write the evidence rows of a new version."""
    ProvenanceFlag.objects.bulk_create(flag_rows(version, extracted))
    Reference.objects.bulk_create(reference_rows(version, extracted))
    version.disclaimers.set([look_up(platform, notice) for notice in extracted.disclaimers])


def flag_rows(version: ArticleVersion, extracted: ExtractedArticle) -> Iterator[ProvenanceFlag]:
    """The declarations, unsaved."""
    for flag in extracted.provenance_flags:
        yield ProvenanceFlag(
            version=version,
            code=flag.code,
            also=list(flag.also),
            text=flag.text,
            location=flag.location,
            start=flag.start,
            end=flag.end,
            declared_by=flag.declared_by,
            visibility=flag.visibility.state if flag.visibility else "",
            visibility_evidence=((flag.visibility.evidence or "") if flag.visibility else "")[:300],
        )


def reference_rows(version: ArticleVersion, extracted: ExtractedArticle) -> Iterator[Reference]:
    """The references in their order, unsaved."""
    for position, item in enumerate(extracted.references, 1):
        yield Reference(
            version=version,
            position=position,
            headline=item.headline[:1000],
            outlet=(item.outlet or "")[:200],
            published_at=item.published_at,
            url=(item.url or "")[:2000],
            outlet_key=name_key(item.outlet or ""),
            headline_key=headline_key(item.headline),
            url_key=url_key(item.url or ""),
        )
