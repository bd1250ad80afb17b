"""The page this project starts from: exactly three attributions, no match, four findings."""

from __future__ import annotations

import pytest

from articles.parsing import ExtractedArticle, extract
from articles.provenance.record import Provenance, assess_provenance
from tests.shared_data import require_shared


@pytest.fixture(scope="module")
def article() -> ExtractedArticle:
    return extract(require_shared("seed/netease_hao_page.txt").read_bytes())


@pytest.fixture(scope="module")
def provenance(article: ExtractedArticle) -> Provenance:
    return assess_provenance(article)


def test_attributions(article: ExtractedArticle, provenance: Provenance) -> None:
    found = sorted((each.who, each.kind, each.verb) for each in provenance.attributions)
    assert found == sorted(
        [
            ("《纽约时报》", "named_outlet", "吐槽"),
            ("美国税收基金会", "named_institution", "测算"),
            ("彼得森研究所专家", "institution_anonymous", "所言"),
        ]
    )
    for each in provenance.attributions:
        assert article.text[each.start : each.end] == each.who
        assert each.claim_end - each.claim_start > 15


def test_no_reference_matches(provenance: Provenance) -> None:
    assert provenance.matches == ()


def test_topic(provenance: Provenance) -> None:
    assert (provenance.topic.code, provenance.topic.is_news) == ("international", True)


def test_findings(article: ExtractedArticle, provenance: Provenance) -> None:
    found = {each.code: each for each in provenance.findings}
    assert {code: each.severity for code, each in found.items()} == {
        "vague_sourcing": "high",
        "unmatched_attribution": "medium",
        "anonymous_expert": "low",
        "reference_not_used": "low",
    }
    assert [span.text for span in found["vague_sourcing"].spans] == ["声明:取材网络,谨慎辨别"]
    assert len(found["unmatched_attribution"].spans) == 3
    assert [span.text for span in found["anonymous_expert"].spans] == ["彼得森研究所专家"]
    assert found["reference_not_used"].references == (0, 1)
    for finding in found.values():
        assert all(article.text[span.start : span.end] == span.text for span in finding.spans)
    assert not provenance.well_sourced
