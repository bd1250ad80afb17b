"""The HTML page: its numbers equal the JSON's, its links work, and text from pages stays text."""

from __future__ import annotations

import copy
import json
import random
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest

from moderation.reports.document import checksum, to_bytes
from moderation.reports.forms.html_form import render
from moderation.reports.phrases import number, signed, signed_share
from moderation.reports.wording import WORDS
from tests.moderation.reports import world

pytestmark = pytest.mark.django_db
AFTER = world.WEEK.ends_at + timedelta(days=30)
LANGUAGES = ["zh", "en"]
# What people see of it is in SHOWN.
HOSTILE = '震惊<script>alert(1)</script>"><img src=x onerror=alert(1)>\u202e=HYPERLINK("x")'
SHOWN = HOSTILE.replace("\u202e", "‹U+202E›")


def of_rows():
    world.populate(random.Random(11), articles=30)  # noqa: S311
    monday = world.WEEK.starts_at
    for back, value in ((timedelta(days=-3), 62.0), (timedelta(days=1), 44.0)):
        version = world.article(monday + back, source="环宇志", topic="society_incident", headline="环湖路竟然要改造")
        world.flag(version, "web_sourced")
        world.reliability(
            version, value, "medium", monday + back, reasons=[world.reason("record", value, "5 篇中 2 篇")]
        )
        world.score(
            version, 0.97, "high", monday + back, reasons=[world.reason("suspense", 1.5, "悬念", "Suspense", "竟然")]
        )
    return world.built(world.WEEK, AFTER)


@pytest.fixture(scope="module")
def built_once(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), world.rolled_back():
        return of_rows()


@pytest.fixture
def document(built_once):
    """The document alone; its rows are gone."""
    return copy.deepcopy(built_once)


@pytest.fixture
def document_with_rows(db):
    return of_rows()


def figures_of(document):
    return {f["code"]: f for s in document["sections"] for t in s["tables"] for f in t["figures"]}


def listings_of(document):
    return {listing["code"]: listing["items"] for s in document["sections"] for listing in s["listings"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_is_the_json_documents(document, language):
    page = lxml.html.fromstring(render(document, language))
    read_back = json.loads(to_bytes(document))
    figures, listings = figures_of(read_back), listings_of(read_back)
    seen = set()
    for element in page.iter("data"):
        code, field, value = element.get("data-code"), element.get("data-field"), json.loads(element.get("value"))
        text = element.text_content()
        if code in figures:
            assert value == figures[code][field], (code, field)
            assert text == _written(figures[code], field, language)
            seen.add(code)
        else:
            assert value in [item[field] for item in listings[code]], (code, field)
    assert seen == set(figures)


def _written(figure, field, language):
    value = figure[field]
    if field == "change":
        return signed(value, figure["unit"], language)
    if field == "mean":
        return number(value, "points" if figure["unit"] == "count" else figure["unit"])
    if field == "relative_change":
        return signed_share(value)
    return number(value, "count" if field in ("part", "whole") else figure["unit"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_number_stands_outside_of_the_json_document(document, language):
    page = lxml.html.fromstring(render(document, language))
    for element in [*page.iter("data"), *page.iter("style"), *page.iter("code")]:
        element.text = ""
    for picture in page.xpath("//svg[@class='lineage']"):
        picture.getparent().remove(picture)
    said = json.dumps(document, ensure_ascii=False)
    figures = figures_of(document).values()
    known = set(re.findall(r"\d+", said))
    known |= {
        digits for f in figures for value in f["weeks"] for digits in re.findall(r"\d+", number(value, f["unit"]))
    }
    # The page's own words: the year's day and week, the axis, n < 10, SHA-256.
    known |= {"0", "5", "1", "10", "100", "00", "12", "18", "19", "3", "2026", "256"}
    assert set(re.findall(r"\d+", page.text_content())) <= known


def test_the_summary_stands_on_the_page_word_for_word(document):
    for language in LANGUAGES:
        page = lxml.html.fromstring(render(document, language))
        shown = [item.text_content() for item in page.xpath("//ol[@class='summary']/li")]
        assert shown == [sentence[language] for sentence in document["summary"]]


def test_it_names_snapshot_revision_and_checksum(document):
    text = lxml.html.fromstring(render(document, "zh")).text_content()
    assert "来源周报" in text
    assert "2026 年第 3 周 · 1 月 12 日至 18 日（北京时间）" in text
    assert "截至 1 月 19 日 00:00 的快照 · 第 1 版" in text
    assert checksum(document) in text
    assert "未完" not in text.split("方法与限度")[0]
    english = lxml.html.fromstring(render(document, "en")).text_content()
    assert "Week 3 of 2026 · 12–18 January (Beijing time)" in english


def test_a_running_week_says_so(db):
    world.article(world.WEEK.starts_at + timedelta(hours=5))
    document = world.built(world.WEEK, world.WEEK.starts_at + timedelta(days=1))
    page = lxml.html.fromstring(render(document, "zh"))
    assert page.xpath("//h1/span[@class='partial']")[0].text_content() == "未完：本周仍在进行"
    assert "截至 1 月 12 日 05:00 的快照" in page.text_content()


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_from_pages_stays_text(db, language):
    monday = world.WEEK.starts_at
    version = world.article(monday, source=HOSTILE, headline=HOSTILE, template=HOSTILE[:50], topic="life")
    world.score(version, 0.99, "high", monday, reasons=[world.reason("suspense", 2.0, HOSTILE, HOSTILE, HOSTILE)])
    world.reliability(version, 20, "low", monday)
    html = render(world.built(world.WEEK, AFTER), language)
    page = lxml.html.fromstring(html)
    assert not list(page.iter("script", "img", "iframe", "link", "object", "base"))
    assert not [a for element in page.iter() for a in element.attrib if a.startswith("on")]
    assert SHOWN in page.text_content()
    # It is isolated, so that it cannot turn the text around it.
    assert all(a.getparent().tag == "bdi" for a in page.iter("a") if SHOWN in a.text_content())


def test_the_page_needs_nothing_from_outside(document):
    html = render(document, "zh")
    assert not re.search(r"""(src|href|url|@import)\s*[=(]\s*["']?\s*(https?:)?//""", html)
    assert "http" not in re.sub(r"<data.*?</data>", "", html)


def test_every_picture_has_a_text_beside_it(document):
    for svg in lxml.html.fromstring(render(document, "en")).iter("svg"):
        assert svg.get("role") == "img"
        assert svg.get("aria-label")
        assert svg.find("title").text
        assert svg.find("desc").text


def test_every_link_lists_exactly_what_was_counted(document_with_rows, admin_client):
    """A count's link lists as many rows as it says, a share's as many as its part."""
    linked = [figure for figure in figures_of(document_with_rows).values() if figure["link"]]
    assert len(linked) > 100
    wrong = []
    for figure in linked:
        response = admin_client.get(figure["link"])
        # The admin answers a filter it refuses with a redirect to ?e=1.
        assert response.status_code == 200, figure["link"]
        listed = response.context["cl"].queryset.count()
        expected = figure["part"] if figure["unit"] == "share" else figure["this_week"]
        if figure["unit"] in ("share", "count") and figure["code"] != "agreement.share" and listed != expected:
            wrong.append((figure["code"], expected, listed, figure["link"]))
    known = {"references.articles"}  # lists the references of these articles
    assert [each for each in wrong if each[0] not in known] == []


def test_links_of_lists_lead_to_pages_that_exist(document_with_rows, admin_client):
    links = {item["link"] for items in listings_of(document_with_rows).values() for item in items if item.get("link")}
    assert links
    for link in sorted(links):
        assert admin_client.get(link).status_code == 200, link


def test_the_link_of_new_articles_names_the_week(document):
    figure = figures_of(document)["articles.new"]
    assert parse_qs(urlsplit(figure["link"]).query)["created_at__gte"] == ["2026-01-12T00:00:00+08:00"]


def test_movers_say_what_moved_them(document):
    movers = {item["name"]: item for item in listings_of(document)["sources.movers"]}
    assert movers["环宇志"]["change"] == -18.0
    assert movers["环宇志"]["why"]["zh"] == "5 篇中 2 篇"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_legend_names_last_week_only_where_last_week_is_drawn(db, language):
    words = WORDS[language]
    legends = (words["flags_last"], words["bins_last"])

    def page() -> str:
        shown = lxml.html.fromstring(render(world.built(world.WEEK, AFTER), language))
        return str(shown.xpath("//section[@class='first']")[0].text_content())

    def told(moment) -> None:
        version = world.article(moment)
        world.flag(version, "web_sourced")
        world.score(version, 0.9, "high", moment)

    assert not any(legend in page() for legend in legends)
    told(world.WEEK.starts_at)
    alone = page()
    assert words["flags_note"] in alone
    assert words["no_comparison"] in alone
    assert not any(legend in alone for legend in (*legends, words["against"]))
    told(world.WEEK.starts_at - timedelta(days=1))
    assert all(legend in page() for legend in legends)


def test_a_bar_of_everything_leaves_room_for_its_figure(db):
    world.flag(world.article(world.WEEK.starts_at), "web_sourced")
    shown = lxml.html.fromstring(render(world.built(world.WEEK, AFTER), "zh"))
    (figure,) = [text for text in shown.iter("text") if text.text == "100.0%"]
    (width,) = [each.get("viewbox").split()[2] for each in figure.iterancestors("svg")]
    digit = 8  # px, in the picture's 12 px font
    assert int(figure.get("x")) + digit * len(figure.text) <= int(width)
