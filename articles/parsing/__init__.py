"""Page → ExtractedArticle. Pure: knows no Django, no database, no network.

`extract` is the one way in; `ExtractedArticle` is what comes out; `Unreadable` is why nothing came out.
"""

from articles.parsing.extract import extract
from articles.parsing.extracted import ExtractedArticle
from articles.parsing.unreadable import Unreadable

__all__ = ["ExtractedArticle", "Unreadable", "extract"]
