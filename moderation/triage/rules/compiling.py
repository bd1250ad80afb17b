"""Compiles an expression into a function of an article; rule-engine parses and types it.

rule-engine's own evaluation uses decimals and raises on null. Here its tree becomes closures that are ten times as fast
and use three values: a comparison with an unknown is neither true nor false (Kleene's logic). Errors carry their place.
"""

from __future__ import annotations

from collections.abc import Collection

from moderation.triage.rules.compiled import Compiled


def compiled(text: str, banks: Collection[str] = (), signals: Collection[str] = ()) -> Compiled:
    """Compiles an expression that may use these phrase banks and scorers outside. Raises ExpressionError."""
    # rule-engine makes the tables of its grammar whenever it is imported: a quarter of a second of a processor, an
    # eighth of the start of any command (measured), and most processes compile nothing.
    from moderation.triage.rules import engine

    return engine.built(text, banks, signals)
