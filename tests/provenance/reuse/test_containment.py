"""How much of one text stands in another, by hashes of character 5-grams and by their sample."""

from __future__ import annotations

import numpy as np
import pytest

from articles.provenance.reuse.containment import LEAST, containment, is_reuse, shared_with
from articles.provenance.reuse.shingles import SHORTEST, SHORTEST_WHOLE, digest, positions, sample, shingles
from tests.provenance.reuse.makers import LAKE, TEA, compared, prose, shared


def test_the_shares_are_those_of_the_distinct_5_grams_both_ways():
    one, other = prose(1, 100), prose(2, 200)
    # 96 5-grams of `one` in a text of 100 + 200 characters, four of whose 5-grams lie across the seam.
    assert containment(shingles(one), shingles(one + other)) == (1.0, 96 / 296)
    assert containment(shingles(one + one), shingles(one)) == (96 / 100, 1.0)


def test_many_texts_at_once_give_the_same_counts():
    one = prose(1, 100)
    texts = [prose(2, 80), "", one[30:70] + prose(3, 20) + one[:50], one + one, "字", one[:4]]
    counts, runs = shared_with(shingles(one), texts)
    assert counts == [round(containment(shingles(one), shingles(each))[0] * 96) for each in texts]
    assert counts == [0, 0, 66, 96, 0, 0]  # 46 and 36 5-grams, 16 of which are the same
    assert runs == [0, 0, 50, 100, 0, 0]
    assert shared_with(shingles(""), texts) == ([0] * 6, [0] * 6)
    assert shared_with(shingles(one), []) == ([], [])


@pytest.mark.parametrize(
    ("shares", "run", "expected"),
    [
        ((0.25, 0.01), 5, True),
        ((0.24, 0.24), 17, False),  # the same manner of speaking
        ((0.01, 0.08), 18, True),
        ((0.07, 0.07), 60, False),
    ],
)
def test_a_small_share_needs_a_copied_sentence(shares, run, expected):
    assert is_reuse(shares, run) is expected


def test_order_of_sentences_hardly_matters():
    one = compared(*LAKE)
    assert min(shared(one, compared(*reversed(LAKE)))) > 0.9


def test_unrelated_texts_share_nothing_and_half_a_text_half():
    assert max(shared(compared(*LAKE), compared(*TEA))) < LEAST
    assert shared(compared(*LAKE), compared(*LAKE[:2], *TEA))[0] == pytest.approx(0.5, abs=0.04)


def test_empty_and_short_texts_have_no_5_grams_to_compare():
    assert containment(shingles(""), shingles(prose(1))) == (0.0, 0.0)
    assert len(shingles("字" * (SHORTEST - 1))) == 0
    assert len(positions("四个汉字")) == 0


def test_hashes_are_distinct_sorted_signed_numbers_and_the_same_in_every_process():
    found = shingles(prose(3, 2000))
    assert found.dtype == np.int64
    assert np.all(np.diff(found) > 0)
    assert found.min() < 0 < found.max()
    assert len(found) == 1996
    # Stored rows hang on these numbers: a change of the hash needs a migration.
    assert positions("临江市水务局")[:1].tolist() == [-6697578128932936610]


def test_one_character_changes_only_the_five_grams_around_it():
    text = prose(4, 300)
    changed = text[:150] + "改" + text[151:]
    assert len(np.setdiff1d(shingles(text), shingles(changed))) == 5


@pytest.mark.parametrize(("characters", "one_in"), [(20_000, 20), (3000, 20), (600, 10), (230, 5)])
def test_the_sample_is_a_fixed_share_and_a_larger_one_of_short_texts(characters, one_in):
    sizes = [len(sample(shingles(prose(seed, characters)))) for seed in range(20)]
    assert sum(sizes) / len(sizes) == pytest.approx(characters / one_in, rel=0.1)


def test_samples_of_two_texts_hold_the_same_hashes_of_what_they_share():
    long, short = prose(5, 6000), prose(5, 6000)[1000:1300]
    common = set(shingles(short).tolist())
    of_long, of_short = set(sample(shingles(long)).tolist()), set(sample(shingles(short)).tolist())
    assert of_long & common <= of_short
    assert of_long & common


def test_the_digest_tells_texts_apart_and_says_nothing_of_the_shortest():
    assert digest("字" * (SHORTEST_WHOLE - 1)) == 0
    assert digest(prose(6, 20)) != digest(prose(7, 20))
    assert -(2**63) <= digest(prose(6, 20)) < 2**63
    assert digest(prose(6, 20) + "\ud800")  # half a surrogate pair from a broken page
