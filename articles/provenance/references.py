"""Which reference backs which attribution. First stage: by name alone; date and headline overlap are for later."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from articles.parsing.extracted import ExtractedReference
from articles.provenance.attribution import NAMED, Attribution
from articles.provenance.folding import fold
from articles.provenance.lexicons import lexicon, one_of

_NOT_NAME = re.compile(r"[\s《》“”\"'·()\[\]【】]+")
_CHANNEL = re.compile(
    one_of(
        [
            "官方微博",
            "官方账号",
            "微信公众号",
            "公众号",
            "新闻客户端",
            "客户端",
            "微博",
            "微信",
            "官网",
            "特约记者",
            "记者",
        ]
    )
    + "$"
)
_MOST_REFERENCES, _MOST_NAMES = 200, 500  # no honest article has as many; keeps the pairing from growing as a square
_SHORTEST = 3  # a shorter name is contained in too many others


@dataclass(frozen=True, slots=True)
class ReferenceMatch:
    """`attribution` and `reference` are positions in the two lists; `name` is what they share, in normal form.

    `by`: ``outlet`` (the reference's outlet, or another name of it, is who is credited) or ``headline`` (the
    reference's headline names who is credited).
    """

    attribution: int
    reference: int
    by: str
    name: str


def match_references(
    attributions: Sequence[Attribution], references: Sequence[ExtractedReference]
) -> list[ReferenceMatch]:
    """At most one match an attribution: the first reference whose outlet fits, else the first whose headline does.

    Names are compared without case, width, brackets, spaces and channel (新华社客户端), with the aliases of
    `data/outlets.json`; of two names one must contain the other. Attributions without a name match nothing.
    """
    known = [(_names(each.outlet or ""), _normal(each.headline)) for each in references[:_MOST_REFERENCES]]
    named = [(position, each.who) for position, each in enumerate(attributions) if each.kind in NAMED]
    distinct = list(dict.fromkeys(who for _, who in named))[:_MOST_NAMES]
    backed = {who: found for who in distinct if (found := _match(_names(who), known))}
    return [ReferenceMatch(position, *backed[who]) for position, who in named if who in backed]


def _match(names: frozenset[str], known: Sequence[tuple[frozenset[str], str]]) -> tuple[int, str, str] | None:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    for reference, (outlet_names, _) in enumerate(known):
        for name in longest_first:
            if any(_same(name, other) for other in outlet_names):
                return reference, "outlet", name
    for reference, (_, headline) in enumerate(known):
        for name in longest_first:
            if len(name) >= _SHORTEST and name in headline:
                return reference, "headline", name
    return None


def _same(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _SHORTEST and shorter in longer)


def _names(name: str) -> frozenset[str]:
    """The name in normal form and, when an outlet we know is in it, that outlet's other names."""
    normal = _normal(name)
    if not normal:
        return frozenset()
    return frozenset({normal}.union(*(group for alias, group in _aliases().items() if _same(alias, normal))))


@cache
def _aliases() -> dict[str, frozenset[str]]:
    groups = [frozenset(map(_normal, names)) for names in lexicon("outlets")["outlets"]]
    return {alias: group for group in groups for alias in group}


def _normal(name: str) -> str:
    return _CHANNEL.sub("", _NOT_NAME.sub("", fold(name)).casefold())
