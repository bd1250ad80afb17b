"""An article as the input of rules."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from moderation.triage.rules.errors import RuleFault
from moderation.triage.rules.phrases import PhraseIndex

Value = float | str | bool | frozenset[str] | None
# The most that one rule may spend on one article, in seconds of processor time. A usual rule takes microseconds.
SECONDS = 0.05


@dataclass(slots=True)
class Subject:
    """The facts of one article by name, with its folded texts and the phrases found in them.

    `texts` loads (headline, body) when a rule first needs them. `until` is the processor time when the current rule
    must end; `now` is the last reading of it.
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
        """The number of different phrases of the bank in headline or body. One pass matches all banks."""
        return float(len(self._of("headline").get(bank, _NONE) | self._of("body").get(bank, _NONE)))

    def headline_hits(self, bank: str) -> float:
        """The number of different phrases of the bank in the headline."""
        return float(len(self._of("headline").get(bank, _NONE)))

    def signal(self, scorer: str) -> float | None:
        """The score that this scorer outside gave, 0–100; None while it gave none."""
        found = self.facts.get(f"signal.{scorer}")
        return found if isinstance(found, float) else None

    def check_time(self) -> None:
        """Raises RuleFault when the current rule has used up its time."""
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
        """Excludes work that serves all rules from the time of the rule that needed it first."""
        self.until += time.thread_time() - began


_NONE: frozenset[str] = frozenset()
