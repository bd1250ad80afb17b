"""The glossary has every code as the vocabulary says it, and a command writes it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from moderation.vocabulary.glossary import BEGIN, END, families, replaced, tables
from workbench.env import BASE_DIR

PAGE = BASE_DIR / "docs" / "glossary.md"


def test_glossary_is_what_the_vocabulary_says():
    page = PAGE.read_text(encoding="utf-8")
    assert page == replaced(page), "run: python manage.py glossary docs/glossary.md"


def test_command_writes_the_tables_between_the_marks(tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text(f"# Words\n\n{BEGIN}\nof yesterday\n{END}\n\nThe end.\n", encoding="utf-8")
    printed = io.StringIO()
    call_command("glossary", str(page), stdout=printed)
    assert page.read_text(encoding="utf-8") == f"# Words\n\n{BEGIN}\n\n{tables()}\n\n{END}\n\nThe end.\n"
    assert printed.getvalue() == f"{len(families())} families\n"


@pytest.mark.parametrize(("text", "said"), [(None, "No such file"), ("# Words\n", "the page has no")])
def test_command_says_why_it_cannot_write(tmp_path: Path, text: str | None, said: str):
    page = tmp_path / "page.md"
    if text is not None:
        page.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=said):
        call_command("glossary", str(page))
