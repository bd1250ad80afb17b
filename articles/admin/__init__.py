"""The stock admin over articles, their evidence and sources: mostly for looking, fast on big tables."""

from articles.admin import access, article, assessment, evidence, page, registry, reuse, source

__all__ = ["access", "article", "assessment", "evidence", "page", "registry", "reuse", "source"]
