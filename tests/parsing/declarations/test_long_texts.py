"""Of a text that is longer than any article, the ends are searched for declarations, and a warning says so."""

from __future__ import annotations

import pytest

from articles.parsing import ExtractedArticle, extract
from articles.parsing.declarations.notices import MIDDLE_UNREAD
from articles.parsing.submitted.structured import from_fields
from tests.parsing.declarations.forms import BODY, HEADLINE

DECLARED = "本文内容由AI生成"


def read(form: str, body: list[str]) -> ExtractedArticle:
    if form == "text":
        return extract("\n".join((HEADLINE, *body)), content_type="text/plain")
    return from_fields({"headline": HEADLINE, "body": body})


@pytest.mark.parametrize("form", ["text", "fields"])
def test_the_ends_of_a_long_text_are_searched_and_the_reader_is_told(form: str) -> None:
    prose = [*BODY] * 800
    article = read(form, [*prose, DECLARED])
    assert [flag.code for flag in article.provenance_flags] == ["ai_generated"]
    assert MIDDLE_UNREAD in article.warnings
    short = read(form, [*BODY, DECLARED])
    assert [flag.code for flag in short.provenance_flags] == ["ai_generated"]
    assert MIDDLE_UNREAD not in short.warnings
