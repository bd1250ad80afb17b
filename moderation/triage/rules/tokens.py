"""Tokens of an expression with their places, and the checks before it is built."""

from __future__ import annotations

import re
from dataclasses import dataclass

from moderation.triage.rules.errors import ExpressionError

LONGEST, MOST_TOKENS, DEEPEST = 2000, 300, 20
_QUOTED = r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
# rule-engine's tokens in the order in which it tries them. Rules need comparisons, logic, arithmetic, lists and calls.
# REFUSED is the rest of its language: parts that can run long (powers, loops, regular expressions, which do not fit
# Chinese either) or reach outside the facts. A test feeds these tokens to its parser.
_KINDS = {
    "BLANK": r"[ \t\n]+",
    "REFUSED": rf"\*\*|//|<<|>>|[=!]~~?|\?\?|(?<=\S)&[.\[]|[&|^?:%{{}}]|#.*|[bdt]{_QUOTED}|\$[a-zA-Z_][a-zA-Z0-9_]*",
    "STRING": rf"[rs]?{_QUOTED}",
    "SYMBOL": r"[a-zA-Z_][a-zA-Z0-9_]*",
    "FLOAT": r"0(?:b[01]+|o[0-7]+|x[0-9a-fA-F]+)|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?",
    "ATTR": r"(?<=\S)\.(?=[a-zA-Z_])",
    "EQ": "==", "NE": "!=", "LE": "<=", "GE": ">=", "LT": "<", "GT": ">",
    "ADD": r"\+", "SUB": "-", "MUL": r"\*", "TDIV": "/", "COMMA": ",",
    "LPAREN": r"\(", "RPAREN": r"\)", "LBRACKET": r"\[", "RBRACKET": r"\]",
}  # fmt: skip
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()))
_RESERVED = {word: word.upper() for word in ("and", "or", "not", "in", "true", "false", "null")}
_RESERVED |= dict.fromkeys(("for", "if", "elif", "else", "while", "inf", "nan"), "REFUSED")


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `type` is the engine's name, `start:end` its place in the text."""

    type: str
    text: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """All tokens. Raises ExpressionError for a text that is empty, too long, too deep, or outside the language."""
    if not text.strip():
        raise ExpressionError("empty")
    if len(text) > LONGEST:
        raise ExpressionError("too_long", LONGEST, len(text), most=LONGEST, length=len(text))
    found: list[Token] = []
    depth = 0
    end = 0
    while end < len(text):
        start = end
        match = _TOKEN.match(text, start)
        if match is None:
            raise ExpressionError("syntax", start, found=text[start])
        word, end = match.group(), match.end()
        kind = _RESERVED.get(word, str(match.lastgroup))
        if kind == "BLANK":
            continue
        if kind == "REFUSED":
            raise ExpressionError("not_allowed", start, end, found=word)
        depth += {"LPAREN": 1, "LBRACKET": 1, "RPAREN": -1, "RBRACKET": -1}.get(kind, 0)
        found.append(Token(kind, word, start, end))
        if depth > DEEPEST or len(found) > MOST_TOKENS:
            raise ExpressionError("too_deep", start, end, most=DEEPEST)
    return found


def name_at(tokens: list[Token], wanted: str, *, attribute: bool) -> tuple[str, int, int]:
    """The whole dotted name that `wanted` is a part of, and its place."""
    for place, token in enumerate(tokens):
        after_dot = place > 0 and tokens[place - 1].type == "ATTR"
        if token.type == "SYMBOL" and token.text == wanted and after_dot == attribute:
            first = last = place
            while first > 1 and tokens[first - 1].type == "ATTR" and tokens[first - 2].type == "SYMBOL":
                first -= 2
            while last + 2 < len(tokens) and tokens[last + 1].type == "ATTR" and tokens[last + 2].type == "SYMBOL":
                last += 2
            name = "".join(token.text for token in tokens[first : last + 1])
            return name, tokens[first].start, tokens[last].end
    return wanted, 0, 1
