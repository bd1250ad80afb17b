"""Forms that upload an edition of the permitted-source list, or end one."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models import ListEdition
from articles.provenance.registry.problem import ListRefused
from articles.provenance.registry.source_list import LARGEST, Row, read_source_list
from articles.provenance.stored.source_lists import Imported, import_edition, overlapping

# How long after the preview an import can be confirmed.
_CONFIRM_SECONDS = 24 * 3600
_signer = signing.TimestampSigner(salt="articles.source-list")
_NAMES = ("code", "title", "issuer", "evidence", "valid_from", "valid_until")


class _Bytes:
    """A serializer for signing that leaves bytes unchanged."""

    def dumps(self, obj: bytes) -> bytes:
        return obj

    def loads(self, data: bytes) -> bytes:
        return data


class UploadForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """Upload the file of a new edition: check it, show a preview, and store all of it on confirmation.

    The browser sends the file once; the preview carries it signed in `upload`, so the stored file is the shown one.
    """

    file = forms.FileField(
        label=_("CSV file"),
        required=False,
        help_text=_(
            "Columns: <code>outlet</code>; optionally "
            "<code>tier, province, medium, standing, since, reason, evidence</code>"
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    close_previous = forms.BooleanField(
        label=_("End the edition in force the day before"), required=False, help_text=_("Editions cannot overlap.")
    )
    upload = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = ListEdition
        fields = _NAMES

    content: bytes
    rows: list[Row]
    tried: Imported

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        _check_days(self, data.get("valid_from"), data.get("valid_until"))
        if "file" in self.errors:
            return data
        try:
            self.content = self._content(data.get("file"), data.get("upload", ""))
            self.rows = read_source_list(self.content)
        except (signing.BadSignature, ListRefused) as error:
            self.add_error("file", _("Choose the file.") if isinstance(error, signing.BadSignature) else _told(error))
        if not self.errors:
            # Import and roll back: the preview then has real counts, and refusals appear beside the fields.
            try:
                with transaction.atomic():
                    self.tried = self.take_over("preview")
                    transaction.set_rollback(True)
            except ListRefused as error:
                self.add_error(None, _told(error))
        return data

    def take_over(self, actor: Any) -> Imported:
        """Import the file, for this user. Raises EditionConflict."""
        fields = {name: self.cleaned_data[name] for name in (*_NAMES, "close_previous")}
        return import_edition(self.rows, self.content, **fields, actor=actor)

    def signed(self) -> str:
        """Sign the file, to send it through the browser and back."""
        text: str = _signer.sign_object(self.content, serializer=_Bytes, compress=True)
        return text

    @staticmethod
    def _content(file: Any, signed: str) -> bytes:
        content: bytes
        if file is not None:
            file.seek(0)  # a form that is shown again reads the file again
            content = file.read(LARGEST + 1)
        else:
            content = _signer.unsign_object(signed, serializer=_Bytes, max_age=_CONFIRM_SECONDS)
        return content


class EndForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscript at run time
    """End an edition or correct its details; its first day and its entries cannot be edited."""

    class Meta:
        model = ListEdition
        fields = ("title", "issuer", "evidence", "valid_until")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = self.instance.valid_from, data.get("valid_until")
        _check_days(self, first, last)
        if not self.errors:
            others = ", ".join(each.code for each in overlapping(first, last) if each.pk != self.instance.pk)
            if others:
                self.add_error("valid_until", _("Another edition is in force then: %(code)s") % {"code": others})
        return data


def _check_days(form: Any, first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last < first:
        form.add_error("valid_until", _("The last day lies before the first."))


def _told(refused: ListRefused) -> ValidationError:
    language = get_language() or ""
    return ValidationError([problem.text(language) for problem in refused.problems])
