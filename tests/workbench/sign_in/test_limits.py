"""Limits of sign-in: by address, for a name from an address, for all; never for a name alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from articles.access import sign_ins
from articles.models import SignIn
from tests.workbench.sign_in.visiting import RIGHT, browser, sign_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def person(db: None) -> User:
    return User.objects.create_superuser("admin", password=RIGHT)


def fail(times: int, address: str, *, name: str = "", **headers: str) -> list[int]:
    """Statuses of guesses, each with a browser of its own."""
    return [
        sign_in(browser(address, **headers), name or f"made-up-{n}", "wrong").status_code for n in range(times)
    ]  # fmt: skip


def pass_minutes(minutes: float) -> None:
    """Moves all attempts into the past."""
    for row in SignIn.objects.all():
        SignIn.objects.filter(pk=row.pk).update(at=row.at - timedelta(minutes=minutes))


def test_twelve_names_with_one_password_from_one_address_are_locked():
    assert fail(12, "203.0.113.5") == [200] * 9 + [429] * 3
    locked = sign_in(browser("203.0.113.5"))
    assert locked.status_code == 429
    assert 0 < int(locked["Retry-After"]) <= 15 * 60
    assert sign_in(browser("203.0.113.6")).status_code == 302


def test_one_ipv6_customer_counts_as_one_address():
    statuses = [fail(1, f"2001:db8:1:2::{n:x}", name=f"x{n}")[0] for n in range(1, 12)]
    assert statuses == [200] * 9 + [429] * 2
    assert sign_in(browser("2001:db8:1:3::1")).status_code == 302


def test_strangers_lock_a_named_person_out_at_their_own_address_only():
    assert fail(20, "198.51.100.7", name="admin") == [200] * 7 + [429] * 13
    for n in range(30):  # from thirty addresses more
        fail(1, f"198.51.100.{100 + n}", name="admin")
    assert sign_in(browser("203.0.113.5")).status_code == 302


def test_a_known_device_keeps_working_behind_an_address_that_strangers_locked():
    mine = browser("10.0.0.1")  # a proxy that nobody named: all have its address
    assert sign_in(mine).status_code == 302
    mine.post("/admin/logout/")
    fail(20, "10.0.0.1", name="admin")
    fail(20, "10.0.0.1")
    assert sign_in(browser("10.0.0.1")).status_code == 429
    assert sign_in(mine).status_code == 302


def test_a_known_device_is_known_for_its_own_account_only():
    User.objects.create_user("second", password=RIGHT, is_staff=True)
    mine = browser("10.0.0.1")
    sign_in(mine)
    fail(12, "10.0.0.1")
    assert sign_in(mine, "second").status_code == 429
    assert sign_in(mine).status_code == 302


def test_a_shared_computer_is_known_for_each_who_works_there():
    User.objects.create_user("second", password=RIGHT, is_staff=True)
    shared = browser("10.0.0.1")
    sign_in(shared)
    sign_in(shared, "second")
    fail(12, "10.0.0.1")
    assert sign_in(shared).status_code == 302
    assert sign_in(shared, "second").status_code == 302


@pytest.mark.parametrize(
    "forge", [lambda value: value[:-1] + chr(ord(value[-1]) ^ 1), lambda value: "x", lambda value: '["a", [1]]']
)
def test_a_forged_device_is_a_stranger(forge):
    mine = browser("10.0.0.1")
    sign_in(mine)
    fail(12, "10.0.0.1")
    mine.cookies["known_device"] = forge(mine.cookies["known_device"].value)
    assert sign_in(mine).status_code == 429


def test_a_stolen_device_gives_a_few_guesses_and_no_more():
    mine = browser("10.0.0.1")
    sign_in(mine)
    statuses = [sign_in(mine, "admin", f"guess {n}").status_code for n in range(30)]
    assert statuses.count(200) <= 16  # as often as a name from a device, and then as a stranger
    assert statuses[-1] == 429


def test_a_good_sign_in_does_not_clear_what_the_address_did_to_others():
    User.objects.create_user("insider", password=RIGHT, is_staff=True)
    statuses = []
    for n in range(12):
        statuses += fail(1, "198.51.100.7", name=f"victim-{n}")
        sign_in(browser("198.51.100.7"), "insider")
    assert statuses == [200] * 9 + [429] * 3


def test_a_person_who_mistyped_and_then_signed_in_has_no_failures_left():
    for _ in range(4):
        fail(7, "203.0.113.5", name="admin")
        assert sign_in(browser("203.0.113.5")).status_code == 302


def test_attempts_during_a_lock_do_not_extend_it():
    fail(8, "203.0.113.5", name="admin")
    pass_minutes(14)
    assert fail(3, "203.0.113.5", name="admin") == [429] * 3
    pass_minutes(1.1)
    assert sign_in(browser("203.0.113.5")).status_code == 302


def test_an_operator_ends_a_lock(capsys):
    fail(12, "203.0.113.5")
    fail(8, "203.0.113.9", name="admin")
    call_command("axes_reset_ip", "203.0.113.5")
    assert sign_in(browser("203.0.113.5")).status_code == 302
    assert sign_in(browser("203.0.113.9")).status_code == 429
    call_command("axes_reset_username", "admin")
    assert sign_in(browser("203.0.113.9")).status_code == 302


def test_strangers_from_many_addresses_are_slowed_and_known_people_are_not(settings):
    settings.LOGIN_PER_MINUTE = 6
    mine = browser("203.0.113.5")
    sign_in(mine)
    statuses = [fail(1, f"198.51.100.{n}", name=f"name-{n}")[0] for n in range(9)]
    assert statuses == [200] * 6 + [503] * 3
    crowded = sign_in(browser("198.51.100.77"))
    assert (crowded.status_code, crowded["Retry-After"]) == (503, "60")
    assert "60" in text_of(crowded)
    assert sign_in(mine).status_code == 302
    assert sign_in(browser("203.0.113.5")).status_code == 302  # an address of hers, without the cookie
    pass_minutes(1.1)
    assert sign_in(browser("198.51.100.77")).status_code == 302


def test_an_address_in_a_forged_header_changes_nothing():
    statuses = [fail(1, "203.0.113.5", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}", name=f"x{n}")[0] for n in range(12)]
    assert statuses == [200] * 9 + [429] * 3
    assert set(SignIn.objects.values_list("address", flat=True)) == {"203.0.113.5"}


def test_behind_a_trusted_proxy_each_client_has_a_count_of_its_own(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    for n in range(12):
        forwarded = f"198.51.100.{n}, 203.0.113.66"  # what stands left, the client wrote
        fail(1, "10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded, name=f"x{n}")
    assert sign_in(browser("10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.66")).status_code == 429
    assert sign_in(browser("10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.67")).status_code == 302


def test_names_are_stored_as_a_keyed_hash_and_codes_never(caplog):
    caplog.set_level("INFO")
    sign_in(browser(), "my-Secret-passw0rd", "x", otp_token="123456")
    sign_in(browser(), "admin", "my-other-Secret", otp_token="654321")
    rows = [[str(value) for value in row] for row in SignIn.objects.values_list()]
    told = f"{rows} {caplog.text} {[record.__dict__ for record in caplog.records]}"
    for secret in ("my-Secret-passw0rd", "my-other-Secret", "123456", "654321"):
        assert secret not in told
    assert sign_ins.name_hash("my-Secret-passw0rd") in caplog.text
    assert "203.0.113.5" in caplog.text


def test_old_attempts_and_floods_are_forgotten(settings, monkeypatch):
    monkeypatch.setattr(sign_ins, "MOST_FAILURES", 5)
    now = timezone.now()
    for age in [200, *range(8)]:
        SignIn.objects.create(who="name:x", at=now - timedelta(days=age))
    kept = SignIn.objects.create(who="account:1", at=now, outcome=SignIn.Outcome.SIGNED_IN)
    assert sign_ins.forget_old(dry_run=True) == 4
    assert sign_ins.forget_old() == 4
    assert SignIn.objects.count() == 6
    assert SignIn.objects.filter(pk=kept.pk).exists()
