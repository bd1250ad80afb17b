"""Headline, source, time and body of pages without a template, in the layouts of many publishing systems."""

from __future__ import annotations

import pytest

from articles.parsing import extract
from tests.parsing.platforms.generic_layouts import LAYOUTS, page


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_is_read(name: str, seed: int) -> None:
    html, wanted, lead = page(name, seed)
    article = extract(html)
    moment = article.published_at.strftime("%Y-%m-%d %H:%M") if article.published_at else None
    assert [article.headline, article.source.name if article.source else None, moment] == wanted
    assert len(article.body) == 4 + bool(lead)
