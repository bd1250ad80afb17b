"""What an earlier decision on the same text proposes for this one: its clause and label, which a person confirms."""

from __future__ import annotations

from moderation.console.forms import DecisionForm
from moderation.decisions.required import required_labels
from moderation.models import Decision, QueueItem


def proposed_form(item: QueueItem, earlier: Decision | None) -> DecisionForm:
    """Return a form with clause and label of the earlier decision; without one, those of the item's first reason.

    A label that a routing rule asks for stays. The act is never chosen beforehand.
    """
    form = DecisionForm.for_item(item)
    if earlier is not None and earlier.clause is not None:
        form.initial["clause"] = earlier.clause.code
        if not required_labels(item):
            form.initial["label"] = earlier.label or earlier.clause.label or ""
    return form
