"""Every layout of every platform: the fields are read as the page holds them, and a broken page crashes nothing."""

from __future__ import annotations

from itertools import chain

import pytest

from articles.parsing import Unreadable, extract
from tests.parsing.platforms.layouts import drawn, netease, phones, posts, sina, texts, toutiao, wechat_variants
from tests.parsing.platforms.layouts.story import Case, seen

CASES = list(
    chain(
        drawn.CASES,
        netease.CASES,
        phones.CASES,
        posts.CASES,
        sina.CASES,
        texts.CASES,
        toutiao.CASES,
        wechat_variants.CASES,
    )
)
STEP = 389
"""Characters between two places at which a page is cut off."""


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_layout_is_read(one: Case) -> None:
    assert seen(one) == one.wanted


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_page_that_is_cut_off_invents_no_field(one: Case) -> None:
    """A page that was saved half: what is read of it stands in the whole page too."""
    for end in range(0, len(one.page), STEP):
        try:
            article = extract(one.page[:end], url=one.url)
        except Unreadable:
            continue
        assert article.published_at is None or str(article.published_at)[:16] == (one.wanted["time"] or "")[:16]


def test_names_of_cases_are_unique() -> None:
    assert len({one.name for one in CASES}) == len(CASES)
