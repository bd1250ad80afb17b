"""Forms for a rule and a phrase bank; `moderation.routing` checks whether the input is valid."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models.codes import choices_of
from moderation.console.forms import clause_choices
from moderation.console.rules.words import bank_sentence, expression_sentence, field_sentence
from moderation.models import PhraseBank, Queue
from moderation.routing.editing.banks import BankDraft
from moderation.routing.editing.drafts import Draft, InvalidRule
from moderation.triage.rules.phrases import BankError
from moderation.triage.rules.tokens import LONGEST
from moderation.vocabulary.acts import ACTS, LABELS
from moderation.vocabulary.reasons import REASON_SEVERITIES

# Bytes read of an upload: more than any accepted list has.
MOST_BYTES = 8_000_000


class RuleForm(forms.Form):
    """All of a version; `code` is fixed once there is a rule."""

    code = forms.SlugField(label=_("Code"), max_length=40)
    name_zh = forms.CharField(label=_("Chinese name"), max_length=80)
    name_en = forms.CharField(label=_("English name"), max_length=80)
    expression = forms.CharField(
        label=_("What it looks for"),
        max_length=4 * LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocapitalize": "off"}),
    )
    opens = forms.BooleanField(label=_("A match queues the article by itself"), required=False, initial=True)
    queue = forms.ChoiceField(label=_("Queue"), required=False)
    reason_zh = forms.CharField(label=_("Reason shown (Chinese)"), max_length=80)
    reason_en = forms.CharField(label=_("Reason shown (English)"), max_length=80)
    severity = forms.ChoiceField(label=_("Severity"), choices=lambda: choices_of(REASON_SEVERITIES), initial="medium")
    weight = forms.FloatField(label=_("Weight (0–1)"), min_value=0, max_value=1, initial=0.3)
    due_minutes = forms.IntegerField(label=_("Due within minutes"), min_value=1, max_value=525_600, required=False)
    label = forms.ChoiceField(
        label=_("Label required"), choices=lambda: [("", "—"), *choices_of(LABELS)], required=False
    )
    second_review = forms.BooleanField(label=_("Second review of the decision"), required=False)
    notify = forms.BooleanField(label=_("Tell the platform by webhook"), required=False)
    act = forms.ChoiceField(
        label=_("Automatic decision, once switched on"),
        choices=lambda: [("", _("nothing")), *choices_of(ACTS, only=lambda act: act.may_rule)],
        required=False,
    )
    clause = forms.ChoiceField(label=_("Under clause"), required=False)
    note = forms.CharField(label=_("Why this change"), max_length=300, required=False)

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fixed_code = code
        if code:
            self.fields["code"].required = False
        self._choices(
            "queue", [("", _("that of the topic")), *((queue.code, str(queue)) for queue in Queue.objects.all())]
        )
        self._choices("clause", clause_choices())
        self.error_at: InvalidRule | None = None
        for name in self.fields:
            self.fields[name].widget.attrs["aria-describedby"] = f"error-{name}"

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices

    def draft(self) -> Draft:
        """The draft of a rule that the valid form holds."""
        values = {**self.cleaned_data, "code": self.fixed_code or self.cleaned_data["code"]}
        return Draft(**values)

    def refuse(self, error: InvalidRule) -> None:
        """Shows why the rule was refused, at its field."""
        self.error_at = error
        said = expression_sentence(error.error) if error.error is not None else field_sentence(error)
        self.add_error(error.field, said)
        self.fields[error.field].widget.attrs["autofocus"] = True


class BankForm(forms.Form):
    """A bank; the phrases come from the field, or from a file."""

    code = forms.SlugField(label=_("Code"), max_length=40)
    name_zh = forms.CharField(label=_("Chinese name"), max_length=80)
    name_en = forms.CharField(label=_("English name"), max_length=80)
    language = forms.ChoiceField(label=_("Language"), choices=PhraseBank.Language.choices)
    expires_on = forms.DateField(
        label=_("Expires after"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    phrases = forms.CharField(
        label=_("Phrases, one a line"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 18})
    )
    file = forms.FileField(label=_("or a text file"), required=False, allow_empty_file=True)
    note = forms.CharField(label=_("Why this change"), max_length=300, required=False)

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fixed_code = code
        if code:
            self.fields["code"].required = False

    def draft(self) -> BankDraft:
        """The draft of a bank that the valid form holds; a file is read up to MOST_BYTES."""
        data = self.cleaned_data
        text = data["phrases"]
        if data["file"]:
            text = data["file"].read(MOST_BYTES).decode("utf-8-sig", errors="replace")
        return BankDraft(
            self.fixed_code or data["code"],
            data["name_zh"],
            data["name_en"],
            text,
            data["language"],
            data["expires_on"],
            data["note"],
        )

    def refuse(self, error: BankError) -> None:
        """Shows why the list was refused."""
        self.add_error("phrases", bank_sentence(error))
