"""An article as rules see it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from moderation.triage.rules.errors import RuleFault
from moderation.triage.rules.phrases import PhraseIndex

Value = float | str | bool | frozenset[str] | None
# What one rule may take of one article, in seconds of processor time. A usual one takes microseconds.
SECONDS = 0.05


@dataclass(slots=True)
class Subject:
    """The facts of one article by name, with its texts folded, and which phrases of the banks stand in them.

    `texts` gives (headline, body) when a rule first asks for them. `until` is when the rule that runs now must end, in
    processor time; `now` is when that was last looked at.
    """

    facts: Mapping[str, Value]
    texts: Callable[[], tuple[str, str]]
    banks: PhraseIndex
    until: float = float("inf")
    now: float = field(default=0.0, init=False)
    _texts: tuple[str, str] | None = field(default=None, init=False)
    _hits: dict[str, Mapping[str, frozenset[str]]] = field(default_factory=dict, init=False)

    def text(self, name: str) -> str:
        """The folded headline or body."""
        if self._texts is None:
            began = time.thread_time()
            self._texts = self.texts()
            self._not_counted(began)
        return self._texts[name == "body"]

    def hits(self, bank: str) -> float:
        """How many different phrases of the bank stand in headline or body. All banks are matched in one pass."""
        return float(len(self._of("headline").get(bank, _NONE) | self._of("body").get(bank, _NONE)))

    def headline_hits(self, bank: str) -> float:
        """How many different phrases of the bank stand in the headline."""
        return float(len(self._of("headline").get(bank, _NONE)))

    def check_time(self) -> None:
        """Raises RuleFault when the rule that runs now has had its time."""
        self.now = time.thread_time()
        if self.now > self.until:
            raise RuleFault("too_slow")

    def _of(self, text: str) -> Mapping[str, frozenset[str]]:
        if text not in self._hits:
            whole, began = self.text(text), time.thread_time()
            self._hits[text] = self.banks.find(whole)
            self._not_counted(began)
        return self._hits[text]

    def _not_counted(self, began: float) -> None:
        """What is done once for all rules is not taken from the time of the rule that happened to ask first."""
        self.until += time.thread_time() - began


_NONE: frozenset[str] = frozenset()
