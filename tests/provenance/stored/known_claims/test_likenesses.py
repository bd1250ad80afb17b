"""An article that resembles a known claim shows it as evidence, at most one, of its own platform; it opens no item."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from articles.api.serializers.provenance import ProvenanceSerializer
from articles.assessment.pipeline import assess
from articles.models import ArticleVersion, Assessment, ClaimLikeness, ClaimVector, KnownClaim, Platform
from articles.provenance.export.prov_document import prov_jsonld
from articles.provenance.known_claims.entries import entry
from articles.provenance.stored.known_claims.vectors import embed_claims
from articles.provenance.stored.record import provenance_record
from moderation.curation import known_claims
from moderation.models import QueueItem
from moderation.routing.facts import facts_of
from tests.provenance.stored.world import OTHER, published

pytestmark = pytest.mark.django_db
CLAIM = "苦杏仁露泡饭吃了致癌"


def bank(lead: Any, *claims: str, platform: Platform | None = None) -> list[KnownClaim]:
    rows = [{"claim": each, "verdict": "不实", "publisher": "云泽辟谣", "date": "2019-05-03",
             "link": "https://facts.example/1"} for each in claims]  # fmt: skip
    return [known_claims.add(lead, entry(row), platform) for row in rows]


def article(headline: str, **changes: Any) -> Any:
    return published("山城观察", "22T09:00", body=OTHER, headline=headline, **changes)


def shown(version: Any) -> ClaimLikeness | None:
    return ClaimLikeness.objects.filter(version=version).first()


def test_an_article_shows_the_entry_it_resembles_in_record_schema_and_prov(lead):
    (claim,) = bank(lead, CLAIM)
    version = article("网传苦杏仁露泡饭吃了会致癌，快转发")

    (found,) = provenance_record(version.article)["claims"]
    assert (found["claim"], found["level"], found["method"]) == (claim.pk, "match", "words")
    assert (found["verdict_words"], found["published_on"]) == ("不实", "2019-05-03")
    assert (found["publisher"], found["link"]) == ("云泽辟谣", "https://facts.example/1")
    assert found["text"] == version.headline
    assert not found["seems_denied"]
    assert {*ProvenanceSerializer().fields["claims"].child.fields} == set(found)
    assert CLAIM in json.dumps(
        json.loads(prov_jsonld(provenance_record(version.article), "https://x/")), ensure_ascii=False
    )


def test_a_likeness_is_a_fact_for_rules_and_opens_no_item_by_itself(lead):
    bank(lead, CLAIM)
    version = article("苦杏仁露泡饭吃了致癌")
    other = article("临江市城东老桥临时封闭检修")
    facts = facts_of([version, other])
    assert (facts[version.pk]["claims.similar"], facts[version.pk]["claims.denied"]) == ("match", False)
    assert facts[other.pk]["claims.similar"] == "none"
    assert not QueueItem.objects.filter(article=version.article_id).exists()


def test_a_denial_is_shown_as_one(lead):
    bank(lead, CLAIM)
    found = shown(article("苦杏仁露泡饭吃了致癌？疾控中心：不实"))
    assert found is not None
    assert found.denial == "不实"


def test_an_article_shows_one_entry_the_likest(lead):
    _, right, _ = bank(lead, "苦杏仁露泡茶喝了致癌", CLAIM, "苦杏仁露泡饭可以减肥")
    assert ClaimLikeness.objects.count() == 0
    found = shown(article("苦杏仁露泡饭吃了致癌"))
    assert found is not None
    assert found.claim_id == right.pk


def test_an_entry_of_another_platform_or_withdrawn_is_shown_to_nobody(lead):
    toutiao, _ = Platform.objects.get_or_create(code="toutiao")
    bank(lead, CLAIM, platform=toutiao)
    assert shown(article("苦杏仁露泡饭吃了致癌")) is None
    (claim,) = bank(lead, CLAIM)
    version = article("苦杏仁露泡饭吃了致癌", external_id="2")
    assert shown(version) is not None
    known_claims.withdraw(lead, claim.pk, 1)
    for pk in Assessment.objects.filter(due_at__isnull=False).values_list("pk", flat=True):
        assess(pk)
    assert shown(version) is None


def meaning(sentences: list[str]) -> Any:
    """Meaning by what a sentence speaks of, in eight numbers: far rewordings of the claim come close to it."""
    words = ("杏仁|坚果饮料", "饭", "癌|肿瘤", "桥", "茶", "车", "雨", "学校")
    rows = [[1.0 if any(each in text for each in word.split("|")) else 0.02 for word in words] for text in sentences]
    found = np.array(rows, np.float32)
    return found / np.linalg.norm(found, axis=1)[:, None]


def shorter(sentences: list[str]) -> Any:
    return meaning(sentences)[:, :4]


def nothing(sentences: list[str]) -> None:
    """No answer, as from a service that hangs or sends NaN; see tests/moderation/embedding."""


FAR = "一碗米饭浇上坚果饮料，肿瘤找上门"


def service(settings: Any, name: str) -> None:
    settings.EMBEDDINGS_URL = "http://127.0.0.1:1/v1/embeddings"
    settings.SENTENCE_EMBEDDER = f"{__name__}.{name}"


def test_a_far_rewording_is_found_by_meaning_where_a_service_runs(lead, settings):
    (claim,) = bank(lead, CLAIM)
    assert shown(article(FAR)) is None
    service(settings, "meaning")
    assert embed_claims() == 1
    assert embed_claims() == 0
    found = shown(article(FAR, external_id="2"))
    assert found is not None
    assert (found.claim_id, found.method) == (claim.pk, "meaning")


def test_an_edited_entry_gets_a_meaning_anew(lead, settings):
    (claim,) = bank(lead, CLAIM)
    service(settings, "meaning")
    assert embed_claims() == 1
    known_claims.edit(lead, claim.pk, 1, entry({"claim": "城东老桥塌了", "verdict": "不实", "publisher": "云泽辟谣"}))
    assert embed_claims() == 1
    assert ClaimVector.objects.get().number == 2


@pytest.mark.parametrize("name", ["nothing", "shorter"])
def test_without_a_proper_answer_words_alone_decide(lead, settings, name):
    bank(lead, CLAIM)
    service(settings, "meaning")
    embed_claims()
    service(settings, name)
    assert shown(article(FAR)) is None
    found = shown(article("苦杏仁露泡饭吃了致癌", external_id="2"))
    assert found is not None
    assert found.method == "words"


def test_the_look_up_costs_as_many_queries_for_many_articles_as_for_one(lead, django_assert_num_queries):
    from articles.provenance.stored.known_claims.lookup import find_likenesses

    bank(lead, CLAIM)
    for number in range(3):
        article(f"苦杏仁露泡饭吃了致癌{number}", external_id=str(number))
    versions = list(ArticleVersion.objects.select_related("article"))
    with django_assert_num_queries(3):
        assert len(find_likenesses(versions)) == 3
