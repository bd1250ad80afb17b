"""Days that a list of references cites bound an unknown time; days of visits and inside titles do not."""

from __future__ import annotations

from datetime import datetime

import pytest

from articles.parsing import extract
from articles.parsing.references import latest_day, split_references
from articles.parsing.submitted.structured import from_fields
from articles.parsing.times.dates import CHINA
from tests.parsing.copied.cases import BODY, HEAD


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("1. 《老城区将改造供水管网》，河湾日报，2025-03-01", 1),
        ("河湾日报《老城区将改造供水管网》2025年3月2日", 2),
        ("[1]河湾日报.老城区将改造供水管网[EB/OL].(2025-03-01)[2025-03-05].https://www.hewan.cn/2025/03/09/1.html", 1),
        ("[1] 周澄. 老城区将改造供水管网[N]. 河湾日报, 2025-03-03(02).", 3),
        ("河湾日报：《2025年3月9日供水公告》", None),
        ("2025年3月9日前完成管网改造_河湾日报", None),
        ("河湾日报：老城区将改造供水管网（访问日期：2025-03-05）", None),
    ],
)
def test_the_day_of_a_reference_is_read(line: str, day: int | None) -> None:
    assert latest_day([line]) == (None if day is None else datetime(2025, 3, day, tzinfo=CHINA))


def test_a_cited_day_bounds_an_unknown_time() -> None:
    listed = (
        "参考资料：\n1. 《老城区将改造供水管网》，河湾日报，2025-03-01\n2. 《多地更新供水管网》，新华社，2025年3月2日"
    )
    article = extract("\n".join((HEAD, *BODY, listed)))
    assert [reference.published_at for reference in article.references] == [None, None]
    assert (article.published_at, str(article.published_after)) == (None, "2025-03-02 00:00:00+08:00")


@pytest.mark.parametrize(
    ("stated", "after"),
    [
        ({}, "2025-03-02 00:00:00+08:00"),
        ({"published_at": "2025-03-05T09:20:00+08:00"}, "None"),
        ({"published_at": "2025-03-05"}, "2025-03-05 00:00:00+08:00"),
        ({"published_before": "2025-03-01T09:20:00+08:00"}, "None"),
    ],
)
def test_cited_days_of_a_submission_bound_its_time(stated: dict[str, str], after: str) -> None:
    cited = [
        {"headline": "老城区将改造供水管网", "published_at": "2025-03-01T08:15:00+08:00"},
        {"headline": "多地更新供水管网", "published_at": "2025-03-02"},
    ]
    article = from_fields({"headline": HEAD, "body": list(BODY), "references": cited, **stated})
    assert str(article.published_after) == after
    assert "date_without_time" in article.warnings


@pytest.mark.parametrize(
    "lines",
    [
        ["参考资料", "一、河湾日报《老城区将改造供水管网》", "二、新华社《多地更新供水管网》"],
        ["参考资料", "⑴河湾日报《老城区将改造供水管网》", "⑵新华社《多地更新供水管网》"],
        [
            "参考资料：",
            "1. 河湾日报，《老城区将改造供水管网》，",
            "2025年3月1日",
            "2. 新华社，《多地更新供水管网》，2025年3月2日",
        ],
        ["参考资料：", "老城区将改造供水管网_河湾日报", "多地更新供水管网-新华社"],
        ["参考：河湾日报《老城区将改造供水管网》、新华社《多地更新供水管网》"],
    ],
)
def test_further_lists_are_read(lines: list[str]) -> None:
    body, references, _ = split_references([*BODY, *lines])
    assert body == list(BODY)
    assert [(each.headline, each.outlet) for each in references] == [
        ("老城区将改造供水管网", "河湾日报"),
        ("多地更新供水管网", "新华社"),
    ]
