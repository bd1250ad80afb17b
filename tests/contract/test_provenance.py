"""The provenance record by REST, and as W3C PROV."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from prov.model import ProvDerivation, ProvDocument
from pyld import jsonld

from articles.models import Platform
from tests.makers import PARAGRAPHS
from tests.provenance.stored.world import STORY, published

PROV = "http://www.w3.org/ns/prov#"
LD = "application/ld+json"


@pytest.fixture
def story(db):
    """An original, and a copy without credit."""
    first = published("临江早报", "18T09:00", headline="护栏松动，临江老桥今晨封闭，工期九天")
    cited = [{"headline": first.headline, "outlet": "江边晚报"}]
    copy = published("湖城快讯", "18T15:00", references=cited)
    return first, copy


def test_record_holds_declared_and_observed_provenance(api, story):
    first, copy = story
    response = api.get(f"articles/{copy.article_id}/provenance/")
    assert response.status_code == 200
    record = response.json()
    (reuse,) = record["reuse"]
    assert (reuse["article"], reuse["direction"], reuse["credit"]) == (first.article_id, "from", "uncredited")
    assert reuse["containment"] == 1.0
    passage = reuse["passages"][0]
    assert passage["text"] == copy.extracted.text[passage["start"] : passage["end"]]
    assert passage["text"] == passage["other_text"]
    assert record["lineage"]["earliest"] == first.article_id
    assert [step["article"] for step in record["lineage"]["chain"]] == [first.article_id, copy.article_id]
    assert record["lineage"]["chain"][1]["gap_seconds"] == 6 * 3600
    assert record["references"][0]["article"] == first.article_id
    codes = {finding["code"]: finding for finding in record["findings"]}
    assert codes["uncredited_reuse"]["articles"] == [first.article_id]
    assert codes["reference_not_used"]["references"] == [1]
    assert "第三项" in codes["uncredited_reuse"]["clause_zh"]
    back = api.get(f"articles/{first.article_id}/provenance/").json()
    assert [(each["article"], each["direction"]) for each in back["reuse"]] == [(copy.article_id, "to")]
    assert back["lineage"]["earliest"] is None


def test_key_of_one_platform_sees_no_text_of_another(api_key, client, story):
    published("别处的号", "17T09:00", platform="sohu")
    first, copy = story
    key = api_key("articles:read", platform=Platform.objects.get(code="sohu"))
    foreign = {"HTTP_AUTHORIZATION": f"Api-Key {key}"}
    assert client.get(f"/api/v1/articles/{copy.article_id}/provenance/", **foreign).status_code == 404
    own = api_key("articles:read", platform=Platform.objects.get(code="netease"))
    response = client.get(f"/api/v1/articles/{copy.article_id}/provenance/", HTTP_AUTHORIZATION=f"Api-Key {own}")
    earlier = {each["article"]: each for each in response.json()["reuse"]}
    hidden = next(each for pk, each in earlier.items() if pk != first.article_id)
    assert (hidden["headline"], hidden["source"], hidden["passages"][0]["other_text"]) == (None, None, None)
    assert hidden["containment"] == 1.0
    assert earlier[first.article_id]["headline"]
    assert "别处的号" not in json.dumps(response.json()["lineage"], ensure_ascii=False)


def test_the_number_of_queries_does_not_grow_with_the_copies(api, story):
    first, _ = story
    api.get("articles/")  # the key's first use is written
    published("转载号", "18T09:45")  # from three holders on, sentences are looked up in the bank of public text
    with CaptureQueriesContext(connection) as few:
        api.get(f"articles/{first.article_id}/provenance/")
    for number in range(5):
        published(f"转载号{number}", f"18T1{number}:30")
    with CaptureQueriesContext(connection) as many:
        api.get(f"articles/{first.article_id}/provenance/")
    assert len(many) == len(few)


def test_prov_is_read_offline_by_an_independent_processor(api, story):
    first, copy = story
    published("不知时间", None, body=[*STORY, *PARAGRAPHS])
    response = api.get_as(LD, f"articles/{copy.article_id}/provenance/")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/ld+json")
    document = json.loads(response.content)

    def refuse(url, options):
        raise AssertionError(f"the document sends its readers to {url}")

    graph = jsonld.expand(document, {"documentLoader": refuse})
    types: dict[str, set[str]] = {}
    for node in graph:
        for kind in node.get("@type", []):
            types.setdefault(kind, set()).add(node.get("@id", ""))
    entities, activities, agents = (types[PROV + kind] for kind in ("Entity", "Activity", "Agent"))
    # PROV-CONSTRAINTS 55, 56: entities, activities and agents-by-id do not mix.
    assert not entities & activities
    assert not activities & agents
    base = "http://testserver/api/v1/"
    assert {f"{base}articles/{copy.article_id}/versions/1", f"{base}articles/{first.article_id}"} <= entities
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": refuse}
    quads = jsonld.normalize(document, options)
    assert f"<{PROV}Quotation>" in quads
    assert "qualifiedDerivation" in quads


def test_prov_keeps_the_constraints_and_survives_the_way_back(api, story):
    _, copy = story
    text = api.get_as(LD, f"articles/{copy.article_id}/provenance/").content.decode()
    document = ProvDocument.deserialize(content=text, format="jsonld")
    unified = document.unified()
    assert ProvDocument.deserialize(content=unified.serialize(format="json"), format="json") == unified
    derivations = {(str(each.args[0]), str(each.args[1])) for each in unified.get_records(ProvDerivation)}
    assert derivations, "nothing is derived from anything"
    assert all((after, before) not in derivations for before, after in derivations)


@pytest.mark.parametrize(("accept", "status"), [("application/json", 200), ("*/*", 200), ("text/html", 406)])
def test_json_unless_json_ld_is_asked_for(api, story, accept, status):
    response = api.get_as(accept, f"articles/{story[1].article_id}/provenance/")
    assert response.status_code == status
    assert response["Content-Type"].startswith("application/json" if status == 200 else "application/problem+json")


def test_errors_are_problems_whatever_was_asked_for(api):
    response = api.get_as(LD, "articles/999999/provenance/")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_hostile_names_stay_text(api):
    version = published('"><script>alert(1)</script>', "18T09:00", headline='{"@id": "http://evil.test"} 老桥封闭')
    document = json.loads(api.get_as(LD, f"articles/{version.article_id}/provenance/").content)
    ids = {node["@id"] for node in document["@graph"] if "@id" in node}
    assert all(each.startswith("wb:") for each in ids), ids
