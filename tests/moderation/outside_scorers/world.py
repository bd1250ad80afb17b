"""A registered scorer, what its service answers, and a worker that calls it."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.models import User

from moderation.models import OutsideScorer, ScorerCall
from moderation.outside_scorers import registering
from moderation.outside_scorers.calling import call_due
from tests.makers import assessed
from tests.moderation.webhooks.receiver import Act, Receiver, answers

VERSION = "3.1"


def says(score: Any, **more: Any) -> Act:
    """An answer with this score."""
    return answers(200, json.dumps({"score": score, "version": VERSION, **more}).encode())


def registered(lead: User, service: Receiver, **fields: Any) -> OutsideScorer:
    """A scorer in shadow; a service on a busy machine has time."""
    values = {
        "code": "toxicity", "name_zh": "言语攻击", "name_en": "toxicity", "url": service.url, "version": VERSION,
        "timeout_seconds": 10.0, **fields,
    }  # fmt: skip
    return registering.register(lead, **values)[0]


def live(lead: User, service: Receiver, **fields: Any) -> OutsideScorer:
    """One that a lead put live after it had answered in shadow."""
    scorer = registered(lead, service, **fields)
    service.act = says(0.1)
    assessed()
    call_due()
    return registering.move(lead, scorer.pk, "live", "与人工结论一致")


def call_of(version: Any) -> ScorerCall:
    """The only call about this version."""
    return ScorerCall.objects.get(version=version)
