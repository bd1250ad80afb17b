"""Finds phrases of many banks in one pass by characters: both scripts and widths, no word boundaries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import ahocorasick

from articles.text.search_folding import fold_for_search

MOST_PHRASES, LONGEST_PHRASE = 20_000, 60
# Three or more Chinese characters with one mark between each two: written so that no search finds the word.
_SPACED = re.compile("[\u4e00-\u9fff](?:[-·•.*_~/|+ ][\u4e00-\u9fff]){2,}")
_MARKS = re.compile("[-·•.*_~/|+ ]")


class BankError(ValueError):
    """A refused list of phrases: `code` is ``too_many``, ``too_long``, ``empty``; `line` counts from 1."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


def phrases_of(text: str) -> list[str]:
    """The phrases of a list, one per line, as written; skips empty lines, comments (#) and duplicates.

    Raises BankError. Stops reading at the limit, however long the list is.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        phrase = "".join(char for char in line if char != "\x00" and not "\ud800" <= char <= "\udfff").strip()
        if not phrase or phrase.startswith("#"):
            continue
        folded = normal(phrase)
        if len(phrase) > LONGEST_PHRASE or not folded:
            raise BankError("too_long" if folded else "empty", number)
        found.setdefault(folded, phrase)
        if len(found) > MOST_PHRASES:
            raise BankError("too_many", number)
    if not found:
        raise BankError("empty")
    return list(found.values())


def normal(text: str) -> str:
    """The matched form: simplified, half-width, lower case, without invisible characters."""
    return fold_for_search(text).text.strip()


class PhraseIndex:
    """The phrases of some banks, built once; time to search is linear in the text, whatever the number of phrases."""

    def __init__(self, banks: Mapping[str, Iterable[str]]) -> None:
        owners: dict[str, list[str]] = defaultdict(list)
        for bank, phrases in banks.items():
            for phrase in phrases:
                owners[normal(phrase)].append(bank)
        self._automaton = ahocorasick.Automaton()
        for phrase, names in owners.items():
            # Only a phrase that begins or ends with a Latin letter or digit can stand inside a longer word.
            latin = _latin(phrase[0]) or _latin(phrase[-1])
            self._automaton.add_word(phrase, (phrase, tuple(names), latin))
        if owners:
            self._automaton.make_automaton()
        self._empty = not owners

    def find(self, folded: str) -> dict[str, frozenset[str]]:
        """The different phrases in a folded text, by bank. Latin phrases match whole words: ai is not in taipei.

        A text with words that marks take apart, such as 代-办-证, is searched without these marks as well.
        """
        found: dict[str, set[str]] = defaultdict(set)
        if self._empty:
            return {}
        self._collect(folded, found)
        joined = _SPACED.sub(lambda match: _MARKS.sub("", match[0]), folded)
        if joined != folded:
            self._collect(joined, found)
        return {name: frozenset(phrases) for name, phrases in found.items()}

    def _collect(self, folded: str, found: dict[str, set[str]]) -> None:
        for last, (phrase, names, latin) in self._automaton.iter(folded):
            if latin and _inside_latin(folded, last + 1 - len(phrase), last + 1):
                continue
            for name in names:
                found[name].add(phrase)


def _inside_latin(text: str, start: int, end: int) -> bool:
    return (start > 0 and _latin(text[start - 1]) and _latin(text[start])) or (
        end < len(text) and _latin(text[end]) and _latin(text[end - 1])
    )


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
