"""The acts as one form: act, clause and note; `moderation.decisions` checks the decision."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
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
    ("label", "required"): _("Choose the label: this clause has none of its own."),
}


def clauses_in_force() -> list[Clause]:
    """Chapters and clauses of the latest policy version, by code, with what a form shows of them."""
    newest = PolicyVersion.objects.order_by("-number").values("pk")[:1]
    shown = ("code", "is_chapter", "title_zh", "title_en", "label", "proposed_for")
    return list(Clause.objects.filter(policy_version__in=newest).only(*shown).order_by("code"))


def clause_choices(clauses: Sequence[Clause] | None = None) -> list[Any]:
    """The clauses in force, grouped by chapter; a clause's chapter is its code up to the first dot."""
    clauses = clauses_in_force() if clauses is None else clauses
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
    clause = forms.CharField(label=_("Clause"), required=False, widget=forms.Select())
    label = forms.ChoiceField(
        label=_("Label shown"), required=False, choices=lambda: [("", ""), *choices_of(acts.LABELS)]
    )
    note = forms.CharField(label=_("Note (internal)"), required=False, strip=False, widget=forms.Textarea)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    article_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reasons = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].widget.choices = lambda: clause_choices(self.clauses)

    @cached_property
    def clauses(self) -> list[Clause]:
        return clauses_in_force()

    @classmethod
    def for_item(cls, item: QueueItem) -> DecisionForm:
        """A form on the item as it is now, with the clause of its first reason and that clause's label.

        The label is the one that a routing rule asks for, where one does.
        """
        form = cls()
        asked, clause = required_labels(item), proposed_clause(item, form.clauses)
        label = asked[0] if asked else (clause and clause.label)
        form.initial = {"clause": clause.code if clause else "", "label": label or "", **seen(item)}
        return form

    @classmethod
    def for_items(cls, items: Sequence[QueueItem]) -> DecisionForm:
        """A form on several items, with the clause that the first reason of each of them proposes, where it is one."""
        form = cls()
        proposed = {proposed_clause(item, form.clauses) for item in items}
        clause = proposed.pop() if len(proposed) == 1 else None
        form.initial = {"clause": clause.code, "label": clause.label or ""} if clause else {}
        return form

    @property
    def presets(self) -> str:
        """JSON for the script: the label of each clause that has one, and the clause of each act that has one."""
        labels = {clause.code: clause.label for clause in self.clauses if clause.label}
        of_acts = {
            act: clause.code for act in acts.ACTS for clause in self.clauses if act in (clause.proposed_for or ())
        }
        return json.dumps({"labels": labels, "acts": of_acts})

    def clean(self) -> dict[str, Any]:
        """Asks for a note where the act passes the item on: who gets it would begin from nothing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        act = acts.ACTS.get(cleaned.get("act", ""))
        if act is not None and act.asks_why and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say why: whoever gets the item reads it first."))
        return cleaned

    def request(self, item_id: int) -> DecisionRequest:
        """The decision that the valid form asks for."""
        data = self.cleaned_data
        return DecisionRequest(
            item_id,
            data["version"],
            act=data["act"],
            clause=self.clause_of_act,
            note=data["note"],
            label=self.label_of_act,
        )

    @property
    def clause_of_act(self) -> str:
        """The clause, for acts that need one: the form proposes a clause, and allowing chooses none."""
        data = self.cleaned_data
        return str(data["clause"]) if acts.ACTS[data["act"]].needs_clause else ""

    @property
    def label_of_act(self) -> str:
        """The label, for acts that show one."""
        data = self.cleaned_data
        return str(data["label"]) if acts.ACTS[data["act"]].shows_label else ""

    def refuse(self, error: InvalidDecision) -> None:
        """Shows why the decision was refused, at its field."""
        self.add_error(
            _FIELDS.get(error.field), _REFUSALS.get((error.field, error.code), word_of(REFUSALS, error.code, long=True))
        )


def proposed_clause(item: QueueItem, clauses: Sequence[Clause]) -> Clause | None:
    """The clause that the item's weightiest reason points to; None where no clause is proposed for any reason."""
    by_code = {code: clause for clause in reversed(clauses) for code in clause.proposed_for or ()}
    return next((by_code[reason.code] for reason in item.reasons.all() if reason.code in by_code), None)


def seen(item: QueueItem) -> dict[str, object]:
    """The state of the item that goes along with the form."""
    return {
        "version": item.version,
        "article_version": item.article_version.number,
        "reasons": ",".join(str(reason.pk) for reason in item.reasons.all()),
    }
