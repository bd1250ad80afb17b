"""Sentences of findings: patterns with named places, filled with values when somebody reads them.

What a finding says of another article is stored as that article's id. Its headline and account are put in at reading
time, and only for readers who may see that article; the others read which article it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from articles.vocabulary.term import Language

_PLACE = re.compile(r"\{(\w+)(?:\.(\w+))?(?::([^{}]*))?\}")
_LONGEST = 40
"""Characters of a headline in a sentence."""


class ForeignWords(str):
    """Words of another article, for rules to compare. They cannot be put into a sentence, which is stored."""

    __slots__ = ()

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("another article is named by a value of the Detection, such as values={'other': fact.other}")

    def __str__(self) -> NoReturn:
        self.__format__("")

    def __add__(self, other: str) -> NoReturn:
        self.__format__("")

    def __radd__(self, other: str) -> NoReturn:
        self.__format__("")


@dataclass(frozen=True, slots=True)
class OtherArticle:
    """Another stored article in a sentence; without `headline` the reader may not see its words.

    `{name}` is headline and account; `{name.headline}` and `{name.source}` are one of them.
    """

    article: int
    headline: str | None = None
    source: str | None = None

    def say(self, language: Language, part: str | None) -> str:
        """Return the article's words, or its id where the reader may not see them."""
        zh = language == "zh"
        if self.headline is None:
            if part == "source":
                return "其来源" if zh else "its source"
            which = f"另一平台的文章 {self.article}" if zh else f"article {self.article} of another platform"
            if part == "headline":
                return f"（{which}）" if zh else f"that of {which}"
            return which
        headline = f"“{shortened(_plain(self.headline))}”"
        if part == "headline" or not self.source:
            return headline
        source = _plain(self.source)
        if part == "source":
            return source
        return f"{headline}（{source}）" if zh else f"{headline} by {source}"


@dataclass(frozen=True, slots=True)
class OtherSource:
    """Another account in a sentence; without `name` the reader may not see it."""

    source: int
    name: str | None = None

    def say(self, language: Language) -> str:
        """Return the account's name, or its id where the reader may not see it."""
        if self.name is not None:
            return _plain(self.name)
        return f"另一平台的账号 {self.source}" if language == "zh" else f"account {self.source} of another platform"


Value = str | int | float | OtherArticle | tuple[OtherSource, ...]
Values = Mapping[str, Value]


def filled(pattern: str, values: Values, language: Language) -> str:
    """Fill the places `{name}`, `{name.part}` and `{name:format}` of a pattern; braces without a value stay."""

    def fill(place: re.Match[str]) -> str:
        name, part, spec = place.groups()
        if name not in values:
            return place.group()
        value = values[name]
        if isinstance(value, OtherArticle):
            return value.say(language, part)
        if isinstance(value, tuple):
            return " → ".join(each.say(language) for each in value)
        return format(value, spec or "")

    return _PLACE.sub(fill, pattern)


def to_json(values: Values) -> dict[str, Any]:
    """Return the values as they are stored: of other articles and accounts their ids alone."""
    stored: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, OtherArticle):
            stored[name] = {"article": value.article}
        elif isinstance(value, tuple):
            stored[name] = {"sources": [each.source for each in value]}
        elif isinstance(value, ForeignWords):
            raise TypeError(f"the value {name!r} is another article's words: give its `other` or `chain` instead")
        else:
            stored[name] = value
    return stored


def from_json(
    stored: Mapping[str, Any], articles: Mapping[int, OtherArticle], sources: Mapping[int, OtherSource]
) -> dict[str, Value]:
    """Return stored values with the words that the reader may see; `articles` and `sources` hold only those."""
    values: dict[str, Value] = {}
    for name, value in stored.items():
        if isinstance(value, dict) and "article" in value:
            values[name] = articles.get(value["article"]) or OtherArticle(value["article"])
        elif isinstance(value, dict):
            values[name] = tuple(sources.get(pk) or OtherSource(pk) for pk in value["sources"])
        else:
            values[name] = value
    return values


def shortened(headline: str) -> str:
    """Cut a headline to the length that a sentence bears."""
    return headline if len(headline) <= _LONGEST else headline[: _LONGEST - 1] + "…"


def _plain(words: str) -> str:
    return str.__str__(words)
