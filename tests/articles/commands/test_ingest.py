"""`ingest`: what it prints, what it stores, and how it ends."""

from __future__ import annotations

import io
import os

import pytest

from articles.management import input as command_input
from articles.management import waiting
from articles.models import Article, Assessment, Page
from tests.articles.commands.conftest import PARAGRAPHS, page, run
from tests.shared_data import require_shared

pytestmark = pytest.mark.django_db


def test_folder_is_walked_in_order_and_one_fault_does_not_stop_it(folder):
    done = run("ingest", folder)
    places = [(os.path.relpath(line["path"], folder), line.get("line"), line["status"]) for line in done.lines]
    assert places == [
        ("a.html", None, "created"),
        ("b/second.HTM", None, "created"),
        ("c.jsonl", 1, "created"),
        ("c.jsonl", 3, "rejected"),
        ("c.jsonl", 4, "created"),
    ]
    assert done.lines[3]["error"]["code"] == "not_json"
    assert (done.code, done.said) == (1, "1 of 5 pages were rejected")
    assert Article.objects.count() == 4
    assert Page.objects.get(versions__article=done.lines[0]["id"]).content == (folder / "a.html").read_bytes()


def test_second_run_stores_nothing_new(folder):
    first = run("ingest", folder / "a.html")
    again = run("ingest", folder / "a.html")
    assert (first.code, again.code) == (0, 0)
    assert again.lines == [{**first.lines[0], "status": "duplicate"}]


@pytest.mark.parametrize("missing", ["nowhere.html", "nowhere/"])
def test_missing_path_is_exit_2_and_stores_nothing(folder, tmp_path, missing):
    done = run("ingest", folder, tmp_path / missing)
    assert (done.code, done.lines) == (2, [])
    assert "nowhere" in done.said
    assert not Page.objects.exists()


def test_folder_without_a_page_is_exit_2(tmp_path):
    assert run("ingest", tmp_path).code == 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not_text"),
        ("字".encode() * 7_000_000, "too_large"),
        (b"<a " * 8_000, "no_article"),
        (b"<div>" * 100_000, "too_deep"),
        (b"<html><body></body></html>", "no_article"),
    ],
)
def test_bad_page_has_a_code_and_is_exit_1(tmp_path, content, code):
    file = tmp_path / "page.html"
    file.write_bytes(content)
    done = run("ingest", file)
    assert (done.lines[0]["status"], done.lines[0]["id"], done.code) == ("rejected", None, 1)
    assert done.lines[0]["error"]["code"] == code


@pytest.mark.parametrize("name", ["page.html", "lines.jsonl"])
def test_more_than_memory_should_hold_is_not_read(tmp_path, monkeypatch, name):
    monkeypatch.setattr(command_input, "LONGEST_FILE", 1_000)
    file = tmp_path / name
    file.write_text(page("太长") * 20 + "\n{}", encoding="utf-8")
    done = run("ingest", file)
    assert done.lines[0]["error"]["code"] == "too_large"
    # The line after the long one is read as a line of its own.
    assert [line["error"]["code"] for line in done.lines[1:]] == (["invalid_fields"] if "jsonl" in name else [])


def test_unreadable_file_is_rejected(tmp_path):
    """A folder in a file's place: also root cannot read that, as it can any file."""
    for name in ("page.html", "lines.jsonl"):
        (tmp_path / name).mkdir()
        [entry] = command_input.entries([str(tmp_path / name)])
        assert entry.submission is None
        assert getattr(entry.fault, "code", "") == "unreadable"


def test_standard_input_is_a_page(monkeypatch):
    text = "山城夜市今晚重新开放\n\n" + "\n\n".join(PARAGRAPHS)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="ascii"))
    done = run("ingest", "-", "--platform", "sohu", "--url", "https://sohu.example/a/9")
    assert (done.code, done.lines[0]["path"]) == (0, "-")
    article = Article.objects.get(pk=done.lines[0]["id"])
    assert (article.platform.code, article.url) == ("sohu", "https://sohu.example/a/9")


def test_url_is_for_one_page(folder):
    assert run("ingest", folder, "--url", "https://sohu.example/1").code == 2


def test_options_stand_in_for_what_a_line_leaves_out(tmp_path):
    file = tmp_path / "lines.jsonl"
    file.write_text(
        '{"headline": "山城夜市重新开放", "body": ["夜市共有二百一十个摊位，今晚六时开放。"]}\n', encoding="utf-8"
    )
    done = run("ingest", file, "--platform", "sohu")
    assert Article.objects.get(pk=done.lines[0]["id"]).platform.code == "sohu"


def test_unknown_platform_is_rejected(folder):
    done = run("ingest", folder / "a.html", "--platform", "nowhere")
    assert (done.code, done.lines[0]["error"]["code"]) == (1, "unknown_platform")


class TestWait:
    """`--wait` ends with every article assessed, with a worker or without."""

    @pytest.fixture(autouse=True)
    def _no_grace(self, monkeypatch):
        monkeypatch.setattr(waiting, "GRACE_SECONDS", 0)

    def test_does_the_work_where_no_worker_comes(self, folder):
        done = run("ingest", folder / "a.html", "--wait")
        line = done.lines[0]
        assert (done.code, line["assessed"]) == (0, True)
        assert {score["name"] for score in line["scores"]} >= {"clickbait"}
        assert Assessment.objects.get().stage == "done"

    def test_rejected_pages_are_not_waited_for(self, folder):
        done = run("ingest", folder, "--wait")
        assert [line.get("assessed") for line in done.lines] == [True, True, True, None, True]
        assert done.code == 1

    def test_leaves_what_somebody_holds_until_time_is_over(self, folder):
        run("ingest", folder / "a.html")
        assert Assessment.objects.claim(Assessment.objects.get().pk)
        done = run("ingest", folder / "a.html", "--wait", "--timeout", "0.3")
        assert (done.code, done.lines[0]["assessed"]) == (1, False)
        assert done.said == "1 of 1 pages are not assessed"
        assert Assessment.objects.get().attempts == 1

    def test_tells_why_an_article_was_given_up(self, folder, monkeypatch, settings):
        settings.MAX_ATTEMPTS = 1

        def fail(version: object, clickbait: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr("articles.assessment.stages.store_scores", fail)
        done = run("ingest", folder / "a.html", "--wait")
        assert (done.code, done.lines[0]["assessed"]) == (1, False)
        assert done.lines[0]["last_error"] == "ZeroDivisionError"

    def test_seed_page_goes_all_the_way(self):
        seed = require_shared("seed/netease_hao_page.txt")
        done = run("ingest", seed, "--wait")
        assert (done.code, done.lines[0]["assessed"]) == (0, True)
        article = Article.objects.get(pk=done.lines[0]["id"])
        assert article.source is not None
        assert article.source.name == "历史求知所"
