"""Citation rings: accounts that credit one another for one story, so that none of them vouches for it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from articles.provenance.lineage.components import strongly_connected

LONGEST = 5  # accounts per ring
MOST_CIRCLES = 20  # rings per story
MOST_ACCOUNTS = 200  # accounts per story


@dataclass(frozen=True, slots=True)
class Telling:
    """An article that tells the story, and the account that published it."""

    article: int
    source: int
    name: str


@dataclass(frozen=True, slots=True)
class Circle:
    """A ring: each account credits the next, the last one the first.

    `sources` start with the lowest id, `accounts` are their names. `articles` are those that credit the next account;
    `outside`: one of these also credits an account outside the ring.
    """

    sources: tuple[int, ...]
    accounts: tuple[str, ...]
    articles: tuple[int, ...]
    outside: bool


def find_circles(tellings: Iterable[Telling], citations: Mapping[int, Collection[int | None]]) -> tuple[Circle, ...]:
    """Find the citation rings in one story, at most MOST_CIRCLES, in the order of their lowest source.

    `tellings` are articles of accounts that are connected by shared text; leave out outlets, which credit each other
    every day. `citations` gives the credited sources of each article; None is a named source that is unknown.

    - A ring has 2 to LONGEST accounts; an account that credits itself does not count as one.
    - Of several rings through an account only the shortest counts, and a member of a ring starts no other. (The number
      of all rings grows exponentially.)
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
    """Return the shortest path from the account along credits back to it, lowest id first; empty beyond LONGEST."""
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
