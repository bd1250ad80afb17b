"""Moderators' answers on similar claims serve to fit both thresholds, each by its own method."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import ClaimAnswer, ClaimLikeness, KnownClaim
from articles.provenance.known_claims.entries import entry
from moderation.curation import known_claims
from moderation.quality.known_claims import answered_likenesses
from tests.provenance.stored.world import OTHER, published

pytestmark = pytest.mark.django_db


def answered(count: int, method: str, user: Any, *, cut: float) -> None:
    """Answers on so many articles with scores from .50 to .99 in turn; the same claim from the cut on."""
    claim = KnownClaim.objects.get()
    version = ClaimLikeness.objects.get().version_id
    rows = []
    for number in range(count):
        score = 0.5 + number % 50 / 100
        answer = "same" if score >= cut else "different"
        rows.append(
            ClaimAnswer(
                version_id=version, claim=claim, number=1, answer=answer, level="suggest", method=method, score=score,
                answered_by=user,
            )
        )  # fmt: skip
    ClaimAnswer.objects.bulk_create(rows)


@pytest.fixture
def likeness(lead: Any) -> ClaimLikeness:
    row = {"claim": "苦杏仁露泡饭吃了致癌", "verdict": "不实", "publisher": "云泽辟谣", "date": "2019-05-03"}
    known_claims.add(lead, entry(row))
    published("山城观察", "22T09:00", body=OTHER, headline="苦杏仁露泡饭吃了致癌？")
    return ClaimLikeness.objects.get()


def test_the_newest_answer_on_an_article_and_an_entry_counts_once(likeness, moderator):
    answered(3, "words", moderator, cut=0.51)
    assert [(each.score, each.is_reworded) for each in answered_likenesses("words")] == [(0.52, True)]
    assert list(answered_likenesses("meaning")) == []


def test_an_unclear_answer_is_no_label(likeness, moderator):
    answered(1, "words", moderator, cut=0.5)
    last = ClaimAnswer.objects.get()
    last.pk, last.answer, last._state.adding = None, "unclear", True
    last.save()
    assert list(answered_likenesses("words")) == []


def test_too_few_answers_are_refused_with_their_number(likeness, moderator):
    answered(1, "words", moderator, cut=0.5)
    with pytest.raises(CommandError, match=r"words: 1 clear answers; .*meaning: 0 clear answers"):
        call_command("fit_claims", stdout=StringIO())


def test_each_method_is_fitted_on_its_own_answers(monkeypatch, settings):
    from articles.provenance.rewording.fitting import Answered
    from moderation.management.commands import fit_claims

    rows = [Answered(str(number), 0.5 + number % 50 / 100, is_reworded=number % 50 >= 20) for number in range(400)]
    monkeypatch.setattr(fit_claims, "answered_likenesses", lambda method: iter(rows if method == "words" else []))
    out = StringIO()
    call_command("fit_claims", stdout=out)
    found = json.loads(out.getvalue())
    assert settings.CLAIM_SUGGEST < found["CLAIM_SUGGEST"]["value"] <= 0.7
    assert found["CLAIM_SUGGEST"]["held_out_precision"]["of"] > 100
    assert "CLAIM_MEANING_SUGGEST" not in found
    assert "0 clear answers" in found["too_few"]["meaning"]
