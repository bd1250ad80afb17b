"""Every code that a report counts has its words in all forms of the report, and on the page of today."""

from __future__ import annotations

import copy
import csv
import io
import json
from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from structlog.testing import capture_logs

from articles.provenance.rules import FINDINGS
from articles.vocabulary.citations import GROUPS
from articles.vocabulary.flags import FLAGS
from articles.vocabulary.notices import DISCLAIMERS
from articles.vocabulary.scores import BANDS, SEVERITIES
from articles.vocabulary.term import UnknownTerm
from moderation.models import ReportRevision, RollUp, WeeklyReport
from moderation.reports.document import build, checksum, to_bytes
from moderation.reports.figures import rows as figure_rows
from moderation.reports.forms.formats import FORMATS
from moderation.reports.forms.html_form import render
from moderation.reports.forms.pdf_form import printable
from moderation.reports.publishing import current
from moderation.reports.rollups.period import day_of
from moderation.reports.today import TOP, today
from moderation.vocabulary.acts import ACTS
from moderation.vocabulary.glossary import families
from moderation.vocabulary.reasons import (
    AUDIT,
    FINDING,
    FLAG,
    REASON_KINDS,
    REPORT,
    REPORT_CATEGORIES,
    RULE,
    reason_term,
    reason_terms,
)
from tests.moderation.reports import world
from tests.vocabulary.counted import (
    COUNTED,
    GONE,
    NOT_COUNTED,
    OF_REASONS,
    TOY,
    clause,
    count,
    expected,
    fill,
    one_more,
)

pytestmark = pytest.mark.django_db
AFTER = world.WEEK.ends_at + timedelta(days=3)
LANGUAGES = ("zh", "en")
# Columns of CSV and workbook that hold codes beside their words, and addresses.
FOR_MACHINES = {"code", "代码", "unit", "单位", "link", "链接", "kind", "band"}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The document of a week that counts every member of every family, one more of each, and the words to find."""
    with (
        django_db_blocker.unblock(),
        world.rolled_back(),
        pytest.MonkeyPatch.context() as patch,
        one_more(*{family.name: family for family, *_ in COUNTED}.values(), REPORT_CATEGORIES),
    ):
        # Tables have no row for the rest: all of it is to be seen.
        patch.setattr(figure_rows, "LONGEST", 1000)
        fill()
        return build(world.WEEK, AFTER), expected()


@pytest.fixture
def document(made):
    return copy.deepcopy(made[0])


@pytest.fixture
def words(made):
    return made[1]


def figures_of(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {f["code"]: f for s in document["sections"] for t in s["tables"] for f in t["figures"]}


def listing_of(document: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return next(each["items"] for s in document["sections"] for each in s["listings"] if each["code"] == code)


def test_each_family_is_counted_by_reports_or_known_not_to_be():
    names = {family.name for family, *_ in COUNTED} | OF_REASONS | NOT_COUNTED
    assert names == {family.name for family in families()}


def test_each_member_of_each_family_has_its_words_in_a_figure(document, words):
    figures = figures_of(document)
    assert words.keys() <= figures.keys()
    for code, (zh, en) in words.items():
        label = figures[code]["label"]
        assert zh in label["zh"], code
        assert en in label["en"], code


def test_no_label_of_a_figure_is_its_code(document, words):
    figures = figures_of(document)
    for code in words:
        last = code.rpartition(".")[2]
        assert figures[code]["label"]["zh"] not in (code, last), code
        assert "_" not in figures[code]["label"]["en"], code


def test_each_kind_of_reason_has_reasons_but_rules_which_name_themselves():
    assert {kind for kind in REASON_KINDS if not reason_terms(kind)} == {RULE}
    assert reason_term(FINDING, "vague_sourcing").zh == "来源笼统"
    assert reason_term(FLAG, "web_sourced").en == "Declared: material from the web"
    assert reason_term(REPORT, "report_copied").zh == "举报抄袭"


@pytest.mark.parametrize(
    ("kind", "code", "said"),
    [(AUDIT, "gone", "audit has no reason 'gone'"), (RULE, "lake-road", "rule has no"), ("gone", "x", "no kind")],
)
def test_reason_that_there_is_not_is_named(kind, code, said):
    with pytest.raises(UnknownTerm, match=said):
        reason_term(kind, code)


def test_listings_name_their_codes(document):
    for listing, code, label, family in (
        ("disclaimers.wordings", "code", "label", DISCLAIMERS),
        ("reuse.groups", "kind", "kind_label", GROUPS),
        ("clickbait.top", "band", "band_label", BANDS),
        ("sources.lowest", "band", "band_label", BANDS),
    ):
        shown = {item[code]: item[label] for item in listing_of(document, listing)}
        assert shown.keys() == {*family, TOY}, listing
        assert shown[TOY] == {"zh": f"样例{family.zh}", "en": f"Sample {family.en}"}
        assert shown[family.codes[0]] == {"zh": family.terms[0].zh, "en": family.terms[0].title_en}


def test_severities_of_missing_ai_labels_all_have_a_row(document):
    figures = figures_of(document)
    assert {f"ai.missing.{severity}" for severity in (*SEVERITIES, TOY)} <= figures.keys()
    assert figures[f"ai.missing.{TOY}"]["label"]["zh"] == "文章未标识（样例严重程度）"


def test_sentence_about_decisions_names_each_act(document):
    (said,) = [sentence for sentence in document["summary"] if sentence["code"] == "decisions"]
    for zh, en in (*((act.zh, act.en) for act in ACTS.terms), ("样例处理", "sample act")):
        assert f"{zh} 1" in said["zh"]
        assert f"{en} 1" in said["en"]


def page_text(page: str) -> list[str]:
    """The texts of a page, one an element."""
    return list(lxml.html.fromstring(page).itertext())


def cells_of(table: list[list[str]]) -> list[str]:
    """What people read of a table: a title, the names of columns, rows."""
    return [cell for row in table[2:] for name, cell in zip(table[1], row, strict=False) if name not in FOR_MACHINES]


def _csv(document: dict[str, Any], language: Any) -> list[str]:
    text = FORMATS["csv"].make(document, language).decode("utf-8-sig")
    # The first block says which report it is.
    blocks = [list(csv.reader(io.StringIO(block.strip()))) for block in text.split("\r\n\r\n")[1:]]
    return [cell for block in blocks for cell in cells_of(block)]


def _xlsx(document: dict[str, Any], language: Any) -> list[str]:
    _, *sheets = load_workbook(io.BytesIO(FORMATS["xlsx"].make(document, language)))
    return [cell for sheet in sheets for cell in cells_of([[*map(str, row)] for row in sheet.values])]


# What people read of each form.
READ = {
    "html": lambda document, language: page_text(render(document, language)),
    "pdf": lambda document, language: page_text(printable(render(document, language))),
    "json": lambda document, language: [each["label"][language] for each in figures_of(document).values()],
    "csv": _csv,
    "xlsx": _xlsx,
}


def test_all_forms_are_read():
    assert READ.keys() == FORMATS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMATS)
def test_each_form_says_the_words_and_not_the_codes(document, words, form, language):
    document = json.loads(to_bytes(document))
    read = READ[form](document, language)
    said = "\n".join(read)
    for code, pair in words.items():
        assert pair[LANGUAGES.index(language)] in said, code
    codes = {code.rpartition(".")[2] for code in words}
    assert not [text for text in read if text in codes and "_" in text]
    assert TOY not in said


def test_published_words_stay_as_they_were_published(db):
    count("decisions.act", "remove")
    document = build(world.WEEK, AFTER)
    figures_of(document)["decisions.act.remove"]["label"].update(zh="旧词", en="Old word")
    report = WeeklyReport.objects.create(week=str(world.WEEK), monday=world.WEEK.monday)
    ReportRevision(report=report, number=1, document=to_bytes(document).decode(), sha256=checksum(document)).save()
    shown = current(world.WEEK, AFTER)
    assert figures_of(shown)["decisions.act.remove"]["label"] == {"zh": "旧词", "en": "Old word"}
    assert "旧词" in page_text(render(shown, "zh"))


def test_code_without_words_is_shown_as_it_is_and_logged(db):
    for _, measure, key, _ in COUNTED:
        count(measure, key.format(GONE))
    count("decisions.clause", f"{clause().pk}|{GONE}")
    count("ai.missing", GONE)
    for measure, key in (("models", f"{GONE}|model-1"), ("articles", "total")):
        count(measure, key)
    of_platforms = ("articles.platform", "news.platform", "reuse.uncredited.platform")
    for measure in of_platforms:
        count(measure, GONE)
    for kind in (*REASON_KINDS, "gone_kind"):
        count("queue.reason", f"{kind}|{GONE}")
    with capture_logs() as logs:
        document = build(world.WEEK, AFTER)
    figures = figures_of(document)
    codes = [*(figure.format(GONE) for *_, figure in COUNTED), f"models.{GONE}.model-1"]
    codes += [f"queue.reason.{kind}.{GONE}" for kind in (*REASON_KINDS, "gone_kind")]
    codes += [f"{each}.{GONE}" for each in ("articles.platform", "web_sourced_news.platform", of_platforms[-1])]
    for code in codes:
        assert GONE in figures[code]["label"]["zh"], code
        assert GONE in figures[code]["label"]["en"], code
    logged = {line["family"] for line in logs if line["event"] == "report.unknown_code" and line["code"] == GONE}
    assert logged == {*(family.name for family, *_ in COUNTED), *REASON_KINDS, "gone_kind", "platform"}
    for name in ("html", "csv", "xlsx", "json"):
        assert FORMATS[name].make(document, "zh")


@pytest.mark.parametrize("measure", ["flags", "findings.code"])
def test_page_of_today_names_each_code(db, measure, moderator):
    """The most frequent ones are shown, so a page holds some codes at a time."""
    day = day_of(timezone.now())
    with one_more(FLAGS, FINDINGS):
        terms = list(FLAGS.terms if measure == "flags" else FINDINGS.terms)
        for first in range(0, len(terms), TOP):
            RollUp.objects.all().delete()
            shown = terms[first : first + TOP]
            for term in shown:
                count(measure, term.code, day=day)
            name = "flags" if measure == "flags" else "findings"
            assert {line.label for line in today("zh")[name]} == {term.zh for term in shown}
            assert {line.label for line in today("en")[name]} == {term.title_en for term in shown}
        client = Client()
        client.force_login(moderator)
        page = client.get("/admin/triage/dashboard/").content.decode()
        assert all(term.zh in page for term in shown)
        count(measure, GONE, 99, day)
        assert today("zh")[name][0].label == GONE
