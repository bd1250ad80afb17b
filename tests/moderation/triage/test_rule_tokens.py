"""Tokens: rule-engine's parser reads the same tree from our tokens as from the text."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_engine import Context, Rule
from rule_engine.ast import ASTNodeBase
from rule_engine.errors import EngineError, RuleSyntaxError

from moderation.triage.rules.catalogue import FUNCTIONS, facts
from moderation.triage.rules.errors import ExpressionError
from moderation.triage.rules.tokens import tokens_of

RULES_PAGE = (Path(__file__).parents[3] / "docs" / "rules.md").read_text(encoding="utf-8")
DOCUMENTED = [block for block in re.findall(r"```\n(.*?)\n```", RULES_PAGE, re.DOTALL) if "▶" not in block]
EXPRESSIONS = [
    *(entry.example for entry in (*facts(), *FUNCTIONS)),
    *DOCUMENTED,
    '"微信" in body and not (headline_hits("诈骗") > 1 or images / 2 - 1 <= .5e1)',
    "topic in ['news', \"sport\",] and (references != null) == true",
    r's"a\"b" == r"\d" or -0x1F + 0b101 * 0o17 < 1.e+3 and false',
]


class Fed:
    """A lexer for rule-engine's parser that hands out our tokens."""

    def __init__(self, text: str) -> None:
        self._tokens = iter(tokens_of(text))

    def input(self, text: str) -> None:
        """Does nothing: the tokens exist already."""

    def token(self) -> SimpleNamespace | None:
        found = next(self._tokens, None)
        return found and SimpleNamespace(type=found.type, value=found.text, lexpos=found.start, lineno=1)


def read(text: str, **lexer: Fed) -> object:
    """The tree that rule-engine makes of a text, as plain values, or its error with the place."""
    try:
        return shape(Rule.parser.parse(text, Context(), **lexer))
    except RuleSyntaxError as error:
        return "syntax", error.token and error.token.lexpos
    except EngineError as error:
        return type(error).__name__, error.message


def shape(node: object) -> object:
    if isinstance(node, ASTNodeBase):
        names = {name for kind in type(node).__mro__ for name in getattr(kind, "__slots__", ())} | set(vars(node))
        return type(node).__name__, [(name, shape(getattr(node, name, None))) for name in sorted(names - {"context"})]
    return [shape(item) for item in node] if isinstance(node, list | tuple) else str(node)


def assert_same(text: str) -> None:
    assert read(text, lexer=Fed(text)) == read(text)


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_parser_reads_the_same_tree_from_our_tokens(text):
    tree = read(text)
    assert isinstance(tree, tuple)
    assert tree[0] == "Statement"
    assert_same(text)


def test_documentation_has_expressions():
    assert DOCUMENTED


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_tokens_and_the_blanks_between_them_are_the_text(text):
    rest = text
    for token in reversed(tokens_of(text)):
        assert text[token.start : token.end] == token.text
        assert not rest[token.end :].strip(" \t\n")
        rest = rest[: token.start]
    assert not rest.strip(" \t\n")


_words = st.sampled_from(
    [*Rule.parser.reserved_words, "topic", "flags.x", "not_in", "nullx", "True", "a1", "b", "d", "rs", "_"]
) | st.sampled_from(
    ["1", "0", "1.", ".5", "1e3", "0x1f", "0b1", "0o8", "1.5E-2", '"新"', "'a\"'", r'"\""', 'r"\\d"', 's"x"']
)
_signs = st.sampled_from([*"+-*/<>()[],.=!&|^?:%{}#$\\\"'", "==", "!=", "<=", ">=", "and", "or", "not", "in"])
_blanks = st.sampled_from(["", " ", "\t", "\n", "  "])
_pieces = st.lists(st.tuples(_words | _signs, _blanks).map("".join), max_size=14).map("".join)
_operands = st.sampled_from(["topic", "flags.x", "1.5", '"新"', "null", "true", "[1, 2]", "hits('x')", "-2"])
_accepted = st.recursive(
    _operands,
    lambda inner: (
        st.builds(
            "({}{}{})".format,
            inner,
            st.sampled_from([" and ", " or ", "\nin ", "==", "<=", "+", "*", " - ", "/"]),
            inner,
        )
        | inner.map("not {}".format)
    ),
    max_leaves=6,
)


@given(_accepted | _pieces | st.text(max_size=40))
def test_parser_reads_the_same_from_our_tokens_whatever_is_typed(text):
    try:
        tokens_of(text)
    except ExpressionError as refused:
        if refused.code == "syntax":
            assert read(text)[0] == "syntax"
    else:
        assert_same(text)


@pytest.mark.parametrize(("word", "kind"), Rule.parser.reserved_words.items())
def test_reserved_words_are_kinds_of_their_own_or_refused(word, kind):
    if word in {"for", "if", "inf", "nan"}:
        with pytest.raises(ExpressionError, match="not_allowed"):
            tokens_of(word)
    else:
        assert [token.type for token in tokens_of(word)] == [kind]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1 ** 2", "**"), ("1 // 2", "//"), ("1 % 2", "%"), ("1 << 2", "<<"), ("1 >> 2", ">>"), ("a ?? b", "??"),
        ("a =~ b", "=~"), ("a =~~ b", "=~~"), ("a !~ b", "!~"), ("a !~~ b", "!~~"), ("a & b", "&"), ("a | b", "|"),
        ("a ^ b", "^"), ("a ? b : c", "?"), ("a : b", ":"), ("{a}", "{"), ("a}", "}"), ("a&.b", "&."), ("a&[0]", "&["),
        ('b"x"', 'b"x"'), ("d'x'", "d'x'"), ('t"P1D"', 't"P1D"'), ("$now", "$now"), ("a # why", "# why"),
        ("inf", "inf"), ("nan", "nan"), ("a if b", "if"), ("a for b", "for"), ("elif", "elif"), ("else", "else"),
        ("while", "while"),
    ],
)  # fmt: skip
def test_the_rest_of_the_language_is_refused_as_a_whole(text, found):
    with pytest.raises(ExpressionError) as refused:
        tokens_of(text)
    assert (refused.value.code, refused.value.values["found"]) == ("not_allowed", found)
    assert text[refused.value.start : refused.value.end] == found
