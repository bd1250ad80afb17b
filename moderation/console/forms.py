"""The acts as one form: act, clause and note. What makes a decision valid is checked by `moderation.decisions`."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.decisions import DecisionRequest, InvalidDecision
from moderation.decisions.required import required_labels
from moderation.models import Clause, PolicyVersion, QueueItem
from moderation.models.decision import Act, Label

# The key of each act: its initial, but for two that begin alike.
KEYS = {Act.ALLOW: "A", Act.LABEL: "L", Act.LIMIT: "I", Act.REMOVE: "R", Act.ESCALATE: "E"}
_FIELDS = {"act": "act", "policy": "clause", "note": "note", "label": "label"}
_REFUSALS = {
    ("act", "already_escalated"): _("The item is with the leads already."),
    ("act", "appeal_open"): _("An appeal waits here: uphold or overturn it first."),
    ("policy", "required"): _("This act needs a clause of the policy."),
    ("policy", "unknown"): _("There is no such clause in the policy in force."),
    ("note", "required"): _("Say why: the reason is kept with each decision."),
    ("label", "asked_by_rule"): _("A routing rule asks for a label here: choose “label” with the label it names."),
    ("note", "against_rule"): _("A routing rule asks for a label here: say in the note why it is not needed."),
    ("note", "too_long"): _("The note is too long: at most 10,000 characters."),
}


def clause_choices() -> list[Any]:
    """The clauses in force, grouped by chapter; a clause's chapter is its code up to the first dot."""
    newest = PolicyVersion.objects.order_by("-number").values("pk")[:1]
    words = Clause.objects.filter(policy_version__in=newest).only("code", "is_chapter", "title_zh", "title_en")
    clauses = list(words.order_by("code"))
    chapters = {clause.code: str(clause) for clause in clauses if clause.is_chapter}
    leaves = [clause for clause in clauses if not clause.is_chapter]
    grouped = groupby(leaves, key=lambda clause: clause.code.partition(".")[0])
    choices: list[Any] = [("", _("— choose a clause —"))]
    return choices + [
        (chapters.get(chapter, chapter), [(clause.code, str(clause)) for clause in group]) for chapter, group in grouped
    ]


class DecisionForm(forms.Form):
    """`version`, `article_version` and `reasons` say what the moderator saw, for when it has changed meanwhile."""

    act = forms.ChoiceField(
        label=_("Act"),
        choices=[choice for choice in Act.choices if choice[0] != Act.OVERTURN],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an act.")},
    )
    # Whether there is such a clause is for `moderation.decisions` to say, which looks it up anyhow.
    clause = forms.CharField(label=_("Clause"), required=False, widget=forms.Select(choices=clause_choices))  # type: ignore[arg-type]  # Django takes a function
    label = forms.ChoiceField(label=_("Label shown"), required=False, choices=[("", ""), *Label.choices])
    note = forms.CharField(label=_("Note (internal)"), required=False, strip=False, widget=forms.Textarea)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    article_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reasons = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def for_item(cls, item: QueueItem) -> DecisionForm:
        """An empty form on the item as it is now."""
        asked = required_labels(item)
        return cls(initial={"label": asked[0] if asked else Label.UNVERIFIED, **seen(item)})

    def request(self, item_id: int) -> DecisionRequest:
        """What the (valid) form asks for."""
        data = self.cleaned_data
        label = data["label"] if data["act"] == Act.LABEL else ""
        return DecisionRequest(
            item_id, data["version"], act=data["act"], clause=data["clause"], note=data["note"], label=label
        )

    def refuse(self, error: InvalidDecision) -> None:
        """Shows why the decision was refused, at its field."""
        self.add_error(_FIELDS.get(error.field), _REFUSALS.get((error.field, error.code), str(error)))


def seen(item: QueueItem) -> dict[str, object]:
    """The state of the item that goes along with the form."""
    return {
        "version": item.version,
        "article_version": item.article_version.number,
        "reasons": ",".join(str(reason.pk) for reason in item.reasons.all()),
    }
