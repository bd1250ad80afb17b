"""Learns a model of priorities from moderators' decisions and stores it; a lead puts it into use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict

from django.db import transaction

from moderation.models import PriorityModel
from moderation.quality.priority_decisions import judged_items, to_learn
from moderation.queue.ranking import ranking_in_force
from moderation.triage.priority.fit import Quality, learn


def train(progress: Callable[[int], None] = lambda _: None) -> tuple[PriorityModel, Quality, Quality]:
    """A new candidate, with its quality on later decisions and that of the model in use. Raises TooFew.

    It learns from where the model in use is, so that few new decisions change little.
    """
    decided = to_learn(judged_items())
    learned, new, old = learn(decided, ranking_in_force().model, _next_name(), progress)
    content = learned.to_json()
    with transaction.atomic():
        model = PriorityModel(
            name=learned.name,
            content=content,
            sha256=hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
            decisions=len(decided),
            figures={"new": asdict(new), "old": asdict(old)},
        )
        model.save()
    return model, new, old


def _next_name() -> str:
    return f"priority-d{PriorityModel.objects.count() + 1}"
