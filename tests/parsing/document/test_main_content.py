"""The body of a page of unknown layout: its paragraphs in order, and nothing that stands around them."""

from __future__ import annotations

import pytest

from articles.parsing import Unreadable, extract
from tests.parsing.document.body_layouts import AROUND, BODIES, inside, page
from tests.parsing.platforms.layouts.story import LINES

SHORT = tuple(line[:36] for line in LINES)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_is_read_in_every_layout(body: str) -> None:
    assert extract(page(body, "" if body.startswith("<p>") else AROUND["links"])).body == LINES


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
@pytest.mark.parametrize("tags", [("p",), ("section", "section", "span"), ("div",)])
def test_what_stands_around_a_short_body_does_not_win(around: str, tags: tuple[str, ...]) -> None:
    opened, closed = "".join(f"<{tag}>" for tag in tags), "".join(f"</{tag}>" for tag in reversed(tags))
    body = inside('div class="article_text"', "".join(f"{opened}{line}{closed}" for line in SHORT))
    assert extract(page(body, around)).body == SHORT


def test_an_element_without_prose_is_no_body() -> None:
    with pytest.raises(Unreadable, match="no headline and body"):
        extract(page("", AROUND["links"]))
