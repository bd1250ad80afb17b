"""Parses and types an expression with rule-engine, and builds a function of an article from its tree."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from rule_engine import Context, DataType, Rule, errors

from moderation.triage.rules.building import Builder, Mismatch
from moderation.triage.rules.catalogue import FUNCTIONS, Type, facts_by_name
from moderation.triage.rules.compiled import Compiled
from moderation.triage.rules.errors import ExpressionError, did_you_mean
from moderation.triage.rules.locating import smallest
from moderation.triage.rules.tokens import Token, name_at, tokens_of

_TYPES = {
    Type.NUMBER: DataType.FLOAT,
    Type.TEXT: DataType.STRING,
    Type.WORD: DataType.STRING,
    Type.TRUTH: DataType.BOOLEAN,
    Type.WORDS: DataType.ARRAY(DataType.STRING),
}


def built(text: str, banks: Collection[str], signals: Collection[str] = ()) -> Compiled:
    """The expression, compiled. Raises ExpressionError."""
    tokens = tokens_of(text)
    try:
        return _built(text, banks, signals)
    except errors.RuleSyntaxError as error:
        if error.token is None:
            raise ExpressionError("unfinished", len(text.rstrip()), len(text)) from None
        raise ExpressionError("syntax", error.token.lexpos, found=str(error.token.value)[:40]) from None
    except errors.SymbolResolutionError as error:
        raise _unknown(tokens, error.symbol_name, attribute=False) from None
    except errors.AttributeResolutionError as error:
        raise _unknown(tokens, error.attribute_name, attribute=True) from None
    except (errors.ArithmeticError, ZeroDivisionError):
        raise _at(text, tokens, (banks, signals), ExpressionError("divides_by_zero")) from None
    except Mismatch as error:
        raise _at(text, tokens, (banks, signals), ExpressionError(error.code, 0, None, **error.values)) from None
    except errors.EngineError:
        raise _at(text, tokens, (banks, signals), ExpressionError("types_differ")) from None


def _built(text: str, banks: Collection[str], signals: Collection[str]) -> Compiled:
    statement = Rule.parser.parse(text, _context(tuple((fact.name, fact.type) for fact in facts_by_name().values())))
    builder = Builder(frozenset(banks), frozenset(signals))
    run = builder.truth(statement.expression)
    if not builder.facts and not builder.banks and not builder.signals:
        raise Mismatch("no_fact")
    return Compiled(run, frozenset(builder.facts), frozenset(builder.banks), frozenset(builder.signals))


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


def _at(
    text: str, tokens: list[Token], known: tuple[Collection[str], Collection[str]], error: ExpressionError
) -> ExpressionError:
    """The same error at the smallest part of the text that has it."""

    def is_wrong(part: list[Token]) -> bool:
        try:
            _built(text[part[0].start : part[-1].end], *known)
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
