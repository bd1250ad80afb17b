"""Chinese for the models of libraries: some have plain English labels, others messages that nobody translated.

Labels are replaced once the apps are loaded. Migrations compare what a library declares, so none comes of it.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

APPS = {
    "axes": _("Sign-in protection"),
    "otp_totp": _("One-time codes"),
    "rest_framework_api_key": _("API keys"),
}
MODELS = {
    "auth.Group": (_("role or group"), _("roles and groups")),
    "otp_totp.TOTPDevice": (_("device for one-time codes"), _("devices for one-time codes")),
}
FIELDS: dict[str, dict[str, Any]] = {
    "auth.User": {"groups": _("roles and groups")},
    "articles.ApiKey": {
        "name": _("name"),
        "prefix": _("prefix"),
        "created": _("created"),
        "expiry_date": _("expires"),
        "revoked": _("revoked"),
    },
    "otp_totp.TOTPDevice": {
        "user": _("user"),
        "name": _("name"),
        "confirmed": _("confirmed"),
        "created_at": _("created"),
        "last_used_at": _("last used"),
        "key": _("key of the device"),
        "step": _("seconds per code"),
        "t0": _("start of counting"),
        "digits": _("digits"),
        "tolerance": _("tolerance"),
        "drift": _("clock drift"),
        "throttling_failure_timestamp": _("last wrong code"),
        "throttling_failure_count": _("wrong codes in a row"),
    },
}
# Messages of django-axes, which asks the catalogue for them.
MESSAGES = (
    _("User Agent"),
    _("IP Address"),
    _("Username"),
    _("HTTP Accept"),
    _("Path"),
    _("Attempt Time"),
    _("Access lock out"),
    _("access failure"),
    _("access failures"),
    _("GET Data"),
    _("POST Data"),
    _("Failed Logins"),
    _("access attempt"),
    _("access attempts"),
    _("Logout Time"),
    _("access log"),
    _("access logs"),
    _("Locked Out"),
    _("Form Data"),
    _("Meta Data"),
)


def replace_labels() -> None:
    """Gives the models of libraries labels in the reader's language. Call once all apps are loaded."""
    for app, words in APPS.items():
        apps.get_app_config(app).verbose_name = words
    for name, (one, many) in MODELS.items():
        options = apps.get_model(name)._meta
        options.verbose_name, options.verbose_name_plural = one, many
    for name, labels in FIELDS.items():
        for field, words in labels.items():
            apps.get_model(name)._meta.get_field(field).verbose_name = words
