"""Bars beside paragraphs that stand in other articles, too."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from moderation.console.item.passages import bars, covered
from tests.makers import PARAGRAPHS, assessed
from tests.moderation.console.pages import marked, text_of

COPY: Any = SimpleNamespace(name="甲")
OTHER: Any = SimpleNamespace(name="乙")


def test_a_paragraph_gets_the_bar_of_the_copy_that_has_most_of_it():
    found = bars(["零一二三四五六七八九", "十一二三四", "未曾照抄"], [(COPY, [(0, 5), (11, 13)]), (OTHER, [(0, 8)])])
    assert [(bar.sign, bar.copy, bar.share, bar.is_first) if bar else None for bar in found] == [
        ("②", OTHER, 0.8, True),
        ("①", COPY, 0.4, True),
        None,
    ]


def test_a_borrowed_phrase_gets_no_bar_and_only_the_first_bar_of_a_copy_names_it():
    found = bars(["零一二三四五六七八九"] * 3, [(COPY, [(0, 2), (11, 21), (22, 32)])])
    assert [bar and bar.is_first for bar in found] == [None, True, False]


@pytest.mark.parametrize(
    ("spans", "expected"), [([], 0), ([(0, 4), (2, 6)], 6), ([(8, 30)], 2), ([(0, 10), (0, 10)], 10), ([(20, 30)], 0)]
)
def test_overlapping_passages_count_once(spans, expected):
    assert covered(0, 10, spans) == expected


@pytest.mark.django_db
def test_a_moderator_reads_where_a_copied_paragraph_stood_before_and_no_line_under_all_of_it(client, moderator):
    first = assessed(headline="最早的一篇", source={"name": "河湾观察"}, published_at="2026-01-12T08:00:00+08:00")
    later = assessed(
        headline="后来的一篇",
        source={"name": "临江热点"},
        body=["本段由后来者自己写成，与别处没有一句相同，也没有引用任何人的说法。", *PARAGRAPHS],
        published_at="2026-01-13T08:00:00+08:00",
    )
    client.force_login(moderator)
    page = client.get(f"/admin/triage/articles/{later.article_id}/").content.decode()
    copied = page.split('<div class="copied">')[1:]
    assert len(copied) == 3
    assert "自己写成" not in "".join(each.partition("</div>")[0] for each in copied)
    assert "见于 河湾观察" in text_of(copied[0])
    assert "100 %" in text_of(copied[0])
    assert f"with={first.article_id}" in copied[0]
    assert "见于" not in text_of(copied[1].partition("</div>")[0])
    assert not any(len(each) > 40 for each in marked(page, "finding"))
    assert 'id="to-compare"' in page


@pytest.mark.django_db
def test_the_earlier_article_has_no_bar_for_what_others_took_from_it(client, moderator):
    first = assessed(source={"name": "河湾观察"}, published_at="2026-01-12T08:00:00+08:00")
    assessed(source={"name": "临江热点"}, published_at="2026-01-13T08:00:00+08:00")
    client.force_login(moderator)
    page = client.get(f"/admin/triage/articles/{first.article_id}/").content.decode()
    assert '<div class="copied">' not in page
