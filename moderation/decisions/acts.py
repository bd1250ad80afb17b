"""The acts by name: what each changes beside the decision, the audit entry and the event that all of them write."""

from __future__ import annotations

from collections.abc import Callable

from moderation.decisions import escalate
from moderation.decisions.closing import close
from moderation.models import Decision, QueueItem
from moderation.models.decision import Act

# The platform carries out what it learns from the event: a label shown, no more recommendation, taken down.
ACTS: dict[str, Callable[[QueueItem, Decision], None]] = {
    Act.ALLOW: close,
    Act.LABEL: close,
    Act.LIMIT: close,
    Act.REMOVE: close,
    Act.ESCALATE: escalate.execute,
}
