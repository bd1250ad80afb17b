"""Users and their groups, in Django's own pages; who sets somebody's password is an act with a name of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.codes import word_of
from moderation.admin.role_words import OffersRoles, RoleFilter, role_name
from moderation.models import Queue
from moderation.vocabulary.roles import ROLES

admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(OffersRoles, UserAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """Django's pages of users. The site records what they change: rights, groups, activity, name."""

    list_display = ("username", "roles", "email", "is_active", "is_superuser", "last_login")
    list_filter = (RoleFilter, "is_active", "is_superuser")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return gettext(", ").join(role_name(group) for group in user.groups.all())

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002 - Django's name
        request.recorded_as = "password_set"  # type: ignore[attr-defined]  # read where the change is recorded
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)


@admin.register(Group)
class RoleAdmin(OffersRoles, GroupAdmin):
    """Django's pages of groups. A group that a queue is limited to stays: without it the queue would be everybody's."""

    list_display = ("role", "purpose")

    @admin.display(description=_("role or group"), ordering="name")
    def role(self, group: Group) -> str:
        return role_name(group)

    @admin.display(description=_("what it is for"))
    def purpose(self, group: Group) -> str:
        return word_of(ROLES, group.name, long=True) if group.name in ROLES.codes else ""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        shown, counts, missing, protected = super().get_deleted_objects(objs, request)
        queues = Queue.objects.filter(groups__in=[group.pk for group in objs]).distinct()
        return shown, counts, missing, [*protected, *(f"{Queue._meta.verbose_name}: {queue}" for queue in queues)]
