"""Groups of accounts that mostly reuse and cite each other: account matrices and citation rings."""

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
WHOLE = 20  # accounts; a larger group with more than half of all accounts does not count as a group
MOST_GROUPS = 200
MOST_EVIDENCE = 200  # links listed per group


@dataclass(frozen=True, slots=True)
class Group:
    """A group of accounts. `members` are source ids in order.

    `inside` is the share (0–1) of their reuse and citations that stays inside; `evidence` lists the links between
    them, the strongest first, at most MOST_EVIDENCE.
    """

    kind: Kind
    members: Members
    inside: float
    evidence: tuple[Link, ...]

    @property
    def key(self) -> str:
        """Return 64 hexadecimal digits that depend on kind and members only."""
        return hashlib.sha256(f"{self.kind}:{','.join(map(str, self.members))}".encode()).hexdigest()


def find_groups(links: Iterable[Link], outlets: Collection[int] = ()) -> tuple[Group, ...]:
    """Find the groups of a window, the largest first, at most MOST_GROUPS. An act is one article's reuse or citation.

    - Three acts between two accounts, in either direction, make a tie: one or two are chance.
    - A matrix consists of triangles of ties that share a side. A single tie between two matrices therefore does not
      join them. Neither does an agency that both copy: its triangles with the one share no side with the other's.
    - A ring consists of accounts that reach each other along citations, at least 3 per step, and lies within no
      matrix. (A ring of four accounts has no triangle.)
    - At least 60 % of a member's own acts stay inside, and at least 20 % of the acts on it come from members. A member
      with fewer than 3 acts of its own is judged by the acts on it alone: 60 % must come from members. An account that
      does not fit is removed, and the rest is checked again. An agency is thus removed: most of its copiers are no
      members.
    - A group has at least 3 members; more than 20 only when they are at most half of all accounts.
    - A group is of kind circle when most acts inside are citations and every member cites and is cited inside.

    The rules use shares of an account's acts, not deviations from chance, so that they do not change with the number of
    stored accounts. `outlets` are copied by everybody: acts on them count as outside, and they are never members.
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
    """Reduce communities until every member fits; one that loses members is divided again."""
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
