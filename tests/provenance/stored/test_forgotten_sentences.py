"""What the nightly removal of lone old sentences would delete is what it deletes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from articles.models import Article, SentenceHolder
from articles.provenance.stored.reuse.public_text import forget_old
from tests.provenance.stored.test_public_text import told

pytestmark = pytest.mark.django_db


def test_a_trial_counts_what_would_go_and_deletes_nothing():
    told("号一", 2, 1)
    Article.objects.update(created_at=F("created_at") - timedelta(days=400))
    kept = SentenceHolder.objects.count()
    nights = [timezone.localdate() + timedelta(days=night) for night in range(30)]
    assert sum(forget_old(dry_run=True, today=night) for night in nights) == kept
    assert SentenceHolder.objects.count() == kept
    assert sum(forget_old(today=night) for night in nights) == kept
    assert not SentenceHolder.objects.exists()
