"""Who tells whose story in other words, as rows: whatever the order in which articles come."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from articles.assessment.pipeline import assess_batch
from articles.models import (
    Article,
    ArticleVersion,
    Assessment,
    ProtectedOriginal,
    RareTerm,
    Retelling,
    ReuseEdge,
    Score,
)
from articles.provenance.export.prov_document import prov_jsonld
from articles.provenance.rewording.rare_terms import STORED
from articles.provenance.stored.record import provenance_record
from articles.provenance.stored.rewording.originals import protect, unprotect
from articles.provenance.stored.rewording.terms import COMMON, forget_old, week_of, weeks_back
from articles.vocabulary.citations import OUTLET
from articles.vocabulary.retellings import COMMON_SOURCE, RETOLD
from tests.makers import stored
from tests.provenance.rewording.texts import OTHER_REPORT, REWORDING, STORY
from tests.provenance.stored.world import finish, published

pytestmark = pytest.mark.django_db


def told(source: str, at: str | None, body: tuple[str, ...], **changes: Any) -> ArticleVersion:
    return published(source, at, body=list(body), headline=f"{source}：自来水有味道", **changes)


def test_a_rewording_points_to_the_earlier_article_with_aligned_sentences() -> None:
    first = told("云泽观察", "16T22:30", STORY)
    later = told("环宇茶话", "17T04:30", REWORDING)

    edge = Retelling.objects.get()

    assert (edge.earlier_id, edge.later_id, edge.directed) == (first.article_id, later.article_id, True)
    assert edge.reading == RETOLD
    assert edge.score >= settings.RETELLING_SHOWN
    assert not ReuseEdge.objects.exists()
    texts = later.extracted.text, first.extracted.text
    for start, end, other_start, other_end in edge.pairs:
        assert texts[0][start:end] in "".join(REWORDING)
        assert texts[1][other_start:other_end] in "".join(STORY)
    assert (edge.sentences, edge.sentences_earlier) >= (len(REWORDING), len(STORY))


def test_the_original_may_come_second() -> None:
    later = told("环宇茶话", "17T04:30", REWORDING)
    first = told("云泽观察", "16T22:30", STORY)

    edge = Retelling.objects.get()

    assert {edge.earlier_id, edge.later_id} == {later.article_id, first.article_id}
    assert provenance_record(_article(first))["retellings"][0]["article"] == later.article_id


def test_articles_that_come_in_one_batch_are_compared_too() -> None:
    versions = [
        stored(source={"name": name}, body=list(body), headline=name)
        for name, body in (("云泽观察", STORY), ("环宇茶话", REWORDING))
    ]

    assert assess_batch(list(Assessment.objects.values_list("pk", flat=True))) == 2

    edge = Retelling.objects.get()
    assert not edge.directed
    assert {edge.earlier_id, edge.later_id} == {each.article_id for each in versions}


def test_another_report_of_the_event_has_no_retelling() -> None:
    told("云泽观察", "16T22:30", STORY)
    told("云泽晚报", "17T09:00", OTHER_REPORT)

    assert not Retelling.objects.exists()


def test_a_copy_word_for_word_is_reuse_and_no_retelling() -> None:
    told("云泽观察", "16T22:30", STORY)
    told("环宇茶话", "17T04:30", STORY)

    assert ReuseEdge.objects.exists()
    assert not Retelling.objects.exists()


def test_one_copied_sentence_does_not_hide_a_rewording() -> None:
    told("云泽观察", "16T22:30", STORY)
    told("环宇茶话", "17T04:30", (STORY[0], *REWORDING[:3], *REWORDING[4:]))

    edge = Retelling.objects.get()

    assert STORY[0] not in {edge.later.current.extracted.text[start:end] for start, end, *_ in edge.pairs}


def test_who_credits_the_other_reports_from_one_source() -> None:
    told("云泽观察", "16T22:30", STORY)
    told("环宇茶话", "17T04:30", (*REWORDING, "来源：云泽观察"))

    assert Retelling.objects.get().reading == COMMON_SOURCE


def test_two_official_outlets_are_not_compared() -> None:
    first, later = told("云泽日报", "16T22:30", STORY), stored(source={"name": "江州日报"}, body=list(REWORDING))
    for each in (first, later):
        each.article.source.kind = OUTLET
        each.article.source.save()
    finish(later)

    assert not Retelling.objects.exists()


def test_an_account_does_not_retell_itself() -> None:
    told("云泽观察", "16T22:30", STORY)
    told("云泽观察", "17T04:30", REWORDING)

    assert not Retelling.objects.exists()


def test_a_retelling_moves_no_score() -> None:
    alone = told("环宇茶话", "17T04:30", REWORDING)
    before = list(Score.objects.filter(version=alone).order_by("name").values_list("name", "value"))
    told("云泽观察", "16T22:30", STORY)
    copy = told("南岭早茶", "17T05:30", STORY)

    assert list(Score.objects.filter(version=alone).order_by("name").values_list("name", "value")) == before
    assert Retelling.objects.filter(earlier=alone.article_id, later=copy.article_id).exists()
    assert not alone.findings.filter(articles=[copy.article_id]).exists()


def test_articles_from_before_the_look_back_are_compared_only_when_protected() -> None:
    first = told("云泽观察", "16T22:30", STORY)
    _came(first, timezone.now() - timedelta(days=40))
    later = told("环宇茶话", "17T04:30", REWORDING)
    assert not Retelling.objects.exists()

    protect(first.article_id)
    _look_again(later)

    assert Retelling.objects.get().earlier_id == first.article_id
    unprotect(first.article_id)
    _look_again(later)
    assert not Retelling.objects.exists()


def test_a_protected_original_stays_findable_after_the_old_weeks_are_gone() -> None:
    first = told("云泽观察", "16T22:30", STORY)
    told("云泽晚报", "17T09:00", OTHER_REPORT)
    protect(first.article_id)
    _age(RareTerm.objects.filter(hash__gte=1 << 48))
    many = RareTerm.objects.filter(hash__gte=1 << 48).count()
    assert forget_old(dry_run=True) == many > STORED

    assert forget_old() == many

    assert set(RareTerm.objects.values_list("article_id", flat=True)) == {first.article_id}
    assert RareTerm.objects.count() == STORED
    told("环宇茶话", "17T04:30", REWORDING)
    assert Retelling.objects.get().earlier_id == first.article_id


def test_a_new_version_replaces_terms_and_retellings() -> None:
    told("云泽观察", "16T22:30", STORY)
    told("环宇茶话", "17T04:30", REWORDING, external_id="a-1")
    protect(Retelling.objects.get().later_id)
    rows = RareTerm.objects.count()

    told("环宇茶话", "17T04:30", OTHER_REPORT, external_id="a-1")

    assert not Retelling.objects.exists()
    assert RareTerm.objects.count() <= rows
    article = ProtectedOriginal.objects.get().article_id
    kept = set(RareTerm.objects.filter(article_id=article).values_list("hash", flat=True))
    assert {each & ((1 << 48) - 1) for each in kept if each >> 48 == 0} == {
        each & ((1 << 48) - 1) for each in kept if each >> 48
    }


def test_a_lead_s_protection_outlives_the_decision(admin_user: Any) -> None:
    first = told("云泽观察", "16T22:30", STORY)
    assert protect(first.article_id)
    assert not protect(first.article_id, admin_user)

    assert not unprotect(first.article_id, of_decision=True)
    assert unprotect(first.article_id)
    assert not RareTerm.objects.filter(hash__lt=1 << 48).exists()


def test_terms_that_many_articles_have_are_capped_and_skipped() -> None:
    first = told("云泽观察", "16T22:30", STORY)
    hot = list(RareTerm.objects.values_list("hash", flat=True))
    RareTerm.objects.bulk_create(
        RareTerm(hash=key, article_id=first.article_id + 1000 + number) for key in hot for number in range(COMMON)
    )

    told("环宇茶话", "17T04:30", REWORDING)

    assert not Retelling.objects.exists()


def test_weeks_of_the_look_back_are_few_and_begin_after_the_bank(settings: Any) -> None:
    now = timezone.now()
    assert weeks_back(now)[0] == 0
    assert len(weeks_back(now)) <= 4
    settings.RETELLING_DAYS = 30
    assert week_of(now - timedelta(days=30)) in weeks_back(now)


def test_the_record_tells_pairs_and_hides_the_words_of_other_platforms() -> None:
    first = told("云泽观察", "16T22:30", STORY, platform="sohu")
    later = told("环宇茶话", "17T04:30", REWORDING)
    article = _article(later)

    whole = provenance_record(article)["retellings"][0]
    limited = provenance_record(article, within=article.platform)["retellings"][0]

    assert (whole["article"], whole["direction"], whole["answer"]) == (first.article_id, "from", None)
    assert whole["pairs"][0]["other_text"]
    assert whole["numbers_shared"] <= whole["numbers"]
    assert limited["headline"] is limited["source"] is None
    assert {each["other_text"] for each in limited["pairs"]} == {None}
    json.dumps(whole)


def test_prov_tells_a_correspondence_and_no_derivation_before_an_answer() -> None:
    told("云泽观察", "16T22:30", STORY)
    later = told("环宇茶话", "17T04:30", REWORDING)
    record = provenance_record(_article(later))

    before = prov_jsonld(record, "https://example.org/api/v1/")
    record["retellings"][0]["answer"] = "reworded"
    after = prov_jsonld(record, "https://example.org/api/v1/")

    assert "correspondsTo" in before
    assert "rewording" not in before
    assert '"rewording"' in after


def _article(version: ArticleVersion) -> Article:
    return Article.objects.select_related("platform", "source", "current__page").get(pk=version.article_id)


def _came(version: ArticleVersion, moment: Any) -> None:
    """As if the article had arrived then: its rows too."""
    Article.objects.filter(pk=version.article_id).update(created_at=moment)
    shift = (week_of(timezone.now()) - week_of(moment)) << 48
    for row in RareTerm.objects.filter(article_id=version.article_id):
        RareTerm.objects.filter(hash=row.hash, article_id=row.article_id).update(hash=row.hash - shift)


def _age(rows: Any) -> None:
    for row in list(rows):
        RareTerm.objects.filter(hash=row.hash, article_id=row.article_id).update(hash=row.hash - (10 << 48))


def _look_again(version: ArticleVersion) -> None:
    Assessment.objects.filter(version=version).update(stage=Assessment.Stage.REUSE, due_at=timezone.now())
    finish(version)
