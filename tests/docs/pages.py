"""The project's documents as values: their headings, links and commands."""

from __future__ import annotations

import re
from pathlib import Path

from workbench.env import BASE_DIR

DOCS = BASE_DIR / "docs"
_FENCE = re.compile(r"^(```+)(\S*)\n(.*?)^\1[ ]*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def documents() -> list[Path]:
    """Every page for people: those of the root and of docs/, in order."""
    return sorted([*BASE_DIR.glob("*.md"), *DOCS.rglob("*.md")])


def name_of(page: Path) -> str:
    """The page's path inside the project."""
    return page.relative_to(BASE_DIR).as_posix()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose_of(page: Path) -> str:
    """The text without its fenced blocks."""
    return _FENCE.sub("", text_of(page))


def headings(page: Path) -> list[tuple[int, str]]:
    """Level and words of each heading, in order."""
    return [(len(marks), words.strip()) for marks, words in _HEADING.findall(prose_of(page))]


def anchors(page: Path) -> set[str]:
    """What `#…` may name: each heading in small letters, without punctuation, with hyphens for spaces."""
    words = [re.sub(r"[^\w\- ]", "", words.replace("`", "")) for _, words in headings(page)]
    return {each.strip().lower().replace(" ", "-") for each in words}


def links(page: Path) -> list[str]:
    """Where its links and pictures lead, as written."""
    return _LINK.findall(prose_of(page))


def commands(page: Path) -> list[str]:
    """Its `sh` blocks, each as one script."""
    return [text for _, language, text in _FENCE.findall(text_of(page)) if language == "sh"]


def without_comments(script: str) -> list[str]:
    """The lines that do something; comments are in the language of the page."""
    lines = [re.sub(r"(^|\s+)#\s.*$", "", line).rstrip() for line in script.splitlines()]
    return [line for line in lines if line]
