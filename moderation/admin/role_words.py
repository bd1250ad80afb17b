"""Roles and permissions in the reader's words, wherever a page of the admin lists or offers them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db.models import ManyToManyField, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from articles.models.codes import word_of
from moderation.vocabulary.roles import ROLES

# What a permission of every model lets somebody do; `%(rows)s` is the model.
_VERBS = {
    "add": gettext_lazy("%(rows)s: add"),
    "change": gettext_lazy("%(rows)s: change"),
    "delete": gettext_lazy("%(rows)s: delete"),
    "view": gettext_lazy("%(rows)s: see"),
}
# Permissions with a sentence of their own, which the database holds in English; the catalogue has their Chinese.
SENTENCES = (
    gettext_lazy("Can claim queue items"),
    gettext_lazy("Can decide queue items"),
    gettext_lazy("Can work the leads' queues and take over claims"),
    gettext_lazy("Can take back decisions of others"),
    gettext_lazy("Can be the second person for a decision"),
    gettext_lazy("Can send a message again"),
    gettext_lazy("Can let a routing rule decide by itself"),
    gettext_lazy("Can confirm changes that another lead proposed"),
    gettext_lazy("Can bind API keys to moderators"),
)


def role_name(group: Group) -> str:
    """The role in words; the name of a group that the installation made itself."""
    return capfirst(word_of(ROLES, group.name)) if group.name in ROLES.codes else group.name


def permission_name(permission: Permission) -> str:
    """What the permission is about, and what it lets somebody do."""
    verb = permission.codename.partition("_")[0]
    model = permission.content_type.model_class()
    if verb not in _VERBS or model is None:
        return gettext(permission.name)
    return capfirst(str(_VERBS[verb]) % {"rows": model._meta.verbose_name})


class RolesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no subscript at run time
    def label_from_instance(self, obj: Any) -> str:
        return role_name(obj)


class PermissionsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return permission_name(obj)


class OffersRoles(admin.ModelAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """A page whose fields for groups and permissions say them in words."""

    def formfield_for_manytomany(self, db_field: ManyToManyField[Any, Any], request: Any = None, **kwargs: Any) -> Any:
        if db_field.remote_field.model is Group:
            kwargs["form_class"] = RolesField
        elif db_field.remote_field.model is Permission:
            kwargs["form_class"] = PermissionsField
            kwargs.setdefault("queryset", Permission.objects.select_related("content_type"))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class RoleFilter(admin.SimpleListFilter):
    """Users by role."""

    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(group.pk), role_name(group)) for group in Group.objects.order_by("pk")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset.filter(groups=value) if value and value.isdecimal() else queryset
