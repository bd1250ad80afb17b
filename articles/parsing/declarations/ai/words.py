"""The words of statements about AI (`words.json`) and the split of a clause into them.

A clause whose letters are not all known words has no tokens, so that one strange word makes it prose.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

_IDLE = frozenset(" :|/=·-_+&'’—~@《》")
MAKERS = frozenset(("agents", "models", "word_models"))
_NUMBERS = frozenset(("numbers",))
_VERSION = frozenset(("versions",))
_NUMBER = re.compile(r"[0-9]{1,3}%")
# What follows a model's name: 4o, r1, 3.5, pro.
_VERSION_WORD = re.compile(
    r"(?:[a-z.]{0,8}[0-9][a-z0-9.]{0,8}|pro|plus|max|mini|turbo|ultra|flash|xl|sonnet|opus|haiku|chat|lite|"
    r"preview)(?![a-z0-9])"
)


@dataclass(frozen=True, slots=True)
class Words:
    roles: dict[str, frozenset[str]]
    longest: int
    naming: re.Pattern[str]
    quoted: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    text: str
    roles: frozenset[str]


def tokens_of(clause: str) -> list[Token] | None:
    """Split a clause into known words, the longest first; None when something else stands in it."""
    known = words()
    path = _path(clause, known)
    if path is None:
        return None
    found: list[Token] = []
    for at, end in pairwise(path):
        text = clause[at:end]
        if text not in _IDLE:
            found.append(Token(at, text, known.roles.get(text) or (_NUMBERS if text.endswith("%") else _VERSION)))
    if any("versions" in token.roles and not _is_beside_maker(found, at) for at, token in enumerate(found)):
        return None
    return found


def _path(clause: str, known: Words) -> list[int] | None:
    """Return where known words begin and the last one ends, longer words first; None where they do not fill it."""
    path, last = [0], len(clause)
    open_ends = [_ends_of_words(clause, 0, known)] if clause else []
    dead: set[int] = set()  # places from which no words lead to the end
    while open_ends:
        end = next((end for end in open_ends[-1] if end not in dead), None)
        if end is None:
            dead.add(path.pop())
            open_ends.pop()
        else:
            path.append(end)
            if end == last:
                break
            open_ends.append(_ends_of_words(clause, end, known))
    return path or None


def _ends_of_words(clause: str, at: int, known: Words) -> Iterator[int]:
    if at and _is_latin(clause[at]) and _is_latin(clause[at - 1]):
        if clause[at].isdigit() and not clause[at - 1].isdigit() and (version := _VERSION_WORD.match(clause, at)):
            yield version.end()  # the 4 of gpt4
        return
    for length in range(min(known.longest, len(clause) - at), 0, -1):
        end = at + length
        if clause[at:end] in known.roles and not (
            end < len(clause) and _is_latin(clause[end - 1]) and clause[end].isalpha() and _is_latin(clause[end])
        ):
            yield end
    if clause[at] in _IDLE:
        yield at + 1
    if version := _VERSION_WORD.match(clause, at):
        yield version.end()
    if number := _NUMBER.match(clause, at):
        yield number.end()


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_beside_maker(tokens: list[Token], at: int) -> bool:
    near = tokens[max(0, at - 2) : at] + tokens[at + 1 : at + 2]
    return any(token.roles & (MAKERS | {"kinds"}) for token in near)


def plain(text: str) -> str:
    """Lower case, with the quotes around the name of a model blanked: 由“豆包”生成. Places stay."""
    lower = "".join([one if len(one) == 1 else char for char in text for one in (char.lower(),)])
    lower = lower.replace("a.i.", "ai  ")
    return words().quoted.sub(lambda match: f" {match[1]} ", lower)


def _from_edge(name: str) -> str:
    """The pattern of a name, behind no other letter if it is Latin; looked at behind the first, by which `re` skips."""
    return f"{name[0]}(?<![a-z].){name[1:]}" if name[0].isascii() else name


@cache
def words() -> Words:
    data = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
    roles: dict[str, set[str]] = {}
    for role, listed in data.items():
        for word in listed if role not in ("_about", "models") else ():
            roles.setdefault(word, set()).add(role)
    for model in data["models"]:
        for name in (model["name"], *model.get("aliases", ())):
            roles.setdefault(name.lower(), set()).add("word_models" if model.get("is_word") else "models")
    for word in list(roles):
        if roles[word] & {"bare_verbs", "topic_verbs"}:
            roles[word] |= {"verbs"} if "bare_verbs" in roles[word] else set()
    makers = sorted((word for word, known in roles.items() if known & MAKERS), key=len, reverse=True)
    names = "|".join(f"{re.escape(word)}{'(?![a-z])' if word[-1].isascii() else ''}" for word in makers)
    return Words(
        {word: frozenset(known) for word, known in roles.items()},
        max(map(len, roles)),
        re.compile("|".join(map(_from_edge, names.split("|")))),
        re.compile(rf"[“\"《(]({names})[”\"》)]"),
    )
