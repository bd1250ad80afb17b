"""The sign-in form: a name, a password, a code for people with a device, and one answer for whatever is wrong."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from django_otp.oath import totp

from articles.models import SignIn
from moderation.models import Authenticator
from tests.moderation.accounts.test_second_factor import enrol
from tests.workbench.sign_in.visiting import RIGHT, browser, sign_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def person(db: None) -> User:
    return User.objects.create_superuser("admin", password=RIGHT)


@pytest.fixture
def device(person: User) -> Authenticator:
    return Authenticator.objects.create(user=person, name="phone", confirmed=True)


def code(device: Authenticator) -> str:
    device.refresh_from_db()
    return f"{totp(device.bin_key, device.step, device.t0, device.digits):06d}"


def test_name_and_password_are_enough_without_a_device(client):
    assert sign_in(client).status_code == 302
    row = SignIn.objects.get()
    assert (row.outcome, row.method, row.address) == ("signed_in", "password", "127.0.0.1")


def test_after_too_many_failures_even_the_right_password_is_locked_out(client, settings):
    settings.AXES_FAILURE_LIMIT = 3
    for _ in range(2):
        assert sign_in(client, password="wrong").status_code == 200
    assert sign_in(client, password="wrong").status_code == 429
    locked = sign_in(client)
    assert locked.status_code == 429
    assert "登录已锁定" in locked.content.decode()
    assert sign_in(client, "somebody", "x").status_code == 200


def test_code_is_needed_with_a_device(client, device):
    assert sign_in(client).status_code == 200
    assert sign_in(client, otp_token="000000").status_code == 200
    Authenticator.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert sign_in(client, otp_token=code(device)).status_code == 302
    assert SignIn.objects.latest("pk").method == "code"


def test_a_recovery_code_signs_in_once(person):
    code = enrol(person)[0]
    assert sign_in(browser(), otp_token=code).status_code == 302
    assert sign_in(browser(), otp_token=code).status_code == 200


def test_a_refused_code_is_not_kept(person):
    code = enrol(person)[0]
    sign_in(browser(), password="wrong", otp_token=code)
    assert SignIn.objects.count() == 1
    assert code not in str(list(SignIn.objects.values()))


def test_the_page_says_in_plain_words_what_may_be_wrong(client):
    assert "用户名或密码不正确，或者验证码不正确" in sign_in(client, password="wrong").content.decode()


@pytest.mark.parametrize("typed", ["", "000000", "abc", "AAAA-AAAA-AAAA-AAAA"])
def test_a_right_password_without_the_code_is_answered_like_a_wrong_one(device, typed):
    wrong = sign_in(browser(), password="wrong", otp_token=typed)
    right = sign_in(browser(), otp_token=typed)
    assert (right.status_code, text_of(right)) == (wrong.status_code, text_of(wrong))


def test_a_throttled_device_is_answered_like_a_wrong_password(device):
    now = timezone.now()
    Authenticator.objects.update(throttling_failure_count=9, throttling_failure_timestamp=now)
    shown = code(device)
    wrong = sign_in(browser(), password="wrong", otp_token=shown)
    right = sign_in(browser(), otp_token=shown)
    assert (right.status_code, text_of(right)) == (wrong.status_code, text_of(wrong))


@pytest.mark.parametrize("change", [{"is_staff": False}, {"is_active": False}])
def test_an_account_that_may_not_sign_in_is_answered_like_a_wrong_password(person, change):
    User.objects.update(**change)
    wrong, right = sign_in(browser(), password="wrong"), sign_in(browser())
    assert (right.status_code, text_of(right)) == (wrong.status_code, text_of(wrong))


def test_wrong_codes_lock_after_as_many_as_wrong_passwords(device):
    User.objects.create_superuser("plain", password=RIGHT)
    codes = [sign_in(browser("203.0.113.1")) for _ in range(10)]
    passwords = [sign_in(browser("203.0.113.2"), "plain", "wrong") for _ in range(10)]
    assert [answer.status_code for answer in codes] == [answer.status_code for answer in passwords]
    assert 429 in {answer.status_code for answer in codes}


def test_the_log_tells_a_wrong_code_from_a_wrong_password(device):
    sign_in(browser())
    sign_in(browser(), password="wrong")
    assert list(SignIn.objects.order_by("pk").values_list("outcome", flat=True)) == ["code_refused", "failed"]


def test_a_name_with_odd_characters_is_answered(client):
    for name in ("a\0b", "x" * 151, "名字", "\u202ename", " "):
        assert sign_in(client, name, "wrong").status_code == 200
