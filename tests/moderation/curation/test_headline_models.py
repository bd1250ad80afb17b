"""A lead promotes and withdraws clickbait models; each step is in the audit chain."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.models import HeadlineModel
from articles.scoring.stored.headline_models import in_use
from moderation import audit
from moderation.curation import headline_models
from moderation.models import AuditEntry
from tests.scoring.stored.test_headline_models import HEADLINE, candidate

pytestmark = pytest.mark.django_db


def states() -> dict[str, str]:
    return dict(HeadlineModel.objects.values_list("name", "state"))


def test_promoted_it_scores_and_the_one_before_is_retired(lead):
    first = candidate()
    headline_models.promote(lead, first.pk)
    second = candidate("clickbait-zh-t2")
    headline_models.promote(lead, second.pk)
    assert states() == {"clickbait-zh-t1": "retired", "clickbait-zh-t2": "active"}
    assert in_use().score(HEADLINE).model == "clickbait-zh-t2"
    headline_models.promote(lead, first.pk)
    assert in_use().score(HEADLINE).model == "clickbait-zh-t1"
    assert [entry.action for entry in AuditEntry.objects.order_by("sequence")] == ["headline_model.promoted"] * 3
    assert audit.verify() == (3, None)


def test_withdrawn_the_shipped_weights_score_again(lead):
    model = candidate()
    headline_models.promote(lead, model.pk)
    headline_models.withdraw(lead, model.pk)
    assert in_use().score(HEADLINE).model.startswith("clickbait-zh-5")
    with pytest.raises(headline_models.StaleModel):
        headline_models.withdraw(lead, model.pk)


def test_a_moderator_promotes_nothing(moderator):
    model = candidate()
    with pytest.raises(PermissionDenied):
        headline_models.promote(moderator, model.pk)
    assert states() == {"clickbait-zh-t1": "shadow"}
    assert not AuditEntry.objects.exists()


def test_the_page_shows_both_figures_and_its_buttons_to_leads(client, lead, moderator):
    model = candidate()
    model.comparison = {
        "rows": 48, "positive": 24, "new_auc": 0.91, "old_auc": 0.78,
        "new_brier": 0.1, "old_brier": 0.2, "new_ece": 0.03, "old_ece": 0.08,
    }  # fmt: skip
    model.save()
    client.force_login(lead)
    shown = client.get(reverse("console:models")).content.decode()
    for part in ("clickbait-zh-t1", "0.91", "0.78", "clickbait-en-2", 'value="promote"'):
        assert part in shown
    assert client.post(reverse("console:model", args=[model.pk]), {"act": "promote"}).status_code == 302
    assert states() == {"clickbait-zh-t1": "active"}
    assert client.post(reverse("console:model", args=[model.pk]), {"act": "withdraw"}).status_code == 302
    assert client.post(reverse("console:model", args=[999]), {"act": "promote"}).status_code == 404
    client.force_login(moderator)
    assert 'value="promote"' not in client.get(reverse("console:models")).content.decode()
    assert client.post(reverse("console:model", args=[model.pk]), {"act": "promote"}).status_code == 403
