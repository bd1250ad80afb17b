"""Sign-in: locked after failures, and with a one-time code for users with a device."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def person(db) -> User:
    return User.objects.create_superuser("admin", password="right-password")


RIGHT = "right-password"


def sign_in(client, password: str = RIGHT, **fields: str):
    return client.post(reverse("admin:login"), {"username": "admin", "password": password, **fields})


def test_name_and_password_are_enough_without_a_device(client):
    assert sign_in(client).status_code == 302


def test_after_too_many_failures_even_the_right_password_is_locked_out(client, settings):
    settings.AXES_FAILURE_LIMIT = 3
    for _ in range(2):
        assert sign_in(client, "wrong").status_code == 200
    assert sign_in(client, "wrong").status_code == 429
    locked = sign_in(client)
    assert locked.status_code == 429
    assert "登录已锁定" in locked.content.decode()
    other = client.post(reverse("admin:login"), {"username": "somebody", "password": "x"})
    assert other.status_code == 200


def test_code_is_needed_with_a_device(client):
    device = TOTPDevice.objects.create(user=User.objects.get(), name="phone", confirmed=True)
    assert "验证码" in sign_in(client).content.decode()
    assert sign_in(client, otp_token="000000").status_code == 200
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    code = f"{totp(device.bin_key, device.step, device.t0, device.digits):06d}"
    assert sign_in(client, otp_token=code).status_code == 302


def test_a_wrong_password_is_said_in_plain_words(client):
    assert "用户名或密码不正确" in sign_in(client, "wrong").content.decode()
