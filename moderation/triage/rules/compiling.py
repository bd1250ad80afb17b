"""Compiles an expression into a function of an article; rule-engine parses and types it.

rule-engine's own evaluation uses decimals and raises on null. Here its tree becomes closures that are ten times as fast
and use three values: a comparison with an unknown is neither true nor false (Kleene's logic). Errors carry their place.
"""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache

from rule_engine import Context, DataType, Rule, errors

from moderation.triage.rules.building import Builder, Mismatch
from moderation.triage.rules.catalogue import FUNCTIONS, OF_TEXT, Type, facts_by_name
from moderation.triage.rules.errors import ExpressionError, RuleFault
from moderation.triage.rules.locating import smallest
from moderation.triage.rules.subject import SECONDS, Subject
from moderation.triage.rules.tokens import Token, name_at, tokens_of

_TYPES = {
    Type.NUMBER: DataType.FLOAT,
    Type.TEXT: DataType.STRING,
    Type.WORD: DataType.STRING,
    Type.TRUTH: DataType.BOOLEAN,
    Type.WORDS: DataType.ARRAY(DataType.STRING),
}
_FAULTS = (ArithmeticError, TypeError, ValueError, RecursionError, KeyError)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled expression. `facts` and `banks` are the names that it uses."""

    run: Callable[[Subject], object]
    facts: frozenset[str]
    banks: frozenset[str]

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


def compiled(text: str, banks: Collection[str] = ()) -> Compiled:
    """Compiles an expression that may use these phrase banks. Raises ExpressionError."""
    tokens = tokens_of(text)
    try:
        return _built(text, banks)
    except errors.RuleSyntaxError as error:
        if error.token is None:
            raise ExpressionError("unfinished", len(text.rstrip()), len(text)) from None
        raise ExpressionError("syntax", error.token.lexpos, found=str(error.token.value)[:40]) from None
    except errors.SymbolResolutionError as error:
        raise _unknown(tokens, error.symbol_name, attribute=False) from None
    except errors.AttributeResolutionError as error:
        raise _unknown(tokens, error.attribute_name, attribute=True) from None
    except (errors.ArithmeticError, ZeroDivisionError):
        raise _at(text, tokens, banks, ExpressionError("divides_by_zero")) from None
    except Mismatch as error:
        raise _at(text, tokens, banks, ExpressionError(error.code, 0, None, **error.values)) from None
    except errors.EngineError:
        raise _at(text, tokens, banks, ExpressionError("types_differ")) from None


def _built(text: str, banks: Collection[str]) -> Compiled:
    statement = Rule.parser.parse(text, _context(tuple((fact.name, fact.type) for fact in facts_by_name().values())))
    builder = Builder(frozenset(banks))
    run = builder.truth(statement.expression)
    if not builder.facts and not builder.banks:
        raise Mismatch("no_fact")
    return Compiled(run, frozenset(builder.facts), frozenset(builder.banks))


@cache
def _context(facts: tuple[tuple[str, Type], ...]) -> Context:
    groups: dict[str, dict[str, object]] = {}
    types: dict[str, object] = {}
    for whole, kind in facts:
        group, _, name = whole.rpartition(".")
        (groups.setdefault(group, {}) if group else types)[name] = _TYPES[kind]
    types |= {group: DataType.OBJECT(group, names) for group, names in groups.items()}
    for function in FUNCTIONS:
        types[function.name] = DataType.FUNCTION(
            function.name, return_type=DataType.FLOAT, argument_types=(DataType.STRING,), minimum_arguments=1
        )
    return Context(type_resolver=types, default_timezone="utc")


def _unknown(tokens: list[Token], name: str, *, attribute: bool) -> ExpressionError:
    whole, start, end = name_at(tokens, name, attribute=attribute)
    names = [*facts_by_name(), *(function.name for function in FUNCTIONS)]
    return ExpressionError("unknown_name", start, end, found=whole, meant=did_you_mean(whole, names))


def did_you_mean(word: str, known: Collection[str]) -> str:
    """The known word most like this one, or nothing."""
    return next(iter(difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.5)), "")


def _at(text: str, tokens: list[Token], banks: Collection[str], error: ExpressionError) -> ExpressionError:
    """The same error at the smallest part of the text that has it."""

    def is_wrong(part: list[Token]) -> bool:
        try:
            _built(text[part[0].start : part[-1].end], banks)
        except Mismatch as found:
            return found.code == error.code
        except errors.ArithmeticError:
            return error.code == "divides_by_zero"
        except errors.RuleSyntaxError:
            return False
        except errors.EngineError:
            return error.code == "types_differ"
        return False

    part = tokens if error.code == "no_fact" else smallest(tokens, is_wrong)
    start, end = part[0].start, part[-1].end
    values: dict[str, object] = {"part": text[start:end], **error.values}
    return ExpressionError(error.code, start, end, **values)
