"""A refusal is told in English, or in Chinese for whoever asks for it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import RequestFactory

from workbench.api.language import CHINESE, asked_language, worded
from workbench.api.problems import problem
from workbench.api.reference.problem_types import problem_types

ROOT = Path(__file__).parents[2]
HAN = re.compile("[\u4e00-\u9fff]")
# Where refusals that reach a caller of the API are written, and what raises them.
FOLDERS = (
    "articles/api", "articles/intake", "articles/parsing/submitted", "articles/parsing/document",
    "moderation/api", "moderation/appeals", "moderation/decisions", "moderation/queue", "moderation/webhooks",
    "workbench/api",
)  # fmt: skip
RAISERS = {"ApiProblem": 2, "field_problem": 2, "InvalidDecision": 2, "PermissionDenied": 0, "FieldError": 2,
           "BadJSON": 1, "BadURL": 1, "InvalidEndpoint": 2, "refusal": 0, "Unreadable": 1}  # fmt: skip


def asking(language: str | None):
    headers = {} if language is None else {"Accept-Language": language}
    return RequestFactory().get("/api/v1/articles/", headers=headers)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"), ("", "en"), ("*", "en"), ("en", "en"), ("de", "en"), ("zh", CHINESE), ("zh-hans", CHINESE),
        ("zh-CN,zh;q=0.9,en;q=0.8", CHINESE), ("en-GB,en;q=0.9,zh;q=0.8", "en"), ("fr, zh-Hans;q=0.5", CHINESE),
        ("zh;q=0", "en"), ("zh;q=0.4, en;q=0.9", "en"), ("zh-TW", CHINESE), ("\x00;;q=x", "en"),
    ],
)  # fmt: skip
def test_the_language_is_the_one_asked_for(header, language):
    assert asked_language(asking(header)) == language


@pytest.mark.parametrize("code", problem_types())
def test_every_kind_of_problem_is_told_in_both_languages(code):
    kind = problem_types()[code]
    for status in kind.statuses:
        english = json.loads(problem(asking(None), status, code, "a sentence that nobody wrote").content)
        chinese = json.loads(problem(asking("zh-hans"), status, code, "a sentence that nobody wrote").content)
        assert english["detail"] == "a sentence that nobody wrote"
        assert chinese["detail"] == kind.zh
        assert HAN.search(chinese["title"]), "the status in words"
        assert not HAN.search(english["title"])
        same = {"type", "status", "instance", "code", "errors", "request_id"}
        assert {name: english[name] for name in same} == {name: chinese[name] for name in same}


def refusals() -> Iterator[tuple[str, str]]:
    """Every refusal that is written as a literal, with its place; what is filled in is an x."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                place = RAISERS.get(getattr(getattr(node, "func", None), "id", ""))
                if place is not None and len(node.args) > place and (text := _literal(node.args[place])):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", text


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
    return ""


def test_the_search_finds_the_refusals():
    texts = dict(refusals()).values()
    assert len(texts) > 60
    assert "say why the article is withdrawn" in texts


@pytest.mark.parametrize(("place", "text"), list(refusals()))
def test_every_written_refusal_has_chinese(place, text):
    assert HAN.search(worded(text, CHINESE) or ""), "add it to workbench/api/reference/sentences.json"


def test_what_is_filled_in_stays_as_it_was_sent():
    assert worded("“{1} {} %s” is not one of: a, b", CHINESE) == "“{1} {} %s”不在可选值之中：a, b"


def test_a_sentence_names_its_values_in_the_order_of_its_language():
    assert worded("7 bytes of the 9 announced came", CHINESE) == "声明了 9 字节，只收到 7 字节：请重发"


def test_a_refusal_of_the_api_is_chinese_for_who_asks(api):
    answer = api.client.get("/api/v1/articles/?band=spam&platform=nosuch", headers={"Accept-Language": "zh-hans"})
    told = answer.json()
    assert answer["Content-Language"] == CHINESE
    assert "Accept-Language" in answer["Vary"]
    assert told["title"] == "请求有误"
    assert {fault["parameter"] for fault in told["errors"]} == {"band", "platform"}
    assert all("不在可选值之中" in fault["detail"] for fault in told["errors"])
    assert "band：“spam”不在可选值之中：high, medium" in told["detail"]


def test_an_answer_without_fault_is_the_same_in_every_language(api):
    paths = (
        "articles/",
        "queue-items/",
        "clauses/",
        "labels/",
        "queues/",
        "platforms/",
        "me/",
        "webhook-events/samples/",
    )
    for path in paths:
        english = api.client.get(f"/api/v1/{path}")
        chinese = api.client.get(f"/api/v1/{path}", headers={"Accept-Language": "zh-hans"})
        assert english.content == chinese.content, path
