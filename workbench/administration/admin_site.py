"""The stock Django admin, named after the product; people land on the triage queue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from moderation import audit
from moderation.accounts import second_factor
from moderation.accounts.words import recovery_code_used
from moderation.console.access import SEE, user_of
from workbench.administration.recorded_admin import recorded
from workbench.administration.tasks import by_task


class SignInForm(AdminAuthenticationForm):
    """Name and password, and a code for users with a device; others leave it empty.

    A code that is missing or wrong gets the answer of a wrong password: nobody learns that a password is right.
    """

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        # One answer for all that can be wrong: another one would tell a guesser that the password is right.
        "invalid_login": _(
            "The user name, the password or the one-time code is wrong. After several wrong codes, wait a minute."
        ),
    }
    otp_token = forms.CharField(
        label=_("One-time code or recovery code"),
        required=False,
        max_length=100,
        help_text=_("Only if you have set a device up."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
            user: Any = self.get_user()
            if user is not None and second_factor.has_device(user):
                # django-otp marks the sign-in as verified by this attribute.
                code = cleaned.get("otp_token") or ""
                user.otp_device = second_factor.prove(user, code, "sign_in")
                if self.request is not None and second_factor.is_recovery_code(code):
                    messages.warning(self.request, recovery_code_used(user))
        except (forms.ValidationError, second_factor.WrongCode):
            if self.get_user() is not None:
                self._refuse_after_password()
            raise self.get_invalid_login_error() from None
        return cleaned

    def _refuse_after_password(self) -> None:
        """Counts a right password without the code as a failure, like a wrong password: the limits must not differ."""
        self.user_cache = None
        name = self.cleaned_data["username"]
        user_login_failed.send(__name__, credentials={"username": name}, request=self.request, password_was_right=True)


class WorkbenchAdminSite(AdminSite):
    login_form = SignInForm
    site_header = _("Provenance workbench")
    site_title = _("Provenance workbench")
    index_title = _("Administration")
    site_url = "/admin/triage/"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Registers a class that also records in the audit chain what it changes (`recorded_admin`)."""
        super().register(model_or_iterable, recorded(admin_class or ModelAdmin), **options)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The models in groups by task; those of one app for its own page."""
        apps: list[Any] = super().get_app_list(request, app_label)
        return apps if app_label else by_task(apps, reverse("admin:index"))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The sign-in page; with a button for the provider where one is named.

        Whoever asked for no page of their own, or for the queue without a right to it, lands on their home.
        """
        shown: dict[str, Any] = {"has_provider": bool(settings.OIDC_ISSUER), "provider_name": settings.OIDC_NAME}
        if not request.GET.get(REDIRECT_FIELD_NAME) and not request.POST.get(REDIRECT_FIELD_NAME):
            shown[REDIRECT_FIELD_NAME] = reverse("console:home")
        response = super().login(request, {**shown, **(extra_context or {})})
        lands_on_queue = response.status_code == 302 and response["Location"] == reverse("console:queue")
        if lands_on_queue and not any(request.user.has_perm(permission) for permission in SEE):
            return redirect("console:home")
        return response

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Lets people change their own password; the audit chain says when."""
        with transaction.atomic():
            response = super().password_change(request, extra_context)
            if request.method == "POST" and response.status_code == 302:
                audit.append(user_of(request), "user.password_changed", f"user:{request.user.pk}", channel="admin")
        return response
