"""Every form says the same numbers; none of them runs anything."""

from __future__ import annotations

import copy
import csv
import io
import json
import random
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
from openpyxl import load_workbook

import moderation.reports
from articles.models import Platform
from moderation.reports.document import to_bytes
from moderation.reports.forms.cells import harmless
from moderation.reports.forms.formats import FORMATS
from moderation.reports.forms.html_form import render
from moderation.reports.forms.pdf_form import NoPdf, printable, to_pdf
from tests.moderation.reports import world

pytestmark = pytest.mark.django_db
AFTER = world.WEEK.ends_at + timedelta(days=3)
SCHEMA = json.loads((Path(moderation.reports.__file__).parent / "schema" / "weekly-report-2.json").read_text())
FORMULAS = ['=HYPERLINK("http://x")', "+1+1", "-1", "@SUM(A1)", "\t=1", "\u3000=1", "＝1", " =cmd|' /C calc'!A0"]


@pytest.fixture(scope="module")
def built_once(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), world.rolled_back():
        world.populate(random.Random(21), articles=20)  # noqa: S311 - repeatable, not secret
        return world.built(world.WEEK, AFTER)


@pytest.fixture
def document(built_once):
    """The document alone; its rows are gone."""
    return copy.deepcopy(built_once)


def figures_of(document):
    return {f["code"]: f for s in document["sections"] for t in s["tables"] for f in t["figures"]}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_csv_and_workbook_hold_every_number_of_the_json(document, language):
    figures = figures_of(json.loads(to_bytes(document)))
    fields = ("this_week", "last_week", "change", "mean", "part", "whole")

    text = FORMATS["csv"].make(document, language).decode("utf-8-sig")
    lines = {row[0]: row for row in csv.reader(io.StringIO(text)) if row and row[0] in figures}
    assert lines.keys() == figures.keys()
    for code, row in lines.items():
        expected = [figures[code][name] for name in fields]
        assert [json.loads(cell) if cell else None for cell in row[3:9]] == expected, code
        assert [json.loads(cell) if cell else None for cell in row[10:18]] == figures[code]["weeks"]

    book = load_workbook(io.BytesIO(FORMATS["xlsx"].make(document, language)))
    seen = {}
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            if row and row[0] in figures:
                seen[row[0]] = row
    assert seen.keys() == figures.keys()
    for code, row in seen.items():
        assert list(row[3:9]) == [figures[code][name] for name in fields], code
        assert all(not isinstance(cell, str) for cell in row[3:9]), "numbers are numbers"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_reads_in_the_readers_language(document, language):
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].make(document, language)))
    names = book.sheetnames
    assert all(len(name) <= 31 for name in names)
    assert len({name.lower() for name in names}) == len(names)
    assert {"zh": "文章 · 入库", "en": "Articles · Stored"}[language] in names
    units = {row[2] for sheet in book for row in sheet.iter_rows(values_only=True) if row[0] in figures_of(document)}
    assert None in units
    assert not units & {"count", "decimal"}
    sentence = next(cell for cell in book[names[1]]["B"] if cell.value == document["summary"][0][language])
    assert sentence.alignment.wrap_text
    if language == "zh":
        heads = {cell.value for sheet in book.worksheets[1:] for cell in sheet[2] if cell.value}
        assert not [head for head in heads if head.replace("_", "").isalpha() and head.isascii()]


def test_sheets_whose_long_titles_begin_alike_have_names_of_their_own(document):
    tables = document["sections"][0]["tables"]
    for number, table in enumerate(tables):
        table["title"] = {"zh": f"{'长' * 40}{number}", "en": f"{'x' * 40}{number}"}
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].make(document, "en")))
    assert sum("xxxx" in name for name in book.sheetnames) == len(tables)
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_the_json_fits_its_schema_and_the_schema_is_strict(document):
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    validator.validate(json.loads(to_bytes(document)))
    broken = json.loads(to_bytes(document))
    broken["sections"][0]["tables"][0]["figures"][0]["surprise"] = 1
    assert list(validator.iter_errors(broken))


@pytest.mark.parametrize("name", ["html", "json", "csv", "xlsx"])
def test_the_same_document_gives_the_same_bytes(document, name):
    again = json.loads(to_bytes(document))
    assert FORMATS[name].make(document, "zh") == FORMATS[name].make(again, "zh")


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_headline_that_is_a_formula_is_text(formula):
    monday = world.WEEK.starts_at
    version = world.article(monday, headline=formula, source=formula)
    world.score(version, 0.99, "high", monday)
    document = world.built(world.WEEK, AFTER)
    shown = harmless(formula)
    assert shown.startswith("'")
    text = FORMATS["csv"].make(document, "zh").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert shown in cells
    starts = ("=", "+", "@", "\t", "\r", "＝", "＋", "＠")
    assert not [cell for cell in cells if cell.lstrip(" \u3000").startswith(starts)]
    # A minus begins numbers only.
    assert all(json.loads(cell) < 0 for cell in cells if cell.startswith("-"))
    content = FORMATS["xlsx"].make(document, "zh")
    assert all(cell.data_type != "f" for sheet in load_workbook(io.BytesIO(content)) for row in sheet for cell in row)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in b"".join(archive.read(name) for name in archive.namelist())


def test_pdf_is_made_and_is_the_same_twice(document):
    pytest.importorskip("weasyprint")
    first = to_pdf(document, "zh")
    assert first.startswith(b"%PDF-")
    assert to_pdf(document, "zh") == first


@pytest.mark.parametrize("sentences", [1, 40, 46, 52, 58, 64, 70])
def test_no_page_of_the_pdf_holds_one_line_alone(document, sentences):
    weasyprint = pytest.importorskip("weasyprint")
    document["summary"] = [document["summary"][0]] * sentences
    pages = weasyprint.HTML(string=printable(render(document, "zh"))).render().pages
    lines = [sum(1 for box in page._page_box.descendants() if type(box).__name__ == "LineBox") for page in pages]
    assert min(lines[:-1]) > 10


def test_pdf_without_weasyprint_says_what_to_install(document, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(NoPdf, match=r"requirements-pdf\.txt"):
        to_pdf(document, "zh")


def test_ten_thousand_platforms():
    Platform.objects.bulk_create(Platform(code=f"p{n:05}", name_zh=f"平台{n}", name_en=f"P{n}") for n in range(10_000))
    from moderation.models import CountedDay, RollUp

    day = world.WEEK.monday
    CountedDay.objects.create(day=day, counted_at=AFTER)
    RollUp.objects.create(day=day, subject="stored", measure="articles", key="total", value=10_000)
    RollUp.objects.bulk_create(
        RollUp(day=day, subject="stored", measure="articles.platform", key=f"p{n:05}", value=1) for n in range(10_000)
    )
    from moderation.reports.document import build

    document = build(world.WEEK, AFTER)
    table = next(t for s in document["sections"] for t in s["tables"] if t["code"] == "articles.by_platform")
    assert len(table["figures"]) == 31
    assert sum(figure["this_week"] for figure in table["figures"]) == 10_000
    assert table["figures"][-1]["label"]["en"] == "9970 others"
    assert len(FORMATS["html"].make(document, "zh")) < 1_000_000


def test_one_article_and_an_empty_week():
    assert FORMATS["xlsx"].make(world.built(world.WEEK, AFTER), "zh")
    world.article(world.WEEK.starts_at)
    document = world.built(world.WEEK, AFTER)
    assert figures_of(document)["articles.total"]["this_week"] == 1
    assert document["summary"][0]["en"].startswith("Articles stored: 1 (1 new, 0 changed)")


def test_the_module_of_cells_leaves_plain_text_alone():
    assert harmless("环湖路改造") == "环湖路改造"
    assert harmless("a\x00b\u202ec") == "a b c"
