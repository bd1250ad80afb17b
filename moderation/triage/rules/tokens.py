"""The words of an expression with their places, and what is refused before anything is built of them."""

from __future__ import annotations

from dataclasses import dataclass

from rule_engine import Rule
from rule_engine.errors import EngineError

from moderation.triage.rules.errors import ExpressionError

LONGEST, MOST_TOKENS, DEEPEST = 2000, 300, 20
# Comparisons, logic, arithmetic, lists and calls are all a rule needs. Whatever can run long (powers, loops, regular
# expressions, which do not know Chinese either) or reach outside the facts is left out.
_ALLOWED = frozenset(
    {
        *("AND", "OR", "NOT", "IN", "EQ", "NE", "GT", "GE", "LT", "LE", "ADD", "SUB", "MUL", "TDIV"),
        *("LPAREN", "RPAREN", "LBRACKET", "RBRACKET", "COMMA", "ATTR", "SYMBOL", "STRING", "FLOAT"),
        *("TRUE", "FALSE", "NULL"),
    }
)


@dataclass(frozen=True, slots=True)
class Token:
    """`type` is the engine's name of it; it stands at `start:end` of the text."""

    type: str
    text: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """All tokens. Raises ExpressionError for what is empty, too long, too deep, or no part of the language."""
    if not text.strip():
        raise ExpressionError("empty")
    if len(text) > LONGEST:
        raise ExpressionError("too_long", LONGEST, len(text), most=LONGEST, length=len(text))
    lexer = Rule.parser._lexer.clone()
    lexer.input(text)
    found: list[Token] = []
    depth = 0
    while True:
        start = lexer.lexpos
        try:
            token = lexer.token()
        except EngineError as error:
            at = getattr(getattr(error, "token", None), "lexpos", start)
            raise ExpressionError("syntax", at, found=text[at : at + 1]) from None
        if token is None:
            return found
        end = lexer.lexpos
        word = text[token.lexpos : end]
        if token.type not in _ALLOWED or word.startswith("$"):
            raise ExpressionError("not_allowed", token.lexpos, end, found=word)
        depth += {"LPAREN": 1, "LBRACKET": 1, "RPAREN": -1, "RBRACKET": -1}.get(token.type, 0)
        if depth > DEEPEST:
            raise ExpressionError("too_deep", token.lexpos, end, most=DEEPEST)
        found.append(Token(token.type, word, token.lexpos, end))
        if len(found) > MOST_TOKENS:
            raise ExpressionError("too_deep", token.lexpos, end, most=DEEPEST)


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
