"""Page → ExtractedArticle. Pure: no Django, no database, no network.

`extract` is the only entry point. It returns an `ExtractedArticle` or raises `Unreadable`.
"""

from articles.parsing.extract import extract
from articles.parsing.extracted import ExtractedArticle
from articles.parsing.unreadable import Unreadable

__all__ = ["ExtractedArticle", "Unreadable", "extract"]
