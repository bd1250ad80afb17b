"""Editions as rows: imported once, never overlapping, and citations linked to what they name."""

from __future__ import annotations

from datetime import date

import pytest

from articles.models import ListEdition, ListEntry, Source, SourceRelation
from articles.provenance.registry.problem import EditionConflict
from articles.provenance.registry.source_list import read_source_list
from articles.provenance.stored.registry import remember_name, standings
from articles.provenance.stored.source_lists import import_edition
from tests.provenance.stored.world import STORY, published

pytestmark = pytest.mark.django_db
LIST = "outlet,tier,province,medium\n云岭日报,省级,云岭,报纸\n新华网,中央,全国,\n新华社,中央,全国,\n".encode()
FIELDS = {"title": "稿源名单", "issuer": "网信办", "evidence": "公告2015年第1号"}


def take(content: bytes = LIST, code: str = "2015", since: date = date(2015, 5, 5), **more):
    return import_edition(read_source_list(content), content, code=code, valid_from=since, **FIELDS, **more)


def test_an_edition_is_taken_over_once():
    done = take()
    assert (done.entries, done.new_sources, done.unchanged) == (3, 3, False)
    again = take()
    assert (again.entries, again.unchanged) == (3, True)
    assert ListEntry.objects.count() == 3
    entry = ListEntry.objects.get(name="云岭日报")
    assert (entry.standing, entry.since, entry.reason) == ("listed", date(2015, 5, 5), "稿源名单")
    assert entry.evidence == "公告2015年第1号, line 2"


def test_two_lines_that_are_names_of_one_publisher_stay_two_sources():
    take()
    assert len(set(ListEntry.objects.values_list("source", flat=True))) == 3


def test_another_list_under_the_same_name_is_refused_and_nothing_written():
    take()
    with pytest.raises(EditionConflict, match="another code"):
        take(LIST + "甲报,,,\n".encode())
    assert ListEntry.objects.count() == 3


def test_editions_cannot_overlap_unless_the_one_before_is_ended():
    take()
    with pytest.raises(EditionConflict, match="close-previous"):
        take(code="2021", since=date(2021, 10, 20))
    take(code="2021", since=date(2021, 10, 20), close_previous=True)
    assert ListEdition.objects.get(code="2015").valid_until == date(2021, 10, 19)
    assert Source.objects.filter(kind="outlet").count() == 3


def test_aliases_channels_and_brackets_are_the_same_outlet():
    take()
    names = ["《云岭日报》", "云岭日报客户端", "新华视点", "没听说过的号"]
    found = {name: standing.state for name, standing in standings(names, date(2016, 1, 1)).items()}
    assert found == dict(zip(names, ["listed", "listed", "listed", "unlisted"], strict=True))
    assert standings(["云岭日报"], date(2014, 1, 1))["云岭日报"].state == "no_edition"


def test_an_account_speaks_through_the_unit_it_belonged_to_that_day():
    take()
    account = Source.objects.create(kind="account", name="云岭掌上新闻")
    remember_name(account)
    unit = Source.objects.get(name="云岭日报")
    SourceRelation.objects.create(source=account, unit=unit, since=date(2016, 1, 1), evidence="主页认证")
    assert standings(["云岭掌上新闻"], date(2015, 12, 31))["云岭掌上新闻"].state == "unlisted"
    found = standings(["云岭掌上新闻"], date(2016, 1, 1))["云岭掌上新闻"]
    assert (found.state, found.through) == ("listed", "云岭日报")


def test_import_links_earlier_citations():
    cited = [{"headline": "老桥封闭", "outlet": "云岭日报"}]
    version = published(
        "湖城快讯",
        "18T09:00",
        body=["据云岭日报报道，老桥封闭。", *STORY],
        references=cited,
    )
    assert version.references.get().source is None
    assert take().citations_linked == 2
    assert version.references.get().source == version.attributions.get(who="云岭日报").source


def test_news_taken_from_an_outlet_off_the_list_is_a_finding_while_an_edition_is_in_force():
    body = ["来源：云岭小道", *STORY]
    assert not published("甲号", "18T09:00", body=body).findings.filter(code="unlisted_reprint_source").exists()
    take()
    finding = published("乙号", "18T10:00", body=body).findings.get(code="unlisted_reprint_source")
    assert "云岭小道" in finding.explanation_zh
    assert finding.spans[0]["text"] == "云岭小道"
    listed = published("丙号", "18T11:00", body=["来源：云岭日报", *STORY])
    assert not listed.findings.filter(code="unlisted_reprint_source").exists()
    for time, credit in (
        (12, "来源：云岭日报国内新闻"),
        (13, "来源：河湾消防"),
        (14, "视频来源：云岭小道"),
        (15, "来源：己号"),
    ):
        quiet = published("己号", f"18T{time}:00", body=[credit, *STORY])
        assert not quiet.findings.filter(code="unlisted_reprint_source").exists(), credit
