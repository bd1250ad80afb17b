"""Every article is found by the words of its headline and body, as soon as it is stored."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from articles.intake import Submission
from articles.intake.batch import store_new
from articles.intake.parsed import parse
from articles.models import Article, Source
from articles.search import finding
from articles.search.finding import find_articles, find_sources
from articles.search.grams import NARROW
from articles.search.index import ARTICLES, SOURCES, Entry
from articles.search.query import Words
from tests.makers import fields, stored

pytestmark = pytest.mark.django_db


def found(text: str, limit: int = 20) -> list[str]:
    return [hit.headline for hit in find_articles(Words.of(text), limit, Article.objects.all()).hits]


def test_an_article_is_found_by_headline_and_by_body_once_it_is_stored():
    stored(headline="北郊的水能喝吗", body=["水厂值班员说，藻类比往年多。"])
    stored(headline="另一篇", body=["与此无关。"])
    assert found("北郊") == found("藻类") == found("水厂 北郊") == ["北郊的水能喝吗"]
    assert found("北郊 无关") == []


def test_articles_of_a_batch_are_found():
    store_new([parse(Submission.from_json(fields(headline=f"批量的第{n}篇"))) for n in range(3)])
    assert len(found("批量的")) == 3


def test_the_newest_come_first_and_only_so_many():
    for n in range(5):
        stored(headline=f"同题报道{n}")
    hits = find_articles(Words.of("同题"), 3, Article.objects.all())
    assert [hit.headline for hit in hits.hits] == ["同题报道4", "同题报道3", "同题报道2"]
    assert hits.more


def test_an_article_is_found_by_its_current_version_alone():
    first = stored(external_id="x-1", headline="原来的题目甲乙", body=["旧的正文丙丁。"])
    stored(external_id="x-1", headline="改过的题目戊己", body=["新的正文庚辛。"])
    assert found("甲乙") == found("丙丁") == []
    assert found("戊己") == found("庚辛") == ["改过的题目戊己"]
    assert Article.objects.count() == 1
    assert first.article_id


def test_a_single_character_is_looked_for_in_the_newest_headlines():
    stored(headline="停水通知", body=["正文。"])
    assert found("水") == ["停水通知"]
    assert found("文") == []


def test_an_article_that_is_deleted_leaves_nothing_in_the_index():
    version = stored(headline="将被删除的稿件")
    pk = version.article_id
    assert ARTICLES.versions(pk, pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "PRAGMA defer_foreign_keys = ON" if connection.vendor == "sqlite" else "SET CONSTRAINTS ALL DEFERRED"
        )
        cursor.execute("DELETE FROM articles_article WHERE id = %s", [pk])
    assert ARTICLES.versions(pk, pk) == {}
    connection.needs_rollback = True  # the rows that name the article are left behind


def test_words_are_compared_in_their_order():
    stored(headline="人民中国", body=["国人"])
    stored(headline="中国人民")
    assert found("中国人") == ["中国人民"]


def test_a_query_of_common_pairs_compares_a_bounded_number(monkeypatch):
    monkeypatch.setattr(finding, "MOST_COMPARED", 24)
    for n in range(30):
        stored(headline=f"甲乙和乙丙{n}")
    hits = find_articles(Words.of("甲乙丙"), 20, Article.objects.all())
    assert (hits.hits, hits.more) == ([], True)


def test_older_windows_are_searched_when_newer_ones_hold_too_few():
    for pk in (1, NARROW + 1, 7 * NARROW, 40 * NARROW, 400 * NARROW, 4_000 * NARROW):
        SOURCES.keep([Entry(pk, 0, {77})])
    assert list(SOURCES.newest([77])) == [4_000 * NARROW, 400 * NARROW, 40 * NARROW, 7 * NARROW, NARROW + 1, 1]


def test_every_row_comes_once_when_they_fill_several_reads():
    SOURCES.keep([Entry(pk, 0, {77}) for pk in range(1, 351)])
    assert list(SOURCES.newest([77])) == list(range(350, 0, -1))


def test_a_source_is_found_by_its_name_in_either_script():
    stored(source={"name": "歷史求知所"})
    assert [source.name for source in find_sources(Words.of("历史求知"), 5)] == ["歷史求知所"]
    assert [source.name for source in find_sources(Words.of("史"), 5)] == ["歷史求知所"]
    assert find_sources(Words.of("知求"), 5) == []


def test_rebuilding_indexes_what_is_missing_and_nothing_twice(capsys):
    version = stored(headline="索引以前的稿件")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_searcharticle")
        cursor.execute("DELETE FROM articles_searchsource")
    assert found("索引以前") == []
    call_command("rebuild_search")
    assert f"{1 + Source.objects.count()} indexed" in capsys.readouterr().out
    assert found("索引以前") == ["索引以前的稿件"]
    call_command("rebuild_search")
    assert " 0 indexed" in capsys.readouterr().out
    ARTICLES.keep([Entry(version.article_id, version.pk - 1, set())])
    call_command("rebuild_search")
    assert " 1 indexed" in capsys.readouterr().out
    assert found("索引以前") == ["索引以前的稿件"]
