"""The budget of one text: how much work its reading may cost, and what was left unread when it is used up."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import NamedTuple

from articles.vocabulary.reading import ATTRIBUTIONS_CUT, PLACES_UNREAD, TEXT_UNREAD, TIME_USED_UP, UNREAD

# How often a reading looks at the clock, in tries; a try costs at most some tenths of a millisecond.
_CLOCK_EVERY = 64


class Unread(NamedTuple):
    """What a reading left out: the reason (a code of `UNREAD`), how much, and the offset where the first of it is.

    `amount` counts characters (`text_unread`), words of saying (`places_unread`, `time_used_up`) or attributions
    (`attributions_cut`).
    """

    code: str
    amount: int
    start: int

    def to_json(self) -> dict[str, str | int]:
        """Return the record's object, with the words of the code."""
        term = UNREAD[self.code]
        return {**self._asdict(), "zh": term.phrase("zh"), "en": term.phrase("en")}


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that one text may cost. A try is one look at a clause or a phrase that led to no name.

    Chosen with room above what 104,000 ordinary texts (25 million characters) need, so that those never meet a limit.
    """

    characters: int = 500_000
    paragraphs: int = 50_000
    attributions: int = 50_000
    clause_tries: int = 24
    paragraph_tries: int = 64
    article_tries: int = 256
    characters_per_try: int = 40
    seconds: float = math.inf

    def tries(self, base: int, characters: int) -> int:
        """Return the tries of a part of the text: a base, and one for every `characters_per_try` of its characters."""
        return base + characters // self.characters_per_try

    def read_end(self, text: str) -> int:
        """Return the offset up to which the text is read: limits of characters and of paragraphs (lines)."""
        end = min(len(text), self.characters)
        if text.count("\n", 0, end) < self.paragraphs:
            return end
        at = -1
        for _ in range(self.paragraphs):
            at = text.find("\n", at + 1)
        return at


class Tally:
    """Counts the tries of one reading, by clause, paragraph and article, and notes what it could not afford.

    A reader calls `enter` for each place in order, `may_try` before each try, and `found` when a place led to a name:
    what it cost is given back, because attributions have a limit of their own.
    """

    def __init__(self, budget: Budget, text: str) -> None:
        self._budget, self._text = budget, text
        self._left = budget.tries(budget.article_tries, len(text))
        self._paragraph_left = self._clause_left = self._spent = 0
        self._paragraph_end, self._clause = 0, -1
        self._until = time.monotonic() + budget.seconds
        self._tries = 0
        self._missed: dict[str, tuple[int, int]] = {}
        self._place, self._refused = 0, ""

    def restart(self) -> None:
        """Begin another pass over the text: its paragraphs have their tries again, the article has what is left."""
        self._paragraph_end, self._clause = 0, -1

    def enter(self, place: int, clause: int) -> None:
        """Begin with a place in the text, in the clause that begins at `clause`."""
        self._place, self._spent, self._refused = place, 0, ""
        if place >= self._paragraph_end:
            begin = max(self._paragraph_end, self._text.rfind("\n", self._paragraph_end, place) + 1)
            end = self._text.find("\n", place)
            self._paragraph_end = len(self._text) + 1 if end < 0 else end + 1
            self._paragraph_left = self._budget.tries(self._budget.paragraph_tries, self._paragraph_end - begin)
        if clause != self._clause:
            self._clause, self._clause_left = clause, self._budget.clause_tries

    def may_try(self) -> bool:
        """Whether the place may cost another try, which is then counted."""
        self._tries += 1
        if self._refused:
            return False
        if min(self._left, self._paragraph_left, self._clause_left) <= 0:
            self._refused = PLACES_UNREAD
        elif self._tries % _CLOCK_EVERY == 0 and time.monotonic() > self._until:
            self._left, self._refused = 0, TIME_USED_UP
        if self._refused:
            amount, start = self._missed.get(self._refused, (0, self._place))
            self._missed[self._refused] = amount + 1, min(start, self._place)
            return False
        self._left -= 1
        self._paragraph_left -= 1
        self._clause_left -= 1
        self._spent += 1
        return True

    @property
    def is_refused(self) -> bool:
        """Whether the place was not read to its end."""
        return bool(self._refused)

    def found(self) -> None:
        """Give back what the place cost."""
        self._left += self._spent
        self._paragraph_left += self._spent
        self._spent = 0

    def unread(self, length: int, cut: int, cut_at: int) -> tuple[Unread, ...]:
        """List what was not read of `length` characters; the first of the `cut` attributions is at `cut_at`."""
        missed = [Unread(code, amount, start) for code, (amount, start) in self._missed.items()]
        if cut:
            missed.append(Unread(ATTRIBUTIONS_CUT, cut, cut_at))
        if length > len(self._text):
            missed.append(Unread(TEXT_UNREAD, length - len(self._text), len(self._text)))
        return tuple(missed)
