"""Acts that apps below moderation record come into the chain, in the transaction of the act."""

from __future__ import annotations

import json

import pytest
from django.db import transaction

from articles.signals import record
from articles.vocabulary.term import UnknownTerm
from moderation import audit
from moderation.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_an_act_of_a_lower_app_stands_in_the_chain(lead):
    with transaction.atomic():
        record(lead, "api_key.revoked", "api_key:abcdefgh", name="cms")
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.subject) == ("lead", "api_key.revoked", "api_key:abcdefgh")
    assert json.loads(entry.payload) == {"name": "cms"}
    assert audit.verify() == (1, None)


def test_an_act_that_nobody_named_rolls_back():
    with pytest.raises(UnknownTerm), transaction.atomic():
        record("command", "api_key.polished", "api_key:abcdefgh")
    assert not AuditEntry.objects.exists()
