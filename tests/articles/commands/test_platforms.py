"""`manage.py platforms`, and the page of the documents that it prints."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from django.core.management import call_command

PAGE = Path(__file__).resolve().parents[3] / "docs" / "platforms.md"


def test_the_page_of_the_documents_is_what_the_command_prints() -> None:
    printed = StringIO()
    call_command("platforms", stdout=printed)
    assert PAGE.read_text("utf-8") == printed.getvalue(), "run: python manage.py platforms > docs/platforms.md"
