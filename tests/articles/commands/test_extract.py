"""`extract`: parses, writes nothing, and needs no database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from articles.management.input import find
from articles.parsing import ExtractedArticle
from tests.articles.commands.conftest import PARAGRAPHS, page, run

ROOT = Path(__file__).resolve().parents[3]


def test_pages_and_lines_become_articles(folder):
    """No database mark: a query would fail the test."""
    done = run("extract", folder)
    articles, faulty = [done.lines[index] for index in (0, 1, 2, 4)], done.lines[3]
    assert [article["headline"] for article in articles] == [
        "山城夜市今晚重新开放",
        "山城夜市公布摊位名单",
        "山城夜市周末延长营业",
        "山城夜市周末延长营业",
    ]
    for article in articles:
        assert article["body"] == PARAGRAPHS
        assert ExtractedArticle.from_json(article).to_json() == article
    assert set(faulty) == {"path", "line", "error"}
    assert (faulty["line"], faulty["error"]["code"]) == (3, "not_json")
    assert (done.code, done.said) == (1, "1 of 5 pages cannot be read")


def test_copies_of_a_folder_are_read_and_other_files_are_named(tmp_path):
    (tmp_path / "copy.md").write_text("# 山城夜市今晚重新开放\n\n" + "\n\n".join(PARAGRAPHS), encoding="utf-8")
    single = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + page("山城夜市公布摊位名单")
    (tmp_path / "saved.MHT").write_text(single, encoding="utf-8")
    for other in ("README.md", "scan.pdf", ".hidden", "notes.docx"):
        (tmp_path / other).write_text("x", encoding="utf-8")
    told = []
    files = find([str(tmp_path)], told.append)
    assert [Path(file).name for file in files] == ["copy.md", "saved.MHT"]
    assert len(told) == 1
    assert told[0].startswith(
        f"skipped 3 files in folder {tmp_path}: README.md, notes.docx, scan.pdf (pages are .html, "
    )
    headlines = [article["headline"] for article in run("extract", tmp_path).lines]
    assert headlines == ["山城夜市今晚重新开放", "山城夜市公布摊位名单"]


def test_faulty_fields_of_a_line_are_named(tmp_path):
    file = tmp_path / "lines.jsonl"
    file.write_text('{"headline": "x", "body": [7]}\n', encoding="utf-8")
    error = run("extract", file).lines[0]["error"]
    assert [item["pointer"] for item in error["errors"]] == ["/body/0"]


def test_platform_is_taken_from_the_option(folder):
    assert run("extract", folder / "a.html", "--platform", "sohu").lines[0]["platform"] == "sohu"


def test_missing_path_is_exit_2(tmp_path):
    assert run("extract", tmp_path / "nowhere").code == 2


def test_works_where_no_database_answers(folder):
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:1/none", "LC_ALL": "C"}
    environment["DJANGO_SETTINGS_MODULE"] = "workbench.settings"
    command = [sys.executable, "manage.py", "extract", str(folder / "a.html"), str(folder / "picture.png")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=60)
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert lines[0]["headline"] == "山城夜市今晚重新开放"
    assert lines[1]["error"]["code"] == "not_text"
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
