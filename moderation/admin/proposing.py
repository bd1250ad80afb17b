"""Admin pages whose changes may need a second lead: they go through `moderation.oversight.proposing`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.admin.base import FastAdmin
from articles.models.codes import word_of
from moderation.console.access import user_of
from moderation.oversight import proposing
from moderation.oversight.kinds import KINDS, State
from moderation.oversight.proposing import ProposalRefused
from moderation.vocabulary.proposals import PROPOSAL_REFUSALS

VIA = "admin"
WAITS = _("A second lead has to confirm this. It is not in effect yet.")


class Proposing(ModelAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """Saves and deletes through the kind named by `kind`; what waits for a second lead leaves the row as it was."""

    kind: ClassVar[str]
    records_itself: Any = ("made", "changed", "removed")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        row = self._changed(request, str(obj.pk) if change else "", self.wanted(obj, form))
        if row is not None and not change:
            obj.pk = row.pk

    def wanted(self, obj: Any, form: Any) -> State:
        """The state that the form asks for."""
        kept = {} if obj.pk is None else KINDS[self.kind].read(obj)
        many = {field.name for field in self.model._meta.many_to_many}
        names = [name for name in KINDS[self.kind].fields if name not in many]
        plain = {name: getattr(obj, self.model._meta.get_field(name).attname) for name in names}
        given = {
            name: sorted(row.pk for row in form.cleaned_data[name]) if name in form.cleaned_data else kept.get(name, [])
            for name in many
        }
        return plain | given

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        if not _stays(request):
            super().save_related(request, form, formsets, change)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None if _stays(request) else super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None if _stays(request) else super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Logs nothing: whether rows are deleted is known later, and the audit chain says it."""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self._changed(request, str(obj.pk), None)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            self.delete_model(request, row)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        if proposing.two_persons_asked():
            # Its page would say that the rows are deleted. One by one they are proposed.
            actions.pop("delete_selected", None)
        return actions

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return self._to_list() if _stays(request) else super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._to_list() if _stays(request) else super().response_change(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        return self._to_list() if _stays(request) else super().response_delete(request, obj_display, obj_id)

    def _changed(self, request: HttpRequest, target: str, wanted: State | None) -> Any:
        try:
            outcome = proposing.change(user_of(request), self.kind, target, wanted, via=VIA)
        except ProposalRefused as error:
            request.stays = True  # type: ignore[attr-defined]  # read when the answer is made
            self.message_user(request, word_of(PROPOSAL_REFUSALS, error.code, long=True), messages.ERROR)
            return None
        if outcome.proposal is not None:
            request.stays = True  # type: ignore[attr-defined]  # as above
            self.message_user(request, WAITS, messages.WARNING)
        return outcome.row

    def _to_list(self) -> HttpResponse:
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))


class ProposingAdmin(Proposing, FastAdmin):
    """Pages of a plain kind of rows."""


def _stays(request: HttpRequest) -> bool:
    return bool(getattr(request, "stays", False))
