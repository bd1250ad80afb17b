"""Account matrices planted in noise are found exactly; agencies, chance and small talk make no group."""

from __future__ import annotations

import random
import time
from collections import Counter
from itertools import combinations, permutations

import pytest

from articles.provenance.lineage.groups import Group, find_groups
from articles.provenance.lineage.links import Link

WIRE = 9000


def links(reused: Counter[tuple[int, int]], cited: Counter[tuple[int, int]] | None = None) -> list[Link]:
    cited = cited or Counter()
    return [Link(*pair, reused[pair], cited[pair], (1, 2)) for pair in reused | cited if pair[0] != pair[1]]


def noise(draw: random.Random, accounts: range, each: int, wire: int = 0) -> Counter[tuple[int, int]]:
    """Every account reuses `each` times somebody drawn at random, and `wire` times the agency."""
    found: Counter[tuple[int, int]] = Counter()
    for account in accounts:
        found.update((account, draw.choice(accounts)) for _ in range(each))
        found[account, WIRE] = wire
    return found


def plant(draw: random.Random, members: range, each: int) -> Counter[tuple[int, int]]:
    """Every member reuses `each` times another one."""
    return Counter((one, draw.choice([x for x in members if x != one])) for one in members for _ in range(each))


def members(found: tuple[Group, ...]) -> list[tuple[int, ...]]:
    return [group.members for group in found]


@pytest.mark.parametrize("seed", range(20))
def test_planted_matrices_are_found_exactly_and_the_agency_is_in_none(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    planted = [range(1000, 1003), range(2000, 2006), range(3000, 3015), range(4000, 4040)]
    acts = noise(draw, range(300), each=15, wire=20)
    for matrix in planted:
        acts += plant(draw, matrix, each=max(30, 4 * len(matrix)))
        for member in matrix:  # some of what they do is elsewhere: others, and the agency
            acts.update((member, draw.randrange(300)) for _ in range(2))
            acts[member, WIRE] += 2
    for one, other in combinations(planted, 2):  # accounts of two matrices know each other
        acts[one[0], other[0]] += 3
    acts.update((draw.randrange(300), 3000) for _ in range(100))  # one of them is read and copied by many
    found = find_groups(links(acts))
    assert members(found) == [tuple(each) for each in reversed(planted)]
    assert all(group.kind == "matrix" and 0.6 <= group.inside < 1 for group in found)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("accounts", [40, 120, 400])
@pytest.mark.parametrize("each", [5, 25, 60])
def test_there_is_no_group_in_noise(seed: int, accounts: int, each: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    acts = noise(draw, range(accounts), each, wire=each)
    assert find_groups(links(acts, noise(draw, range(accounts), each))) == ()


def test_accounts_that_only_copy_one_agency_are_no_group() -> None:
    assert find_groups(links(Counter({(account, WIRE): 50 for account in range(30)}))) == ()


def test_two_accounts_that_copy_each_other_and_an_agency_do_not_draw_it_in() -> None:
    acts = Counter({(account, WIRE): 5 for account in range(100)})
    acts += Counter(dict.fromkeys(permutations(range(3), 2), 4))
    assert members(find_groups(links(acts))) == [(0, 1, 2)]


def test_a_known_outlet_is_never_a_member() -> None:
    acts = Counter(dict.fromkeys(permutations((1, 2, 3, 4), 2), 5))
    assert members(find_groups(links(acts), outlets=[4])) == [(1, 2, 3)]
    assert members(find_groups(links(acts))) == [(1, 2, 3, 4)]


@pytest.mark.parametrize(("outside", "is_group"), [(4, True), (5, False)])
def test_mostly_means_sixty_percent(outside: int, is_group: bool) -> None:
    acts = Counter(dict.fromkeys(permutations((1, 2, 3), 2), 3))
    acts += Counter({(account, 100 * account): outside for account in (1, 2, 3)})
    assert bool(find_groups(links(acts))) is is_group


def test_an_account_that_others_only_take_from_is_a_member_when_mostly_members_do() -> None:
    acts = Counter({(2, 1): 6, (3, 1): 6, (2, 3): 3})
    assert members(find_groups(links(acts))) == [(1, 2, 3)]
    acts += Counter({(account, 1): 1 for account in range(10, 20)})
    assert members(find_groups(links(acts))) == []


@pytest.mark.parametrize(("outside", "expected"), [(48, (1, 2, 3, 4)), (49, (2, 3, 4))])
def test_an_account_that_everybody_takes_from_is_no_member_though_it_takes_from_members(
    outside: int, expected: tuple[int, ...]
) -> None:
    acts = Counter(dict.fromkeys(permutations((1, 2, 3, 4), 2), 4))  # 12 of 60, then of 61, are taken by members
    acts += Counter({(account, 1): 1 for account in range(10, 10 + outside)})
    assert members(find_groups(links(acts))) == [expected]


def test_twice_between_two_is_chance() -> None:
    assert find_groups(links(Counter({(1, 2): 2, (2, 3): 2, (3, 1): 2}))) == ()
    assert members(find_groups(links(Counter({(1, 2): 3, (2, 3): 3, (3, 1): 3})))) == [(1, 2, 3)]


def test_accounts_that_cite_each_other_round_are_a_circle() -> None:
    (found,) = find_groups(links(Counter({(1, 2): 1}), Counter({(1, 2): 4, (2, 3): 4, (3, 4): 4, (4, 1): 4})))
    assert (found.kind, found.members, found.inside) == ("circle", (1, 2, 3, 4), 1.0)


def test_a_matrix_that_also_cites_within_is_told_once() -> None:
    reused = Counter(dict.fromkeys(permutations((1, 2, 3), 2), 9))
    (found,) = find_groups(links(reused, Counter({(1, 2): 3, (2, 3): 3, (3, 1): 3})))
    assert (found.kind, found.members) == ("matrix", (1, 2, 3))


def test_a_circle_within_a_matrix_is_not_told_again() -> None:
    reused = Counter(dict.fromkeys(permutations((1, 2, 3, 4), 2), 9))
    assert members(find_groups(links(reused, Counter({(1, 2): 3, (2, 3): 3, (3, 1): 3})))) == [(1, 2, 3, 4)]


def test_accounts_that_only_cite_and_are_not_cited_back_are_no_circle() -> None:
    (found,) = find_groups(links(Counter(), Counter({(1, 2): 3, (1, 3): 3, (2, 3): 3})))
    assert found.kind == "matrix"


def test_the_evidence_is_the_links_inside_the_strongest_first() -> None:
    (found,) = find_groups(links(Counter({(1, 2): 3, (2, 3): 8, (3, 1): 5, (3, 77): 2})))
    assert [(link.source, link.other, link.reused) for link in found.evidence] == [(2, 3, 8), (3, 1, 5), (1, 2, 3)]
    assert found.inside == pytest.approx(16 / 18)
    assert (found.evidence[0].articles, len(found.key)) == ((1, 2), 64)


def test_the_order_of_the_input_does_not_matter() -> None:
    draw = random.Random(3)  # noqa: S311
    given = links(noise(draw, range(100), 10) + plant(draw, range(500, 508), 30))
    expected = find_groups(given)
    draw.shuffle(given)
    assert find_groups(given) == expected != ()


def test_fifty_thousand_links_are_grouped_in_a_moment() -> None:
    draw = random.Random(1)  # noqa: S311
    acts = Counter({tuple(draw.sample(range(5000), 2)): draw.randint(1, 9) for _ in range(50_000)})
    started = time.process_time()
    find_groups(links(acts))
    assert time.process_time() - started < 5
