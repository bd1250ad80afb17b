"""A finding is one function in one file. Nothing else has to know it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import ArticleVersion
from articles.provenance import rules
from articles.provenance.rules import FINDINGS, RULES
from articles.provenance.stored.record import provenance_record
from articles.vocabulary.legal_bases import SOURCE_LABEL
from moderation.models import QueueItem
from moderation.reports.document import build
from moderation.reports.rollups.period import day_of
from moderation.reports.today import today
from moderation.triage.rules.catalogue import facts_by_name
from moderation.triage.rules.compiling import compiled
from moderation.vocabulary.glossary import tables
from tests.contract.conftest import Api
from tests.moderation.reports import world
from tests.provenance.stored.world import published
from tests.vocabulary.counted import count
from workbench.env import BASE_DIR

pytestmark = pytest.mark.django_db
CODE = "shouting"
MODULE = f"{rules.__name__}.{CODE}"
TOY_RULES = Path(__file__).parent / "toy_rules"


@pytest.fixture(autouse=True)
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The file lies in the folder of the rules, which finds it as it finds its own."""
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(TOY_RULES)])
    rules.load_rules()
    yield
    FINDINGS.remove(CODE)
    del RULES[CODE], sys.modules[MODULE], vars(rules)[CODE]


@pytest.fixture
def shouted() -> ArticleVersion:
    return published("临江早报", "18T09:00", headline="临江市城东老桥突然封闭！！！")


def test_record_names_it_with_its_legal_basis(shouted):
    (found,) = [each for each in provenance_record(shouted.article)["findings"] if each["code"] == CODE]
    assert found["explanation_zh"] == "标题连用三个感叹号。"
    assert (found["clause_zh"], found["clause_en"]) == (SOURCE_LABEL.zh, SOURCE_LABEL.en)


def test_api_lists_and_shows_it(shouted, api_key):
    api = Api(api_key("articles:read"))
    (listed,) = api.get(f"articles/?finding={CODE}").json()["results"]
    assert listed["id"] == shouted.article_id
    shown = api.get(f"articles/{shouted.article_id}/").json()["findings"]
    assert (CODE, "high", SOURCE_LABEL.code) in {(each["code"], each["severity"], each["clause"]) for each in shown}


def test_console_shows_it_and_why_the_article_is_queued(shouted, client: Client, moderator):
    item = QueueItem.objects.get(article=shouted.article_id)
    reason = item.reasons.get(code=CODE)
    assert (reason.kind, reason.label_zh, reason.label_en) == ("finding", "标题喊叫", "Shouting headline")
    client.force_login(moderator)
    for address in (f"/admin/triage/{item.pk}/", f"/admin/triage/{item.pk}/provenance/"):
        page = client.get(address).content.decode()
        assert "标题连用三个感叹号。" in page
        assert SOURCE_LABEL.zh in page


def test_admin_lists_it_in_words(shouted, admin_client: Client):
    page = admin_client.get(f"/admin/articles/finding/?code__exact={CODE}").content.decode()
    assert page.count("标题喊叫") == 2  # as a filter, and in its row
    assert f">{CODE}<" not in page


def test_report_and_page_of_today_count_it_in_words():
    count("findings.code", CODE)
    count("findings.code", CODE, day=day_of(timezone.now()))
    document = build(world.WEEK, world.WEEK.ends_at + timedelta(days=3))
    figures = [figure for section in document["sections"] for table in section["tables"] for figure in table["figures"]]
    (figure,) = [figure for figure in figures if figure["code"] == f"findings.code.{CODE}"]
    assert figure["label"] == {"zh": "标题喊叫", "en": "Shouting headline"}
    assert [line.label for line in today("zh")["findings"]] == ["标题喊叫"]


def test_routing_rules_can_ask_for_it():
    for fact in ("findings", "findings_high"):
        assert CODE in facts_by_name()[fact].words
        assert compiled(f'"{CODE}" in {fact}').facts == {fact}


def test_glossary_lists_it():
    assert f"| `{CODE}` | 标题喊叫 | shouting headline |" in tables()


def test_contributors_are_shown_this_finding():
    page = (BASE_DIR / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (example,) = [block for block in page.split("```python\n")[1:] if block.startswith("@finding")]
    assert example.partition("```")[0] in (TOY_RULES / f"{CODE}.py").read_text(encoding="utf-8")
