"""The acts as one form: act, clause and note; `moderation.decisions` checks the decision."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models.codes import choices_of, lazy_word, word_of
from moderation.decisions import DecisionRequest, InvalidDecision
from moderation.decisions.required import required_labels
from moderation.models import Clause, PolicyVersion, QueueItem
from moderation.vocabulary import acts
from moderation.vocabulary.refusals import REFUSALS

_FIELDS = {"act": "act", "policy": "clause", "note": "note", "label": "label"}
# Sentences for a field, where they say more than the refusal by itself.
_REFUSALS = {
    ("policy", "required"): _("This act needs a clause of the policy."),
    ("policy", "unknown"): _("There is no such clause in the policy in force."),
    ("note", "required"): _("Say why: the reason is kept with each decision."),
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
    """`version`, `article_version` and `reasons` hold the state that the moderator saw, to detect a change since."""

    act = forms.ChoiceField(
        label=_("Act"),
        choices=lambda: [(act.code, lazy_word(act)) for act in acts.offered()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an act.")},
    )
    # `moderation.decisions` looks the clause up anyhow, and refuses an unknown one.
    clause = forms.CharField(label=_("Clause"), required=False, widget=forms.Select(choices=clause_choices))  # type: ignore[arg-type]  # Django takes a function
    label = forms.ChoiceField(
        label=_("Label shown"), required=False, choices=lambda: [("", ""), *choices_of(acts.LABELS)]
    )
    note = forms.CharField(label=_("Note (internal)"), required=False, strip=False, widget=forms.Textarea)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    article_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reasons = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def for_item(cls, item: QueueItem) -> DecisionForm:
        """An empty form on the item as it is now."""
        asked = required_labels(item)
        return cls(initial={"label": asked[0] if asked else acts.UNVERIFIED, **seen(item)})

    def request(self, item_id: int) -> DecisionRequest:
        """The decision that the valid form asks for."""
        data = self.cleaned_data
        label = data["label"] if acts.ACTS[data["act"]].shows_label else ""
        return DecisionRequest(
            item_id, data["version"], act=data["act"], clause=data["clause"], note=data["note"], label=label
        )

    def refuse(self, error: InvalidDecision) -> None:
        """Shows why the decision was refused, at its field."""
        self.add_error(
            _FIELDS.get(error.field), _REFUSALS.get((error.field, error.code), word_of(REFUSALS, error.code, long=True))
        )


def seen(item: QueueItem) -> dict[str, object]:
    """The state of the item that goes along with the form."""
    return {
        "version": item.version,
        "article_version": item.article_version.number,
        "reasons": ",".join(str(reason.pk) for reason in item.reasons.all()),
    }
