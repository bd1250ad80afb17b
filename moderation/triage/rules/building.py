"""Turns rule-engine's tree into closures over a `Subject`. Unknown is None, and stays None (Kleene)."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from rule_engine import ast

from articles.text.search_folding import fold_for_search
from moderation.triage.rules.catalogue import OF_SCORERS, OF_TEXT, Fact, Type, facts_by_name
from moderation.triage.rules.subject import Subject, Value

Run = Callable[[Subject], Any]
_ORDERED = {"gt": operator.gt, "ge": operator.ge, "lt": operator.lt, "le": operator.le}
_ARITHMETIC = {"add": operator.add, "sub": operator.sub, "mul": operator.mul, "tdiv": operator.truediv}


class Mismatch(Exception):
    """A part of the wrong type; `code` and `values` as in ExpressionError."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Builder:
    """Builds one expression, and records the facts, banks and scorers outside that it uses."""

    def __init__(self, known_banks: frozenset[str], known_signals: frozenset[str] = frozenset()) -> None:
        self._known_banks, self._known_signals = known_banks, known_signals
        self.facts: set[str] = set()
        self.banks: set[str] = set()
        self.signals: set[str] = set()

    def truth(self, node: Any) -> Run:
        """A part that is true, false or unknown. Raises Mismatch for a number or a text."""
        if isinstance(node, ast.BooleanExpression):
            value = bool(node.value)
            return lambda subject: value
        if isinstance(node, ast.LogicExpression):
            return self._logic(node)
        if isinstance(node, ast.UnaryExpression) and node.type == "not":
            inner = self.truth(node.right)
            return lambda subject: None if (found := inner(subject)) is None else not found
        if isinstance(node, ast.ArithmeticComparisonExpression):
            return self._ordered(node)
        if isinstance(node, ast.ComparisonExpression) and node.type in ("eq", "ne"):
            return self._equal(node)
        if isinstance(node, ast.ContainsExpression):
            return self._contains(node)
        fact = self._fact(node)
        if fact is not None and fact.type == Type.TRUTH:
            return self._value(fact)
        raise Mismatch("not_truth")

    def _logic(self, node: Any) -> Run:
        left, right = self.truth(node.left), self.truth(node.right)
        decides: bool = node.type == "or"  # one true decides an or, one false an and

        def run(subject: Subject) -> bool | None:
            one: bool | None = left(subject)
            if one is decides:
                return one
            other: bool | None = right(subject)
            if other is decides:
                return other
            return None if one is None or other is None else not decides

        return run

    def _ordered(self, node: Any) -> Run:
        left, right, compare = self.number(node.left), self.number(node.right), _ORDERED[node.type]

        def run(subject: Subject) -> bool | None:
            one, other = left(subject), right(subject)
            return None if one is None or other is None else compare(one, other)

        return run

    def number(self, node: Any) -> Run:
        """A part that is a number. Raises Mismatch."""
        if isinstance(node, ast.FloatExpression):
            value = float(node.value)
            return lambda subject: value
        if isinstance(node, ast.UnaryExpression) and node.type == "uminus":
            inner = self.number(node.right)
            return lambda subject: None if (found := inner(subject)) is None else -found
        if isinstance(node, ast.FunctionCallExpression):
            return self._call(node)
        if getattr(node, "type", None) in _ARITHMETIC:
            if node.type == "tdiv" and isinstance(node.right, ast.FloatExpression) and not node.right.value:
                raise Mismatch("divides_by_zero")
            left, right, act = self.number(node.left), self.number(node.right), _ARITHMETIC[node.type]
            return lambda s: None if (a := left(s)) is None or (b := right(s)) is None else act(a, b)
        fact = self._fact(node)
        if fact is None or fact.type != Type.NUMBER:
            raise Mismatch("types_differ")
        return self._value(fact)

    def _call(self, node: Any) -> Run:
        function = node.function.name
        argument = node.arguments[0]
        if function in OF_SCORERS:
            return self._signal(argument)
        if not isinstance(argument, ast.StringExpression):
            raise Mismatch("bank_literal")
        bank = str(argument.value)
        if bank not in self._known_banks:
            raise Mismatch("unknown_bank", found=bank, known=sorted(self._known_banks))
        self.banks.add(bank)
        return (lambda s: s.headline_hits(bank)) if function == "headline_hits" else (lambda s: s.hits(bank))

    def _signal(self, argument: Any) -> Run:
        if not isinstance(argument, ast.StringExpression):
            raise Mismatch("signal_literal")
        scorer = str(argument.value)
        if scorer not in self._known_signals:
            raise Mismatch("unknown_signal", found=scorer, known=sorted(self._known_signals))
        self.signals.add(scorer)
        return lambda subject: subject.signal(scorer)

    def _equal(self, node: Any) -> Run:
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(other, ast.NullExpression):
                value, wanted = self._any(one), node.type == "eq"
                return lambda subject: (value(subject) is None) is wanted
        if (fact := self._fact(node.left) or self._fact(node.right)) and fact.type in (Type.TEXT, Type.WORD):
            left, right = self._text(node.left, fact), self._text(node.right, fact)
        elif fact and fact.type == Type.WORDS:
            raise Mismatch("types_differ")
        else:
            left, right = self.number(node.left), self.number(node.right)
        compare = operator.eq if node.type == "eq" else operator.ne
        return lambda s: None if (a := left(s)) is None or (b := right(s)) is None else compare(a, b)

    def _contains(self, node: Any) -> Run:
        container = node.container
        if isinstance(container, ast.ArrayExpression):
            return self._one_of(node.member, container)
        fact = self._fact(container)
        if fact is None or fact.type not in (Type.TEXT, Type.WORDS):
            raise Mismatch("types_differ")
        member, whole = self._text(node.member, fact), self._value(fact)
        if fact.type == Type.WORDS:
            return lambda s: None if (a := member(s)) is None or (b := whole(s)) is None else a in b

        def run(subject: Subject) -> bool | None:
            subject.check_time()  # a search in a long text may take time
            part, text = member(subject), whole(subject)
            return None if part is None or text is None else part in text

        return run

    def _one_of(self, member: Any, container: Any) -> Run:
        fact = self._fact(member)
        if any(not isinstance(item, ast.StringExpression | ast.FloatExpression) for item in container.value):
            raise Mismatch("list_literal")
        if fact is not None and fact.type in (Type.TEXT, Type.WORD):
            run = self._text(member, fact)
            values: frozenset[str | float] = frozenset(self._literal(item, fact) for item in container.value)
        else:
            run = self.number(member)
            if any(isinstance(item, ast.StringExpression) for item in container.value):
                raise Mismatch("types_differ")
            values = frozenset(float(item.value) for item in container.value)
        return lambda subject: None if (found := run(subject)) is None else found in values

    def _text(self, node: Any, beside: Fact) -> Run:
        """A text or word, folded as `beside`, the fact it is compared with."""
        if isinstance(node, ast.StringExpression):
            value = self._literal(node, beside)
            return lambda subject: value
        fact = self._fact(node)
        if fact is None or fact.type not in (Type.TEXT, Type.WORD):
            raise Mismatch("types_differ")
        return self._value(fact)

    def _literal(self, node: Any, beside: Fact) -> str:
        if not isinstance(node, ast.StringExpression):
            raise Mismatch("types_differ")
        value = str(node.value)
        if beside.type == Type.TEXT:
            return fold_for_search(value).text
        if beside.words and value not in beside.words:
            raise Mismatch("unknown_word", found=value, fact=beside.name, known=beside.words)
        return value

    def _any(self, node: Any) -> Run:
        fact = self._fact(node)
        return self._value(fact) if fact is not None else self.number(node)

    def _fact(self, node: Any) -> Fact | None:
        if isinstance(node, ast.GetAttributeExpression) and isinstance(node.object, ast.SymbolExpression):
            return facts_by_name().get(f"{node.object.name}.{node.name}")
        return facts_by_name().get(node.name) if isinstance(node, ast.SymbolExpression) else None

    def _value(self, fact: Fact) -> Run:
        name = fact.name
        self.facts.add(name)
        if name in OF_TEXT:
            return lambda subject: subject.text(name)

        def run(subject: Subject) -> Value:
            return subject.facts[name]

        return run
