"""Copies from any platform by any tool: headline, account, time, place, address and body are those of the page."""

from __future__ import annotations

import pytest

from articles.parsing import extract
from tests.parsing.copied.cases import Copy, copies

COPIES = copies()


def problems(copy: Copy) -> list[str]:
    article = extract(copy.text)
    codes = tuple(flag.code for flag in article.provenance_flags)
    read = {
        "headline": article.headline,
        "name": article.source.name if article.source else None,
        "time": str(article.published_at) if article.published_at else None,
        "place": article.ip_location,
        "platform": article.platform,
        "url": article.url,
        "body": article.body,
        "flags": codes,
    }
    if copy.after or copy.before:
        read |= {"after": str(article.published_after), "before": str(article.published_before)}
    return [
        f"{field}: {value!r}, not {getattr(copy, field)!r}"
        for field, value in read.items()
        if value != getattr(copy, field)
    ]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_read_like_its_page(name: str) -> None:
    assert problems(COPIES[name]) == []
