"""Questions to a page: selectors with alternatives, addresses that are none."""

from __future__ import annotations

import json

import pytest

from articles.parsing import extract
from articles.parsing.document.page import Page, web_address
from articles.parsing.visibility import styles

PAGE = Page("<div><p class=b>zwei</p><h1 id=a>eins</h1><p class=c data-x='1,2'>drei</p></div>", is_html=True)
SELECTORS = ["#a, .b", ".b, #a", ".c, .none", ".none", ".none, #nobody", "[data-x='1,2'], #a", ".none, .c, .b, #a", "p"]


@pytest.mark.parametrize("selector", SELECTORS)
def test_a_list_of_selectors_finds_what_one_search_for_all_of_them_finds(selector: str) -> None:
    found = PAGE.tree.css(selector)
    assert [node.mem_id for node in PAGE.matches(selector)] == [node.mem_id for node in found]
    first = PAGE.first(selector)
    assert (first.mem_id if first else None) == (found[0].mem_id if found else None)
    assert PAGE.has(selector) == bool(found)
    assert PAGE.text_of(selector) == (found[0].text() if found else None)


@pytest.mark.parametrize(
    "address", ["https://a.example/\ud800", "https://a.example/\udfff1", "ftp://a.example", "", None]
)
def test_an_address_that_no_browser_opens_is_none(address: str | None) -> None:
    assert web_address(address) is None


def test_half_a_surrogate_pair_in_a_name_of_a_pages_data_is_not_stored() -> None:
    photo = {"id": "3x", "caption": "河湾渡口的早班船提前到六点。" * 4, "timestamp": 1741051231000}
    data = json.dumps({"defaultClient": {"VisionVideoDetailPhoto:3x\ud800": photo}})
    article = extract(f"<html><body><script>window.__APOLLO_STATE__={data};</script></body></html>")
    json.dumps(article.to_json(), ensure_ascii=False).encode()
    assert article.url is None


def test_a_sheet_that_is_kept_is_read_as_a_new_one() -> None:
    css = "p{color:red} @media print{p{display:none}} @supports (x:y){.a{opacity:0}} .b,.c>p{font-size:8px}" * 3
    page = f"<style>{css}</style><style>.d{{color:blue}}</style><p class=b>eins</p>"
    read = [styles.Styles.of(Page(page, is_html=True).tree) for _ in range(2)]
    fresh = styles._read_sheet(css)
    assert styles._kept_sheet(css) == fresh
    assert [one._raw for one in read] == [read[0]._raw] * 2
    assert [one.complete for one in read] == [False, False]
