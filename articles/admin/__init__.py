"""Django's admin for articles, their evidence and sources: mostly read only, fast on big tables."""

from articles.admin import (
    access,
    article,
    assessment,
    bulk_import,
    evidence,
    list_entry,
    page,
    registry,
    reuse,
    source,
    source_list,
    version,
)

__all__ = [
    "access",
    "article",
    "assessment",
    "bulk_import",
    "evidence",
    "list_entry",
    "page",
    "registry",
    "reuse",
    "source",
    "source_list",
    "version",
]
