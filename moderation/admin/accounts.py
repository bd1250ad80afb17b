"""Users and their groups, in Django's own pages; who sets somebody's password is an act with a name of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.http import HttpRequest

from moderation.models import Queue

admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """Django's pages of users. The site records what they change: rights, groups, activity, name."""

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:  # noqa: A002 - Django's name
        request.recorded_as = "password_set"  # type: ignore[attr-defined]  # read where the change is recorded
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Django's pages of groups. A group that a queue is limited to stays: without it the queue would be everybody's."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        shown, counts, missing, protected = super().get_deleted_objects(objs, request)
        queues = Queue.objects.filter(groups__in=[group.pk for group in objs]).distinct()
        return shown, counts, missing, [*protected, *(f"{Queue._meta.verbose_name}: {queue}" for queue in queues)]
