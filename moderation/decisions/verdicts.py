"""What a decision says of the headline: a label that the clickbait model may learn from."""

from __future__ import annotations

from datetime import datetime

from articles.models import Score
from articles.scoring.stored.verdicts import keep_verdict
from moderation.models import Decision, QueueItem, QueueReason
from moderation.models.decision import Act


def keep(item: QueueItem, decision: Decision, at: datetime) -> None:
    """Keeps a verdict where the decision holds one.

    - under a clause about headlines, the headline is clickbait
    - allowed although its headline score, or chance, put it before a moderator, the headline is plain
    - any other decision says nothing of the headline
    """
    reasons = {(reason.kind, reason.code) for reason in item.reasons.all()}
    sampled = any(kind == QueueReason.Kind.AUDIT for kind, _ in reasons)
    if decision.act == Act.ALLOW:
        if not (sampled or (QueueReason.Kind.SCORE, Score.Name.CLICKBAIT) in reasons):
            return
        is_clickbait = False
    elif decision.clause is not None and decision.clause.about_headline:
        is_clickbait = True
    else:
        return
    keep_verdict(item.article_version, decision.pk, at, is_clickbait=is_clickbait, sampled=sampled)
