"""The registry of scorers: every score has one, in the order in which they rest on each other, and none is named."""

from __future__ import annotations

import re

from articles.scoring.registry import scorers
from articles.vocabulary.scores import CLICKBAIT, RELIABILITY, SCORES, SIGNAL
from workbench.env import BASE_DIR


def test_scores_of_articles_come_before_those_of_sources() -> None:
    assert [scorer.term for scorer in scorers()] == [CLICKBAIT, RELIABILITY]
    assert set(SCORES) == {CLICKBAIT, RELIABILITY, SIGNAL}


def test_no_template_script_or_module_compares_the_names_of_scores() -> None:
    names = "|".join(SCORES)
    compared = re.compile(rf"""[=!]=+\s*["']({names})["']|["']({names})["']\s*[=!]=""")
    found = [
        f"{path.relative_to(BASE_DIR)}: {line.strip()}"
        for app in ("articles", "moderation", "workbench")
        for path in sorted((BASE_DIR / app).rglob("*"))
        if path.suffix in {".py", ".html", ".js", ".txt"} and "migrations" not in path.parts
        for line in path.read_text(encoding="utf-8").splitlines()
        if compared.search(line)
    ]
    assert found == []
