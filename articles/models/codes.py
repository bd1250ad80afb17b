"""Columns that hold codes of a vocabulary, and words for the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import lazy
from django.utils.translation import get_language

from articles.vocabulary.term import Family, Term

if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
else:  # no subscript at run time
    _CharField = models.CharField


def word(term: Term) -> str:
    """Return the short words of a term in the reader's language; English where no language is active."""
    return term.word(get_language() or "en")


def word_of(family: Family[Any], code: str, *, long: bool = False) -> str:
    """Return the words of a stored code in the reader's language; the code itself once its family has dropped it."""
    term: Term | None = family.get(code)
    if term is None:
        return code
    language = get_language() or "en"
    return term.phrase(language) if long else term.word(language)


lazy_word = lazy(word, str)


def choices_of(family: Family[Any], *, only: Any = None) -> list[tuple[str, str]]:
    """List (code, words) of a family's terms, for forms and columns; the words follow the reader's language."""
    return [(term.code, lazy_word(term)) for term in family.terms if only is None or only(term)]


class CodeField(_CharField):
    """A code of a family. Its choices are the family's current terms; migrations hold none of them.

    A new term therefore needs no migration. Without `family`, as in migrations, it is a plain column.
    """

    def __init__(self, *args: Any, family: Family[Any] | None = None, only: Any = None, **kwargs: Any) -> None:
        self.family, self.only = family, only
        if family is not None:
            kwargs["choices"] = lambda: choices_of(family, only=only)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        if isinstance(kwargs.get("default"), Term):
            kwargs["default"] = kwargs["default"].code
        return name, "django.db.models.CharField", args, kwargs

    def clone(self) -> Any:
        _, _, args, kwargs = self.deconstruct()
        return type(self)(*args, family=self.family, only=self.only, **kwargs)
