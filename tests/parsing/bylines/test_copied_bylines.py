"""Bylines at the head of text copies: a name holds no time, a date is a day, a change bounds the time."""

from __future__ import annotations

import pytest

from articles.parsing import extract
from tests.parsing.platforms.generic_layouts import PARAGRAPHS

HEADLINE = "老城区供水管网改造今天全面启动施工安排公布"


@pytest.mark.parametrize(
    ("head", "source", "published", "after", "before"),
    [
        ("来源：河湾日报　2025-03-04", "河湾日报", None, "2025-03-04 00:00", "2025-03-05 00:00"),
        ("更新时间：2025-03-06 09:00", None, None, None, "2025-03-06 09:00"),
        (
            "发布时间：2025-03-04 09:20 更新时间：2025-03-05 10:00 来源：河湾网",
            "河湾网",
            "2025-03-04 09:20",
            None,
            None,
        ),
        ("河湾晚报 | 2025年3月4日 下午3:05 | 评论 12", "河湾晚报", "2025-03-04 15:05", None, None),
        ("原创2025-03-04 09:20·河湾观察", "河湾观察", "2025-03-04 09:20", None, None),
    ],
)
@pytest.mark.parametrize("mark", ["", "# "])
def test_head_of_a_copy(
    mark: str, head: str, source: str | None, published: str | None, after: str | None, before: str | None
) -> None:
    article = extract("\n".join((mark + HEADLINE, head, *PARAGRAPHS)))
    times = (article.published_at, article.published_after, article.published_before)
    assert [each.strftime("%Y-%m-%d %H:%M") if each else None for each in times] == [published, after, before]
    assert (article.source.name if article.source else None) == source
    assert article.body == PARAGRAPHS
