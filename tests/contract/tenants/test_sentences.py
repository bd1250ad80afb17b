"""Sentences of findings are made when they are read, for the reader: no words of another platform."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import ArticleVersion, Finding, Platform
from articles.provenance.context import CircleFact
from articles.provenance.evidence import Evidence
from articles.provenance.finding import Detection
from articles.provenance.rules import FINDINGS, RULES, declaration
from articles.provenance.sentence import OtherArticle, OtherSource, filled, to_json
from articles.provenance.stored.record import provenance_record
from articles.provenance.stored.sentences import sentences
from articles.vocabulary.legal_bases import SOURCE_LABEL
from moderation.decisions import DecisionRequest, decide
from moderation.exports.evidence_bundle import bundle_of
from moderation.models import QueueItem
from tests.contract.conftest import Api
from tests.makers import stored
from tests.provenance.rules.makers import copied
from tests.provenance.stored.test_circles import telling
from tests.provenance.stored.world import finish, published, settle

HEADLINE, ACCOUNT = "绝密标题：老桥封闭另有隐情", "绝密账号"
READINGS = ("articles/{}/", "articles/{}/provenance/")


@pytest.fixture
def secret(db: None) -> ArticleVersion:
    """An article of another platform."""
    return published(ACCOUNT, "20T09:00", platform="toutiao", headline=HEADLINE)


@pytest.fixture
def copy(secret: ArticleVersion) -> ArticleVersion:
    """A copy of it that credits nobody."""
    return published("山城观察", "22T09:00")


@pytest.fixture
def bound(api_key: Any) -> Api:
    return Api(api_key(platform=Platform.objects.get(code="netease")))


def said(body: Any, code: str) -> dict[str, Any]:
    (found,) = [each for each in body["findings"] if each["code"] == code]
    return dict(found)


@pytest.mark.parametrize("reading", READINGS)
def test_a_bound_key_reads_ids_and_shares_of_a_copy_of_another_platform(reading, secret, copy, bound):
    body = bound.get(reading.format(copy.article_id)).json()
    assert_unnamed(body)
    reuse = said(body, "uncredited_reuse")
    other = secret.article_id
    assert reuse["explanation_zh"] == f"正文 100% 与更早发布的另一平台的文章 {other}相同，没有注明。"
    assert reuse["explanation_en"] == (
        f"100% of the text stands in an earlier article, article {other} of another platform, which is not named."
    )
    assert reuse["articles"] == [other]
    changed = said(body, "headline_changed")
    assert str(other) in changed["explanation_zh"]
    assert copy.headline in changed["explanation_zh"]


@pytest.mark.parametrize("reading", READINGS)
def test_a_key_of_all_platforms_reads_the_whole_sentence(reading, copy, api):
    body = api.get(reading.format(copy.article_id)).json()
    for name in ("explanation_zh", "explanation_en"):
        assert HEADLINE in said(body, "headline_changed")[name]
        assert ACCOUNT in said(body, "uncredited_reuse")[name]


@pytest.mark.parametrize("reading", READINGS)
def test_a_bound_key_reads_the_words_of_its_own_platform(reading, bound):
    published(ACCOUNT, "20T09:00", headline=HEADLINE)
    copy = published("山城观察", "22T09:00")
    assert HEADLINE in said(bound.get(reading.format(copy.article_id)).json(), "headline_changed")["explanation_zh"]


@pytest.mark.parametrize("reading", READINGS)
def test_a_credited_copy_does_not_tell_the_name_in_the_registry(reading, secret, bound):
    secret.article.source.names.create(name="江边晚报", key="江边晚报")
    copy = published("山城观察", "22T09:00", references=[{"headline": "老桥封闭", "outlet": "江边晚报"}])
    body = bound.get(reading.format(copy.article_id)).json()
    assert_unnamed(body)
    assert said(body, "credited_reuse")["explanation_zh"].endswith("已注明其来源。")


@pytest.mark.parametrize("reading", READINGS)
def test_a_ring_across_platforms_is_told_by_ids(reading, bound, api):
    telling(ACCOUNT, "18T09:00", "山城观察", platform="toutiao")
    own = telling("山城观察", "18T15:00", ACCOUNT)
    foreign = Finding.objects.get(version=own, code="circular_citation").values["accounts"]["sources"]
    assert own.article.source_id in foreign
    ring = said(bound.get(reading.format(own.article_id)).json(), "circular_citation")
    assert ACCOUNT not in ring["explanation_zh"] + ring["explanation_en"]
    assert "山城观察" in ring["explanation_zh"]
    assert f"另一平台的账号 {min(set(foreign) - {own.article.source_id})}" in ring["explanation_zh"]
    assert ACCOUNT in said(api.get(reading.format(own.article_id)).json(), "circular_citation")["explanation_zh"]


@pytest.mark.parametrize("reading", READINGS)
def test_a_sentence_stored_by_an_older_version_is_not_told_to_a_bound_key(reading, secret, copy, bound, api):
    old = f"正文 100% 与更早发布的“{HEADLINE}”（{ACCOUNT}）相同，没有注明。"
    Finding.objects.filter(version=copy).exclude(articles=[]).update(
        values=None, explanation_zh=old, explanation_en=old
    )
    body = bound.get(reading.format(copy.article_id)).json()
    assert_unnamed(body)
    reuse = said(body, "uncredited_reuse")
    assert reuse["explanation_zh"] == f"转载未注明来源：见文章 {secret.article_id}。"
    assert reuse["explanation_en"] == f"Copied without credit: see article {secret.article_id}."
    assert said(api.get(reading.format(copy.article_id)).json(), "uncredited_reuse")["explanation_zh"] == old


def test_a_reassessment_replaces_an_older_sentence(secret, copy, bound):
    Finding.objects.filter(version=copy).update(values=None, explanation_zh=HEADLINE, explanation_en=HEADLINE)
    published("第三个号", "23T09:00")
    settle()
    assert not Finding.objects.filter(version=copy, values=None).exists()


def test_stored_findings_hold_no_words_of_others(secret, copy):
    for finding in Finding.objects.filter(version=copy):
        columns = json.dumps(
            [finding.explanation_zh, finding.explanation_en, finding.values, finding.spans], ensure_ascii=False
        )
        assert HEADLINE not in columns
        assert ACCOUNT not in columns


def test_an_article_that_is_gone_is_named_by_its_id(copy):
    finding = Finding.objects.get(version=copy, code="headline_changed")
    finding.values = {**finding.values, "other": {"article": 987654}}
    assert "987654" in sentences([finding], within=None)[finding.pk].zh


def test_the_changed_headline_of_the_other_article_is_told_as_it_is_now(secret, copy):
    new = stored(
        platform="toutiao",
        source={"name": ACCOUNT},
        external_id=secret.article.external_id,
        headline="改过的标题",
        body=list(secret.extracted.body),
        published_at="2026-11-20T09:00:00+08:00",
    )
    finish(new)
    record = provenance_record(copy.article)
    assert "改过的标题" in said(record, "uncredited_reuse")["explanation_zh"]


def test_an_evidence_bundle_has_no_words_of_another_platform(secret, copy, moderator):
    item = QueueItem.objects.get(article=copy.article_id)
    decision = decide(moderator, DecisionRequest(item.pk, item.version, "limit", clause="1.1"))
    bundle = bundle_of(decision)
    assert_unnamed(bundle)
    assert HEADLINE not in base64.b64decode(bundle["page"]["base64"]).decode()
    assert said(bundle, "uncredited_reuse")["values"]["other"] == {"article": secret.article_id}


def test_moderators_read_the_whole_sentence(secret, copy, client, moderator):
    client.force_login(moderator)
    item = QueueItem.objects.get(article=copy.article_id)
    for address in (f"/admin/triage/{item.pk}/", f"/admin/triage/{item.pk}/provenance/"):
        page = client.get(address).content.decode()
        assert f"“{HEADLINE}”（{ACCOUNT}）" in page


def test_lists_of_findings_make_their_sentences_in_one_query(secret, copy, admin_client):
    address = "/admin/articles/finding/"
    admin_client.get(address)
    with CaptureQueriesContext(connection) as few:
        assert HEADLINE in admin_client.get(address).content.decode()
    for number in range(4):
        published(f"转载号{number}", f"23T1{number}:00")
    with CaptureQueriesContext(connection) as many:
        admin_client.get(address)
    assert len(many) <= len(few) + 1  # the accounts of rings are read only when there are any


def test_rules_cannot_write_words_of_others_into_a_sentence():
    fact = copied(headline=HEADLINE, source=ACCOUNT)
    ring = CircleFact((ACCOUNT,), (1,), False)
    for words in (fact.headline, fact.source, ring.accounts[0]):
        for write in (lambda it: f"“{it}”", "“{}”".format, lambda it: "“" + it, lambda it: it + "”", str):
            with pytest.raises(TypeError, match="value of the Detection"):
                write(words)
        with pytest.raises(TypeError, match="another article's words"):
            to_json({"words": words})


@pytest.fixture
def toy_rule() -> Iterator[str]:
    """A rule that somebody adds: it names the copied article by a value."""
    code = "toy_names_others"

    @declaration.finding(code, "点名", "names others", SOURCE_LABEL)
    def toy(evidence: Evidence) -> Detection | None:
        if not evidence.around.taken:
            return None
        return Detection("low", "与{other}相似。", "Like {other}.", values={"other": evidence.around.taken[0].other})

    yield code
    FINDINGS.remove(code)
    del RULES[code]


@pytest.mark.parametrize("reading", READINGS)
def test_a_rule_that_is_added_tells_a_bound_key_no_words_either(reading, toy_rule, secret, copy, bound, api):
    body = bound.get(reading.format(copy.article_id)).json()
    assert said(body, toy_rule)["explanation_en"] == f"Like article {secret.article_id} of another platform."
    assert_unnamed(body)
    assert ACCOUNT in said(api.get(reading.format(copy.article_id)).json(), toy_rule)["explanation_en"]


def test_values_fill_places_and_other_braces_stay():
    ring = OtherSource(1, "甲"), OtherSource(2)
    values = {"share": 0.914, "own": "{other}", "other": OtherArticle(7), "ring": ring}
    assert filled("{share:.0%} {own} {nobody} {}", values, "zh") == "91% {other} {nobody} {}"
    assert filled("{ring}", values, "en") == "甲 → account 2 of another platform"
    assert filled("{other}", {}, "zh") == "{other}"


def assert_unnamed(body: Any) -> None:
    words = json.dumps(body, ensure_ascii=False)
    assert "绝密" not in words


def test_sentences_of_many_findings_cost_two_queries_at_most(secret, copy, django_assert_max_num_queries):
    telling(ACCOUNT, "18T09:00", "山城观察", platform="toutiao")
    telling("山城观察", "18T15:00", ACCOUNT)
    rows = list(Finding.objects.all())
    assert sum(bool(row.values) for row in rows) >= 4
    own = Platform.objects.get(code="netease")
    with django_assert_max_num_queries(2):
        assert len(sentences(rows, within=own)) == len(rows)
    with django_assert_max_num_queries(0):
        sentences([row for row in rows if not row.values], within=None)
