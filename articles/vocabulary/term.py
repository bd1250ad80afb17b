"""What a term and a family of terms are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, Self, TypeVar

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True, eq=False, repr=False)
class Term(str):
    """A code with its words. It is its code: compare, store and send it as the string it is.

    `zh` and `en` are the short words, for chips, cells and buttons; the English begin in lower case, unless a name
    or an abbreviation begins them. `zh_long` and `en_long` are for places that show nothing else; empty where the
    short words say enough. Families add fields of their own.
    """

    code: str
    zh: str
    en: str
    zh_long: str = ""
    en_long: str = ""

    # A term is a string, and a dataclass for its properties: `str` takes the code only.
    def __new__(cls, code: str, *args: Any, **fields: Any) -> Self:
        return super().__new__(cls, code)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"

    def __str__(self) -> str:
        return str.__str__(self)

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy, or what another process reads, is the plain code."""
        return str, (str.__str__(self),)

    def word(self, language: str) -> str:
        """The short words in a language: Chinese for `zh…`, English for all others."""
        return self.zh if language.startswith("zh") else self.en

    def phrase(self, language: str) -> str:
        """The long words where there are any, else the short ones."""
        if language.startswith("zh"):
            return self.zh_long or self.zh
        return self.en_long or self.en

    @property
    def title_en(self) -> str:
        """The short English words with a capital, for headings and cells."""
        return self.en[:1].upper() + self.en[1:]


T = TypeVar("T", bound=Term)


class UnknownTerm(KeyError):
    """A code that its family does not have; the message names the family and the codes it has."""

    def __str__(self) -> str:
        return str(self.args[0])


FAMILIES: dict[str, Family[Any]] = {}
"""Every family by name, in the order of import: what the glossary lists and the tests run over."""


class Family(Mapping[str, T], Generic[T]):
    """The terms of one kind, by code, in the order in which people read them. `name` is for code, the words for people.

    `add` takes a further term at any time: what derives from a family asks it each time, so nothing else changes.
    """

    def __init__(self, name: str, zh: str, en: str, terms: Iterable[T] = ()) -> None:
        if name in FAMILIES:
            raise ValueError(f"there is a family {name} already")
        self.name, self.zh, self.en = name, zh, en
        self._terms: dict[str, T] = {}
        for term in terms:
            self.add(term)
        FAMILIES[name] = self

    def add(self, term: T) -> T:
        """Adds a term and gives it back. Raises ValueError for a code that is there, or a term without words."""
        if term in self._terms:
            raise ValueError(f"{self.name} has {term} already")
        if not term.zh or not term.en:
            raise ValueError(f"{self.name}: {term} needs its words in Chinese and in English")
        self._terms[term.code] = term
        return term

    def remove(self, code: str) -> None:
        """Takes a term out again: for extensions that are unloaded, tests among them. Raises UnknownTerm."""
        del self._terms[self[code].code]

    def __getitem__(self, code: str) -> T:
        try:
            return self._terms[code]
        except KeyError:
            raise UnknownTerm(f"{self.name} has no {code!r}; it has: {', '.join(self._terms)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """There is one family of a name: whoever copies what holds it holds the same."""
        return self

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self._terms)

    @property
    def terms(self) -> tuple[T, ...]:
        return tuple(self._terms.values())

    def where(self, holds: Callable[[T], bool]) -> tuple[T, ...]:
        """The terms of which something holds, in order."""
        return tuple(term for term in self._terms.values() if holds(term))

    def word(self, code: str, language: str) -> str:
        """The short words of a code. Raises UnknownTerm."""
        return self[code].word(language)

    def phrase(self, code: str, language: str) -> str:
        """The long words of a code. Raises UnknownTerm."""
        return self[code].phrase(language)
