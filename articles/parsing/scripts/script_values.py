"""Values that a page's own scripts assign, read from the source text; no script is ever run.

Object literals are read like JSON, but with the liberties of scripts: bare names, both quotes, calls around strings
(`JsDecode('…')`), arithmetic (`'8' * 1`), alternatives (`"" || "…"`, `a ? '' : '…'`), comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from articles.parsing.scripts.embedded import unescape_script

_STRING = r"'([^'\\\n]*+(?:\\.[^'\\\n]*+)*+)'|\"([^\"\\\n]*+(?:\\.[^\"\\\n]*+)*+)\""
_TOKEN = re.compile(rf"{_STRING}|(-?\d[\w.]*)|([A-Za-z_$][\w$]*)|(//[^\n]*+)|(/\*)|([^\s\w])", re.DOTALL)
_LITERALS = {"true": True, "false": False, "null": None, "undefined": None}
_SIGN = re.compile(r"\s{0,4}=(?!=)")
_MOST_TOKENS, _DEEPEST, _MOST_FOUND = 50_000, 60, 40
_LONGEST_STATEMENT = 60  # tokens


def read_literal(text: str, start: int) -> Any:
    """Read the object or list that opens at `text[start]`; what was read before a fault counts."""
    opening = text[start : start + 1]
    reader = _Reader(_Frame({} if opening == "{" else []))
    reader.read(text, start + 1)
    return reader.root


def read_members(text: str, start: int) -> dict[str, Any]:
    """Read the members of an object whose first name stands at `text[start]`, as far as they go."""
    reader = _Reader(_Frame({}))
    reader.read(text, start)
    return dict(reader.root)


def assigned(text: str, name: str, owners: tuple[str, ...] = ("window",)) -> str | None:
    """Find the first non-empty string that scripts assign to a variable `name`, or to it as a member of `owners`.

    `var ct = "…"`, `window.ct = x || '…'`, `d.nick_name = (xml ? f('…') : '…')`. Members of other objects do not count.
    """
    at = text.find(name)
    for _ in range(_MOST_FOUND):
        if at < 0:
            return None
        end = at + len(name)
        if text[end : end + 1] in {" ", "="} and _is_own(text[max(0, at - 40) : at], owners):
            value = _value_at(text, end)
            if value:
                return value
        at = text.find(name, end)
    return None


def _is_own(before: str, owners: tuple[str, ...]) -> bool:
    """Whether the text before a name makes it a variable, or a member of one of `owners`."""
    last = before[-1:]
    if last != ".":
        return not _is_word(last) and last not in {"'", '"'}
    owner = next((one for one in owners if before.endswith(f"{one}.")), None)
    above = before[: -len(owner) - 1][-1:] if owner else "."
    return above != "." and not _is_word(above)


def _is_word(character: str) -> bool:
    return character.isalnum() or character in {"_", "$"}


def _value_at(text: str, position: int) -> str | None:
    """Read the value of the assignment whose sign stands at `position`, up to the end of the statement."""
    sign = _SIGN.match(text, position)
    if sign is None:
        return None
    reader = _Reader(_Frame({}, key="value"))
    reader.read(text, sign.end(), is_statement=True)
    value = reader.root.get("value")
    return value.strip() if isinstance(value, str) else None


@dataclass
class _Frame:
    """An open container with the member that is being read."""

    holder: Any
    key: str | None = None
    value: Any = None
    name: str | None = None  # what may become the key
    parentheses: int = 0

    def commit(self) -> None:
        if isinstance(self.holder, list):
            if self.value is not None:
                self.holder.append(self.value)
        elif self.key is not None:
            self.holder[self.key] = self.value
        self.key = self.value = self.name = None
        self.parentheses = 0


@dataclass
class _Reader:
    root_frame: _Frame
    stack: list[_Frame] = field(default_factory=list)

    @property
    def root(self) -> Any:
        return self.root_frame.holder

    def read(self, text: str, position: int, *, is_statement: bool = False) -> None:
        self.stack = [self.root_frame]
        for token in _tokens(text, position, _LONGEST_STATEMENT if is_statement else _MOST_TOKENS):
            if is_statement and len(self.stack) == 1 and _ends_statement(text, position, token, self.root_frame):
                break
            if not self._take(token):
                break
            position = token.end()
        for frame in reversed(self.stack):  # a fault or the end of the text: keep what is open
            frame.commit()

    def _take(self, token: re.Match[str]) -> bool:
        """Handle a token; return whether to go on."""
        frame = self.stack[-1]
        single, double, number, name, _, _, sign = token.groups()
        if single is not None or double is not None:
            self._scalar(
                frame, unescape_script(single if single is not None else double), is_name=frame.parentheses == 0
            )
        elif number is not None:
            self._scalar(frame, number, is_name=False)
        elif name is not None:
            if frame.key is None and isinstance(frame.holder, dict):
                frame.name = name
            elif name in _LITERALS and frame.value is None:
                frame.value = _LITERALS[name]
        elif sign is not None:
            return self._sign(frame, sign)
        return True

    def _scalar(self, frame: _Frame, value: str, *, is_name: bool) -> None:
        if frame.key is None and isinstance(frame.holder, dict):
            frame.name = value if is_name else frame.name
        elif frame.value in (None, ""):
            frame.value = value

    def _sign(self, frame: _Frame, sign: str) -> bool:
        if sign in "{[":
            if len(self.stack) > _DEEPEST:
                return False
            self.stack.append(_Frame({} if sign == "{" else []))
        elif sign in "}]":
            frame.commit()
            if len(self.stack) == 1:
                return False
            self.stack.pop()
            outer = self.stack[-1]
            if outer.value in (None, ""):
                outer.value = frame.holder
        elif sign == "(":
            frame.parentheses += 1
        elif sign == ")":
            frame.parentheses -= 1
        elif sign == ":":
            if frame.key is None:
                frame.key, frame.name = frame.name, None
            else:
                frame.value = None  # the last alternative of a condition counts
        elif sign in ",;" and frame.parentheses <= 0:
            frame.commit()
        return True


def _ends_statement(text: str, last: int, token: re.Match[str], frame: _Frame) -> bool:
    """Whether a token comes after a statement: behind its mark, or as a name on a new line."""
    if token[7]:
        return token[7] in ",;" and frame.parentheses <= 0
    return bool(token[4]) and "\n" in text[last : token.start()]


def _tokens(text: str, position: int, most: int) -> Iterator[re.Match[str]]:
    for _ in range(most):
        token = _TOKEN.search(text, position)
        if token is None or token.group() in {"'", '"'}:  # a string that never ends
            return
        position = token.end()
        if token[6]:
            position = text.find("*/", position) + 2
            if position < 2:
                return
        yield token
