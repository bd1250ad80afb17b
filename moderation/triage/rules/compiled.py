"""A compiled expression of a routing rule."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from moderation.triage.rules.catalogue import OF_TEXT
from moderation.triage.rules.errors import RuleFault
from moderation.triage.rules.subject import SECONDS, Subject

_FAULTS = (ArithmeticError, TypeError, ValueError, RecursionError, KeyError)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled expression. `facts`, `banks` and `signals` are the names that it uses."""

    run: Callable[[Subject], object]
    facts: frozenset[str]
    banks: frozenset[str]
    signals: frozenset[str] = frozenset()

    @property
    def needs_text(self) -> bool:
        return bool(self.banks or self.facts & OF_TEXT)

    def matches(self, subject: Subject, seconds: float = SECONDS, since: float | None = None) -> bool:
        """Whether the expression is true of the article. Raises RuleFault.

        `since` is the current processor time, if the caller has just read it: reading it takes longer than a rule.
        """
        subject.until = (time.thread_time() if since is None else since) + seconds
        try:
            found = self.run(subject) is True
        except ZeroDivisionError as error:
            raise RuleFault("divides_by_zero") from error
        except _FAULTS as error:
            raise RuleFault("failed") from error
        subject.check_time()
        return found
