"""A lead confirms or dismisses a new wording of a disclaimer once, with an audit entry."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles.intake.evidence.dictionary import look_up
from articles.models import Disclaimer, Platform
from articles.parsing.extracted import ExtractedDisclaimer
from moderation import audit
from moderation.curation import wordings
from moderation.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate() -> Disclaimer:
    text = "特别声明：本页内容由用户提供，平台仅提供展示空间服务，不作任何保证。"
    return look_up(Platform.objects.get(code="netease"), ExtractedDisclaimer("storage_only", "zh", text))


def test_confirmed_it_is_the_platforms_next_edition(lead, candidate):
    wording = wordings.confirm(lead, candidate.pk, "storage_only")
    assert (wording.status, wording.edition) == ("confirmed", 3)
    assert AuditEntry.objects.get().action == "wording.confirmed"
    assert audit.verify() == (1, None)


def test_the_lead_may_correct_what_it_says(lead, candidate):
    wording = wordings.confirm(lead, candidate.pk, "copyright")
    assert (wording.code, wording.edition) == ("copyright", 1)


def test_dismissed_it_stays_stored_and_is_no_candidate(lead, candidate):
    wordings.dismiss(lead, candidate.pk)
    candidate.refresh_from_db()
    assert (candidate.status, candidate.edition) == ("dismissed", 0)


def test_wording_is_confirmed_or_dismissed_once(lead, candidate):
    wordings.dismiss(lead, candidate.pk)
    with pytest.raises(wordings.StaleWording):
        wordings.confirm(lead, candidate.pk, "other")
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize("code", ["", "nonsense"])
def test_unknown_code_changes_nothing(lead, candidate, code):
    with pytest.raises(ValueError, match="code is one of"):
        wordings.confirm(lead, candidate.pk, code)
    candidate.refresh_from_db()
    assert candidate.status == "candidate"


def test_moderator_neither_confirms_nor_dismisses(moderator, candidate):
    with pytest.raises(PermissionDenied):
        wordings.confirm(moderator, candidate.pk, "other")
    assert not AuditEntry.objects.exists()
