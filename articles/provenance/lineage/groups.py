"""Accounts that mostly reuse and cite each other: account matrices, and circles that cite each other."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from articles.provenance.lineage.acts import Acts, Pair
from articles.provenance.lineage.components import strongly_connected
from articles.provenance.lineage.links import Link
from articles.provenance.lineage.triangles import triangle_communities

Kind = Literal["matrix", "circle"]
Members = tuple[int, ...]

FEWEST = 3  # accounts in a group
WHOLE = 20  # accounts; a larger group that is more than half of all accounts is no group but the whole
MOST_GROUPS = 200
MOST_EVIDENCE = 200  # links told of one group


@dataclass(frozen=True, slots=True)
class Group:
    """`members` are source ids in order. `inside` is the share (0–1) of their reuse and citations that stays inside;
    `evidence` are the links between them, the strongest first, at most MOST_EVIDENCE."""

    kind: Kind
    members: Members
    inside: float
    evidence: tuple[Link, ...]

    @property
    def key(self) -> str:
        """64 hexadecimal digits, the same for the same kind and members."""
        return hashlib.sha256(f"{self.kind}:{','.join(map(str, self.members))}".encode()).hexdigest()


def find_groups(links: Iterable[Link], outlets: Collection[int] = ()) -> tuple[Group, ...]:
    """The groups of a window, the largest first, at most MOST_GROUPS. An act is one article's reuse or citation.

    - Two accounts are tied when there are 3 acts between them, either way: once or twice is chance.
    - A matrix is made of triangles of ties that share a side. So a tie between two matrices does not join them, and
      neither does an agency that both copy: its triangles with the one share no side with those of the other.
    - A circle is made of accounts each of which can be reached from each other along citations, 3 at every step, and
      is not within a matrix. (A ring of four accounts has no triangle.)
    - Each member keeps 60 % of its own acts inside, and members do 20 % of what is done to it. One with fewer than 3
      acts of its own, from which the others take, is judged by what is done to it: 60 %. Who does not fit leaves, and
      what is left is looked at again. So an agency leaves: most who copy it are no members.
    - At least 3 members; more than 20 only when they are at most half of all accounts.
    - A group is called a circle when most acts inside are citations and every member cites and is cited inside.

    Shares of what an account does, not deviations from chance: they do not move with the number of accounts stored.
    `outlets` are known to be copied by everybody: acts on them count as outside, members they are never.
    """
    acts = Acts(links, outlets)
    matrices = _settled(acts, acts.ties(), triangle_communities)
    matrices_of: dict[int, list[set[int]]] = defaultdict(list)
    for matrix in matrices:
        for member in matrix:
            matrices_of[member].append(set(matrix))
    circles = _settled(acts, acts.citing(), _reaching_each_other)
    circles = {each for each in circles if not any(matrix.issuperset(each) for matrix in matrices_of[each[0]])}
    found = sorted(matrices | circles, key=lambda members: (-len(members), members))
    return tuple(_group(acts, members) for members in found[:MOST_GROUPS])


def _settled(
    acts: Acts, pairs: Collection[Pair], communities: Callable[[Collection[Pair]], list[Members]]
) -> set[Members]:
    """The communities in which every member fits; one that loses members is divided anew."""
    following: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        following[one].add(other)
    waiting, settled = communities(pairs), set()
    while waiting:
        community = waiting.pop()
        members = acts.fitting(community)
        if len(members) < len(community):
            waiting += communities([(one, other) for one in members for other in following[one] & members])
        elif len(members) >= FEWEST and (len(members) <= WHOLE or len(members) <= len(acts.accounts) / 2):
            settled.add(community)
    return settled


def _reaching_each_other(pairs: Collection[Pair]) -> list[Members]:
    graph: dict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        graph[one].append(other)
    return [members for members in strongly_connected(graph) if len(members) >= FEWEST]


def _group(acts: Acts, members: Members) -> Group:
    links, inside = acts.inside(members)
    citing = {link.source for link in links if link.cited} & {link.other for link in links if link.cited}
    mostly_cited = sum(link.cited for link in links) > sum(link.reused for link in links)
    kind: Kind = "circle" if mostly_cited and citing == set(members) else "matrix"
    return Group(kind, members, inside, tuple(links[:MOST_EVIDENCE]))
