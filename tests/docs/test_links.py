"""Links between documents, and from the code to documents, lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import anchors, documents, links, name_of
from workbench.env import BASE_DIR

_MENTION = re.compile(r"\b(?:docs/[\w./-]+\.(?:md|py|csv|json|png)|(?:README|CONTRIBUTING|CHANGELOG|SECURITY)\.md)\b")
_CODE = [
    path
    for folder in ("articles", "moderation", "workbench", "bench", "clients")
    for path in (BASE_DIR / folder).rglob("*")
    if path.suffix in {".py", ".html", ".js", ".po", ".toml"} and "node_modules" not in path.parts
]
_FILES = [*_CODE, *(BASE_DIR / name for name in ("Makefile", ".env.example", "pyproject.toml", "compose.yaml"))]


@pytest.mark.parametrize("page", documents(), ids=name_of)
def test_relative_links_and_anchors_of_a_page_resolve(page: Path) -> None:
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert BASE_DIR in target.parents, f"{link} leads out of the project"
        assert not anchor or anchor in anchors(target), link


def test_documents_that_the_code_names_exist() -> None:
    named = {mention for path in _FILES for mention in _MENTION.findall(path.read_text(encoding="utf-8"))}
    assert named, "nothing was found: the search is wrong"
    assert {name for name in named if not (BASE_DIR / name).exists()} == set()
