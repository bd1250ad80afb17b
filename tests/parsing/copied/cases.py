"""Text and Markdown copies of articles as people paste them and as tools write them, all of our own making."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

HEAD = "老城区供水管网改造本月开工"
NAME = "河湾观察"
BODY = (
    "河湾市老城区的供水管网改造本月开工，第一期涉及三条街道和两个小区，工期预计五个月。",
    "施工期间部分路段夜间停水，街道办提前两天在楼道张贴通知，并安排送水车到小区门口。",
    "居民说最关心的是路面什么时候能够恢复，因为学校九月开学以后早晚的人流会明显增多。",
    "负责施工的工程队表示，遇到雨天会顺延，但主要路口的管道会赶在开学之前完成更换。",
)
TIME = "2025-03-04 09:20:00+08:00"


@dataclass(frozen=True)
class Copy:
    """A copy and what must be read from it; None means that nothing may be read."""

    text: str
    name: str | None = NAME
    time: str | None = TIME
    place: str | None = None
    platform: str | None = None
    url: str | None = None
    headline: str = HEAD
    body: tuple[str, ...] = BODY
    flags: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None


def copies() -> dict[str, Copy]:
    """The copies of `copies.json`: lines, and the fields that differ from those above."""
    written = json.loads((Path(__file__).parent / "copies.json").read_text("utf-8"))
    return {name: _copy(dict(fields)) for name, fields in written.items()}


def _copy(fields: dict[str, object]) -> Copy:
    lines = fields.pop("lines")
    assert isinstance(lines, list)
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return Copy(text="\n".join(lines), **{**fields, **lists})  # type: ignore[arg-type]
