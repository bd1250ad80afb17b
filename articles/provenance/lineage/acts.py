"""Acts between sources in a window: reuse and citation, counted by the acting and by the affected account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from articles.provenance.lineage.links import Link

Pair = tuple[int, int]

LEAST_ACTS = 3  # acts between two accounts in the window that make a tie
INSIDE = 0.6  # least share of a member's own acts that stay inside its group: "mostly"
TAKEN_INSIDE = 0.2  # least share of the acts on a member that come from members; below it, everybody takes from it
MOST_TIES = 20_000


class Acts:
    """The acts of a window; an act is one article's reuse or citation. Acts on `outlets` count, but make no ties."""

    def __init__(self, links: Iterable[Link], outlets: Collection[int]) -> None:
        self.links = {(each.source, each.other): each for each in links if each.source != each.other}
        self.accounts = {account for pair in self.links for account in pair}
        self._outlets = frozenset(outlets)
        self._by: dict[int, dict[int, int]] = defaultdict(dict)
        self._of: dict[int, dict[int, int]] = defaultdict(dict)
        for (source, other), link in self.links.items():
            self._by[source][other] = self._of[other][source] = link.reused + link.cited
        self._own = {account: sum(acts.values()) for account, acts in self._by.items()}
        self._taken = {account: sum(acts.values()) for account, acts in self._of.items()}

    def ties(self) -> list[Pair]:
        """List pairs with at least LEAST_ACTS acts in either direction, the lower id first."""
        between: dict[Pair, int] = defaultdict(int)
        for (source, other), link in self.links.items():
            between[min(source, other), max(source, other)] += link.reused + link.cited
        return self._strongest(between)

    def citing(self) -> list[Pair]:
        """List (citing, cited) pairs with at least LEAST_ACTS citations."""
        return self._strongest({pair: link.cited for pair, link in self.links.items()})

    def _strongest(self, counts: Mapping[Pair, int]) -> list[Pair]:
        found = [pair for pair, count in counts.items() if count >= LEAST_ACTS and self._outlets.isdisjoint(pair)]
        return sorted(found, key=lambda pair: (-counts[pair], pair))[:MOST_TIES]

    def fitting(self, community: Collection[int]) -> set[int]:
        """Return the largest part of the community in which every member fits; independent of the order of checks."""
        members, ask = set(community), list(community)
        while ask:
            account = ask.pop()
            if account in members and not self._fits(account, members):
                members.remove(account)
                ask += members & (self._by[account].keys() | self._of[account].keys())
        return members

    def _fits(self, account: int, members: set[int]) -> bool:
        own, taken = self._own.get(account, 0), self._taken.get(account, 0)
        taken_inside = _sum(self._of[account], members)
        if own < LEAST_ACTS:
            return taken_inside >= INSIDE * taken
        return _sum(self._by[account], members) >= INSIDE * own and taken_inside >= TAKEN_INSIDE * taken

    def inside(self, members: Collection[int]) -> tuple[list[Link], float]:
        """Return the links among the members, strongest first, and their share of all acts of the members."""
        among = set(members)
        links = [self.links[source, other] for source in members for other in among & self._by[source].keys()]
        links.sort(key=lambda link: (-link.reused - link.cited, link.source, link.other))
        total = sum(self._own.get(member, 0) for member in members)
        return links, sum(link.reused + link.cited for link in links) / max(total, 1)


def _sum(acts: Mapping[int, int], members: set[int]) -> int:
    return sum(acts[other] for other in members & acts.keys())
