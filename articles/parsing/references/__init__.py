"""The list of references at the end of an article: a title in either language, then its items.

`titles` knows what such a list is called, `lists` which lines are its items and where it ends, `items` what an item
says, `days` since when the article can exist at the earliest.
"""

from __future__ import annotations

from articles.parsing.references.days import latest_day
from articles.parsing.references.split import split_references

__all__ = ["latest_day", "split_references"]
