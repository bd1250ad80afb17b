"""Blind second looks: sampling, a different moderator, and the agreement figures."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from articles.models import ReuseEdge
from moderation.decisions import DecisionRequest, InvalidDecision, StaleDecision, decide
from moderation.models import SecondLook
from moderation.quality.kappa import agreement
from moderation.quality.second_looks import answer, next_for, quality
from tests.makers import queued


def test_kappa_of_the_textbook_example():
    # Two raters, 50 cases: 20 both yes, 15 both no, 5 and 10 split; κ = (.7 − .5) / (1 − .5) = .4.
    pairs = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10
    found = agreement(pairs)
    assert (found.n, found.share) == (50, 0.7)
    assert found.kappa == pytest.approx(0.4)


def test_kappa_is_none_when_chance_alone_agrees():
    assert agreement([("y", "y")] * 5).kappa is None
    assert agreement([]) is None


@pytest.fixture
def other(db) -> User:
    person = User.objects.create_user("other", is_staff=True)
    person.groups.add(Group.objects.get(name="moderator"))
    return person


@pytest.fixture
def look(moderator, settings) -> SecondLook:
    settings.SECOND_LOOK_SHARE = 1
    item = queued()
    decide(moderator, DecisionRequest(item.pk, 1, "remove", "4.1", note="秘密备注"))
    return SecondLook.objects.get()


def test_a_share_of_decisions_is_drawn(moderator, settings):
    settings.SECOND_LOOK_SHARE = 0.5
    for _ in range(40):
        item = queued()
        decide(moderator, DecisionRequest(item.pk, 1, "allow"))
    assert 8 <= SecondLook.objects.count() <= 32


def test_second_look_needs_a_different_moderator(moderator, other, look):
    assert next_for(moderator) is None
    assert next_for(other) == look
    with pytest.raises(PermissionDenied):
        answer(moderator, look.pk, act="allow", clause="")
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondLook.objects.filter(pk=look.pk).update(reviewed_by=moderator, reviewed_at=timezone.now(), act="allow")
    for act, clause in (("remove", ""), ("overturn", ""), ("remove", "99")):
        with pytest.raises(InvalidDecision):
            answer(other, look.pk, act=act, clause=clause)
    answer(other, look.pk, act="remove", clause="4.1")
    with pytest.raises(StaleDecision):
        answer(other, look.pk, act="remove", clause="4.1")
    found = quality()
    assert (found.overall.n, found.overall.share, found.open) == (1, 1.0, 0)
    assert [(code, row.share) for code, row in found.by_clause] == [("4.1", 1.0)]
    assert [(one, two) for one, two, _ in found.by_pair] == [("moderator", "other")]


def test_the_page_is_blind(client, other, look):
    client.force_login(other)
    shown = client.get(reverse("console:second-look")).content.decode()
    assert look.decision.article_version.headline in shown
    for secret in ("秘密备注", "moderator", "证据文件"):
        assert secret not in shown
    refused = client.post(reverse("console:second-look"), {"look": look.pk, "act": "remove", "clause": ""})
    assert refused.status_code == 422
    done = client.post(reverse("console:second-look"), {"look": look.pk, "act": "label", "clause": "2.1"})
    assert done.url == reverse("console:second-look")
    look.refresh_from_db()
    assert (look.reviewed_by, look.act) == (other, "label")
    assert client.get(reverse("console:second-look")).status_code == 302


def test_the_page_tells_no_decision_on_a_copy(client, lead, other, look):
    copy = queued()
    ReuseEdge.objects.create(
        earlier=copy.article, later=look.decision.article, directed=True, containment=1, containment_earlier=1
    )
    decide(lead, DecisionRequest(copy.pk, copy.version, "limit", "1.1"))
    client.force_login(other)
    shown = client.get(reverse("console:second-look")).content.decode()
    assert copy.article_version.headline in shown
    assert "已处理：" not in shown


def test_leads_see_the_figures(client, lead, other, look):
    answer(other, look.pk, act="label", clause="2.1")
    client.force_login(lead)
    shown = client.get(reverse("console:quality")).content.decode()
    assert "moderator · other" in shown
    assert "κ" in shown
