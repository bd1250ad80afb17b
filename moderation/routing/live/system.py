"""The user that decides for rules."""

from __future__ import annotations

from django.contrib.auth.models import Permission, User

SYSTEM_USER = "routing-rules"


def system_user() -> User:
    """The user that decides for rules and cannot sign in. Made when a lead first lets a rule decide by itself."""
    user, made = User.objects.get_or_create(username=SYSTEM_USER, defaults={"is_staff": False})
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label="moderation", codename="decide_queueitem")
        )
    return user
