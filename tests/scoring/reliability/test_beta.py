from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.scoring.reliability.beta import interval, quantile


@pytest.fixture(scope="module")
def peer() -> Any:
    """Imported by the test alone: it takes longer than any other import of the suite, in each of its processes."""
    from scipy.stats import beta

    return beta


_positive = st.floats(0.05, 50_000)


@settings(deadline=None)
@given(a=_positive, b=_positive, share=st.floats(0.001, 0.999))
def test_quantiles_are_those_of_scipy(a: float, b: float, share: float, peer: Any) -> None:
    assert quantile(a, b, share) == pytest.approx(peer.ppf(share, a, b), abs=1e-6)


def test_the_interval_holds_its_share(peer: Any) -> None:
    assert interval(9.5, 0.5, 0.9) == pytest.approx(peer.interval(0.9, 9.5, 0.5), abs=1e-8)
