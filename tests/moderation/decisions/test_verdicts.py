"""Verdicts on headlines from decisions."""

from __future__ import annotations

import pytest

from articles.models import HeadlineVerdict
from moderation.decisions import DecisionRequest, decide
from moderation.models import Clause
from tests.makers import queued, reason

pytestmark = pytest.mark.django_db
SCORED = {"code": "clickbait", "kind": "score"}


@pytest.mark.parametrize(
    ("reasons", "act", "clause", "said"),
    [
        ([SCORED], "label", "1.1", True),
        ([{}], "remove", "1.1", True),
        ([SCORED], "allow", "", False),
        ([{"code": "random", "kind": "audit"}], "allow", "", False),
        ([{}], "allow", "", None),
        ([SCORED], "remove", "4.2", None),
        ([SCORED], "escalate", "1.1", None),
    ],
)
def test_decision_holds_a_verdict_on_the_headline_or_none(moderator, reasons, act, clause, said):
    item = queued(*(reason(**fields) for fields in reasons))
    decision = decide(moderator, DecisionRequest(item.pk, item.version, act, clause))
    verdict = HeadlineVerdict.objects.filter(version=item.article_version).first()
    assert (verdict and verdict.is_clickbait) is said
    if verdict:
        assert verdict.decision == decision.pk
        assert verdict.sampled == (reasons[0].get("kind") == "audit")


def test_the_shipped_policy_has_one_clause_about_headlines():
    assert list(Clause.objects.filter(about_headline=True).values_list("code", flat=True)) == ["1.1"]
