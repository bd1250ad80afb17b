"""Models of libraries that nobody edits in the admin."""

from __future__ import annotations

from django.contrib import admin
from django_otp.plugins.otp_totp.models import TOTPDevice

# Its pages show every seed and QR code. People set their own device up in the console.
admin.site.unregister(TOTPDevice)
