"""What an authenticator app does: the code of a seed, now or some steps later."""

from __future__ import annotations

import time
from base64 import b32decode

from django_otp.oath import totp

from moderation.models import Authenticator


def code_of(device: Authenticator) -> str:
    """The code that the device shows now; it may be used although one was used in this step already."""
    Authenticator.objects.filter(pk=device.pk).update(
        last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None
    )
    return f"{totp(device.bin_key, device.step, device.t0, device.digits, device.drift):06d}"


def code_of_seed(seed: str, steps: int = 0) -> str:
    """The code of a seed as a page shows it, in base 32."""
    key = b32decode(seed.replace(" ", ""))
    return f"{totp(key, t0=-30 * steps):06d}" if steps else f"{totp(key):06d}"


def wrong(code: str) -> str:
    """A code that is not right."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


def seconds_left() -> float:
    """The seconds until the app shows another code."""
    return 30 - time.time() % 30
