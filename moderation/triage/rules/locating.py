"""Locates an error in an expression by its smallest wrong part."""

from __future__ import annotations

from collections.abc import Callable

from moderation.triage.rules.tokens import Token

_OPEN, _CLOSED = ("LPAREN", "LBRACKET"), ("RPAREN", "RBRACKET")


def smallest(tokens: list[Token], is_wrong: Callable[[list[Token]], bool]) -> list[Token]:
    """The smallest group of tokens, down through or, and, not and brackets, for which `is_wrong` holds."""
    for separator in ("OR", "AND"):
        parts = _split(tokens, separator)
        if len(parts) > 1:
            return next((smallest(part, is_wrong) for part in parts if part and is_wrong(part)), tokens)
    inner = tokens[1:] if tokens[0].type == "NOT" else tokens[1:-1] if _is_group(tokens) else []
    return smallest(inner, is_wrong) if inner and is_wrong(inner) else tokens


def _split(tokens: list[Token], separator: str) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.type in _OPEN) - (token.type in _CLOSED)
        if token.type == separator and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _is_group(tokens: list[Token]) -> bool:
    """Whether one pair of brackets encloses all tokens."""
    depth = 0
    for place, token in enumerate(tokens):
        depth += (token.type in _OPEN) - (token.type in _CLOSED)
        if depth == 0:
            return token.type == "RPAREN" and place == len(tokens) - 1
    return False
