from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta as peer

from articles.scoring.reliability.beta import interval, quantile

_positive = st.floats(0.05, 50_000)


@settings(deadline=None)
@given(_positive, _positive, st.floats(0.001, 0.999))
def test_quantiles_are_those_of_scipy(a: float, b: float, share: float) -> None:
    assert quantile(a, b, share) == pytest.approx(peer.ppf(share, a, b), abs=1e-6)


def test_the_interval_holds_its_share() -> None:
    assert interval(9.5, 0.5, 0.9) == pytest.approx(peer.interval(0.9, 9.5, 0.5), abs=1e-8)
