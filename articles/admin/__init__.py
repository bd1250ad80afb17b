"""Django's admin for articles, their evidence and sources: mostly read only, fast on big tables."""

from articles.admin import access, article, assessment, bulk_import, evidence, page, precision, reuse, version
from articles.admin.sources import list_entry, registry, source, source_list

__all__ = [
    "access",
    "article",
    "assessment",
    "bulk_import",
    "evidence",
    "list_entry",
    "page",
    "precision",
    "registry",
    "reuse",
    "source",
    "source_list",
    "version",
]
