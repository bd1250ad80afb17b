"""The stock Django admin, named after the product; people land on the triage queue."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.utils.translation import gettext_lazy as _
from django_otp import devices_for_user, user_has_device
from django_otp.forms import OTPAuthenticationFormMixin


class SignInForm(OTPAuthenticationFormMixin, AdminAuthenticationForm):  # type: ignore[misc]  # django-otp is untyped
    """Name and password, and a one-time code for users with a device; others leave the code empty."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": _("The user name or the password is wrong."),
    }
    otp_error_messages: ClassVar[dict[str, Any]] = {
        **OTPAuthenticationFormMixin.otp_error_messages,
        "token_required": _("Enter the code that your device shows."),
        "invalid_token": _("This code is not right. Enter the one that your device shows now."),
        "n_failed_attempts": _("Too many wrong codes. Wait a little, then try again."),
    }
    otp_token = forms.CharField(
        label=_("One-time code"),
        required=False,
        help_text=_("Only if you have set a device up."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def _chosen_device(self, user: Any) -> Any:
        # The form uses one device per person, so nobody has to choose.
        return next(iter(devices_for_user(user, for_verify=True)), None)

    def _update_form(self, user: Any) -> None:
        """Does nothing: django-otp would send the password back to the browser, to be posted again with the code."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        user = self.get_user()
        if user is not None and user_has_device(user):
            self.clean_otp(user)
        return cleaned


class WorkbenchAdminSite(AdminSite):
    login_form = SignInForm
    site_header = _("Provenance workbench")
    site_title = _("Provenance workbench")
    index_title = _("Administration")
    site_url = "/admin/triage/"
