"""Runs a command in this process, and gives back what it printed and its exit code."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

PARAGRAPHS = [
    "山城夜市管理处表示，经过三周整修，夜市将于今晚六时重新开放，共有二百一十个摊位。",
    "管理处介绍，新铺设的排水管道已经验收，雨天积水的路段全部抬高，消防通道也重新划线。",
    "摊主们说，他们更关心停车问题，希望附近学校的操场在周末向顾客开放。",
]


@dataclass
class Run:
    """What a command did: its lines, its exit code, and the sentence it failed with."""

    lines: list[dict[str, Any]]
    code: int
    said: str


def run(command: str, *arguments: object) -> Run:
    out, code, said = io.StringIO(), 0, ""
    try:
        call_command(command, *map(str, arguments), stdout=out, stderr=io.StringIO())
    except CommandError as error:
        code, said = error.returncode, str(error)
    return Run([json.loads(line) for line in out.getvalue().splitlines()], code, said)


def page(headline: str) -> str:
    """An HTML page of an article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"<!doctype html><html><body><article><h1>{headline}</h1>{body}</article></body></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pages, a file of lines with one faulty line, and a picture that a walk leaves alone."""
    inner = tmp_path / "pages" / "b"
    inner.mkdir(parents=True)
    (inner / "second.HTM").write_text(page("山城夜市公布摊位名单"), encoding="utf-8")
    (tmp_path / "pages" / "a.html").write_text(page("山城夜市今晚重新开放"), encoding="gb18030")
    good = {"platform": "sohu", "external_id": "77", "headline": "山城夜市周末延长营业", "body": PARAGRAPHS}
    lines = [json.dumps(good, ensure_ascii=False), "", "{", json.dumps({**good, "external_id": "78"})]
    (tmp_path / "pages" / "c.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "pages" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return tmp_path / "pages"
