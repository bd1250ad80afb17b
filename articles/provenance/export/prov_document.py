"""The provenance record as W3C PROV, in the JSON-LD of the PROV-JSONLD submission (2024).

PROV's terms are used only in PROV's meaning, and only for observed facts:

- the article version was derived from the page by an extraction, and is attributed to its source
- it is a quotation of an earlier article that shares its text: “the repeat of (some or all of) an entity, such as text
  or image, by someone who may or may not be its original author” (PROV-DM 5.2.3)
- it is a derivation of an earlier article that a person found it to reword; while nobody has answered, that the
  sentences of two articles correspond is an attribute of our own vocabulary
- an assessment used it and generated the record

Mere declarations of the author (references, 取材网络) and shared text in unknown order are attributes of our own
vocabulary: a declared reference may have had no influence at all.
"""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import Any

from prov.model import PROV, ProvDocument, ProvEntity

from articles.vocabulary.retellings import REWORDED

SOFTWARE = "provenance-workbench"


def prov_jsonld(record: dict[str, Any], base: str) -> str:
    """Return the document as JSON text with its context embedded, so that readers need no network.

    `record` comes from `stored.record`; `base` is the absolute URL that prefixes `articles/…` and the other names.
    """
    written = io.StringIO()
    _document(record, base).serialize(written, format="jsonld", context="embed", ensure_ascii=False)
    return written.getvalue()


def _document(record: dict[str, Any], base: str) -> ProvDocument:
    document = ProvDocument()
    document.add_namespace("wb", base.rstrip("/") + "/")
    document.add_namespace("term", base.rstrip("/") + "/schema/#")
    article = _article(document, record)
    parser = document.agent("wb:software/extraction", {PROV["type"]: PROV["SoftwareAgent"], PROV["label"]: SOFTWARE})
    page = document.entity(
        f"wb:pages/{record['page_sha256']}", {PROV["label"]: "page as received", "term:sha256": record["page_sha256"]}
    )
    extraction = document.activity(f"wb:articles/{record['article']}/extractions/{record['version']}")
    document.used(extraction, page)
    document.wasGeneratedBy(article, extraction)
    document.wasDerivedFrom(article, page, activity=extraction)
    document.wasAssociatedWith(extraction, parser)
    if record["source"]:
        document.wasAttributedTo(article, _source(document, record["source"]))
    for edge in record["reuse"]:
        _reuse(document, article, edge)
    for told in record["retellings"]:
        _retelling(document, article, told)
    _assessment(document, record, article)
    return document


def _article(document: ProvDocument, record: dict[str, Any]) -> ProvEntity:
    return document.entity(
        f"wb:articles/{record['article']}/versions/{record['version']}",
        [
            (PROV["label"], record["headline"]),
            *_given("term:url", record["url"]),
            *_given("term:publishedAt", _moment(record["published_at"])),
            *_story(record["story"]),
            *(("term:declares", flag["code"]) for flag in record["declared"]["flags"]),
            *(("term:declaresReference", _words(each)) for each in record["references"]),
            *(("term:credits", each["who"]) for each in record["attributions"] if each["who"]),
            *(("term:resemblesCheckedClaim", _claim(each)) for each in record["claims"]),
            *(("term:showsPictureOf", _picture(each)) for each in record["pictures"]),
            *(("term:pictureInHashBank", f"{each['bank']} ({each['category']})") for each in record["hash_banks"]),
        ],
    )


def _story(story: dict[str, Any] | None) -> list[tuple[str, Any]]:
    """Membership in a story is our reading, and no derivation: attributes of our own vocabulary."""
    if story is None or story["id"] is None:
        return []
    return [("term:story", f"stories/{story['id']}"), ("term:storyRelation", story["relation"]["code"])]


def _source(document: ProvDocument, source: dict[str, Any]) -> Any:
    kind = [(PROV["type"], PROV["Organization"])] if source["kind"] != "account" else []
    return document.agent(f"wb:sources/{source['id']}", [*kind, (PROV["label"], source["name"])])


def _reuse(document: ProvDocument, article: ProvEntity, edge: dict[str, Any]) -> None:
    other = document.entity(
        f"wb:articles/{edge['article']}",
        [*_given(PROV["label"], edge["headline"]), *_given("term:publishedAt", _moment(edge["published_at"]))],
    )
    share = [("term:containment", edge["containment"])]
    if edge["direction"] == "from":
        document.wasDerivedFrom(
            article,
            other,
            other_attributes=[(PROV["type"], PROV["Quotation"]), *share, ("term:credit", edge["credit"])],
        )
    elif edge["direction"] == "to":
        share = [("term:containment", edge["other_containment"])]
        document.wasDerivedFrom(other, article, other_attributes=[(PROV["type"], PROV["Quotation"]), *share])
    else:
        article.add_attributes([("term:sharesTextWith", other.identifier)])


def _retelling(document: ProvDocument, article: ProvEntity, told: dict[str, Any]) -> None:
    other = document.entity(
        f"wb:articles/{told['article']}",
        [*_given(PROV["label"], told["headline"]), *_given("term:publishedAt", _moment(told["published_at"]))],
    )
    figures = [("term:correspondence", told["score"]), ("term:alignedSentences", len(told["pairs"]))]
    if told["answer"] == REWORDED and told["direction"] != "undirected":
        later, earlier = (article, other) if told["direction"] == "from" else (other, article)
        rewording = [("term:derivation", "rewording"), *figures]
        document.wasDerivedFrom(later, earlier, other_attributes=rewording)
    else:
        article.add_attributes([("term:correspondsTo", other.identifier)])


def _assessment(document: ProvDocument, record: dict[str, Any], article: ProvEntity) -> None:
    activity = document.activity(
        f"wb:articles/{record['article']}/assessments/{record['version']}",
        endTime=datetime.fromisoformat(record["assessed_at"]) if record["assessed_at"] else None,
    )
    result = document.entity(
        f"wb:articles/{record['article']}/provenance",
        [
            (PROV["label"], "provenance record"),
            *(("term:finding", f"{each['code']} ({each['severity']})") for each in record["findings"]),
        ],
    )
    assessor = document.agent("wb:software/assessment", {PROV["type"]: PROV["SoftwareAgent"], PROV["label"]: SOFTWARE})
    document.used(activity, article)
    document.wasGeneratedBy(result, activity)
    document.wasAssociatedWith(activity, assessor)


def _words(reference: dict[str, Any]) -> str:
    return json.dumps(
        {key: reference[key] for key in ("headline", "outlet", "published_at", "url") if reference[key]},
        ensure_ascii=False,
    )


def _claim(claim: dict[str, Any]) -> str:
    names = ("claim_text", "verdict", "published_on", "publisher", "link", "level", "seems_denied", "answer")
    return json.dumps({name: claim[name] for name in names if claim[name] not in (None, "")}, ensure_ascii=False)


def _picture(seen: dict[str, Any]) -> str:
    """Say where the same picture stands; that is no derivation, since both may have it from elsewhere."""
    names = ("position", "published_at", "order", "distance")
    return json.dumps({"article": f"wb:articles/{seen['article']}", **{name: seen[name] for name in names}})


def _given(name: Any, value: Any) -> list[tuple[Any, Any]]:
    return [] if value in (None, "") else [(name, value)]


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
