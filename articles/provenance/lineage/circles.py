"""Accounts that credit one another for one story, so that nobody in the circle vouches for it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from articles.provenance.lineage.components import strongly_connected

LONGEST = 5  # accounts in a circle
MOST_CIRCLES = 20  # of one story
MOST_ACCOUNTS = 200  # of one story


@dataclass(frozen=True, slots=True)
class Telling:
    """An article that tells the story, and the account that published it."""

    article: int
    source: int
    name: str


@dataclass(frozen=True, slots=True)
class Circle:
    """Each account credits the next, the last one the first; `sources` begin with the lowest id, `accounts` name them.

    `articles` are those that credit the next account. `outside`: one of these also credits somebody else.
    """

    sources: tuple[int, ...]
    accounts: tuple[str, ...]
    articles: tuple[int, ...]
    outside: bool


def find_circles(tellings: Iterable[Telling], citations: Mapping[int, Collection[int | None]]) -> tuple[Circle, ...]:
    """The circles of accounts in one story, at most MOST_CIRCLES, in the order of their lowest source.

    `tellings` are articles that hang together by shared text, of accounts: leave out outlets, which credit each other
    every day. `citations` gives for each article the sources it credits; None is somebody named who is not known.

    - A circle has 2 to LONGEST accounts: crediting oneself is none.
    - Of several ways round, the shortest; an account that is in a circle starts no other. (All ways round may be more
      than can be listed: their number grows exponentially.)
    """
    told: dict[int, list[Telling]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda each: (each.source, each.article)):
        if telling.source in told or len(told) < MOST_ACCOUNTS:
            told[telling.source].append(telling)
    credited = {
        source: sorted({cited for each in own for cited in citations.get(each.article, ()) if cited in told} - {source})
        for source, own in told.items()
    }
    found: list[Circle] = []
    in_circle: set[int] = set()
    for members in strongly_connected(credited):
        among = set(members)
        within = {source: [each for each in credited[source] if each in among] for source in members}
        for source in members if len(members) > 1 else ():
            way = () if source in in_circle or len(found) >= MOST_CIRCLES else _way_round(source, within)
            if way:
                in_circle.update(way)
                found.append(_circle(way, told, citations))
    return tuple(sorted(found, key=lambda circle: circle.sources))


def _way_round(source: int, credited: Mapping[int, Collection[int]]) -> tuple[int, ...]:
    """The shortest way from the account over those it credits back to it, from the lowest id; empty beyond LONGEST."""
    before = {source: source}
    queue = deque([(source, 1)])
    while queue:
        node, length = queue.popleft()
        for cited in credited[node]:
            if cited == source:
                way = [node]
                while way[-1] != source:
                    way.append(before[way[-1]])
                way.reverse()
                lowest = way.index(min(way))
                return (*way[lowest:], *way[:lowest])
            if cited not in before and length < LONGEST:
                before[cited] = node
                queue.append((cited, length + 1))
    return ()


def _circle(
    way: tuple[int, ...], told: Mapping[int, list[Telling]], citations: Mapping[int, Collection[int | None]]
) -> Circle:
    pairs = zip(way, (*way[1:], way[0]), strict=True)
    articles = [
        each.article for source, cited in pairs for each in told[source] if cited in citations.get(each.article, ())
    ]
    return Circle(
        sources=way,
        accounts=tuple(told[source][0].name for source in way),
        articles=tuple(articles),
        outside=any(cited not in way for article in articles for cited in citations[article]),
    )
