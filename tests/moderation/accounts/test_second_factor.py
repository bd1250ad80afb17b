"""The second factor: set up with a code, recovery codes that work once, removed, replaced, reset; each in the chain."""

from __future__ import annotations

import json
from base64 import b32decode
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from moderation import audit
from moderation.accounts import recovery_codes, second_factor
from moderation.models import AuditEntry, Authenticator, RecoveryCode
from tests.makers import person
from tests.moderation.accounts.codes import code_of, code_of_seed, wrong

pytestmark = pytest.mark.django_db


def enrol(user: User) -> list[str]:
    """Sets a device up for a user; returns the recovery codes."""
    enrolment = second_factor.begin(user)
    return second_factor.confirm(user, code_of_seed(enrolment.seed), keep=None)[1]


def device_of(user: User) -> Authenticator:
    return Authenticator.objects.get(user=user, confirmed=True)


def entries() -> list[tuple[str, str, dict[str, Any]]]:
    rows = AuditEntry.objects.filter(action__startswith="second_factor").order_by("sequence")
    return [(row.actor, row.action.partition(".")[2], json.loads(row.payload)) for row in rows]


def test_a_device_counts_only_from_its_first_right_code(moderator):
    enrolment = second_factor.begin(moderator)
    right = code_of_seed(enrolment.seed)
    with pytest.raises(second_factor.WrongCode):
        second_factor.confirm(moderator, wrong(right), keep=None)
    assert not second_factor.has_device(moderator)
    Authenticator.objects.update(throttling_failure_count=0)
    second_factor.confirm(moderator, right, keep=None)
    assert second_factor.has_device(moderator)
    assert entries() == [
        ("moderator", "enrolled", {"username": "moderator", "recovery_codes": 10, "ended_sign_ins": 0})
    ]
    assert audit.verify()[1] is None


def test_a_seed_that_waited_too_long_must_be_made_again(moderator):
    enrolment = second_factor.begin(moderator)
    Authenticator.objects.update(created_at=timezone.now() - second_factor.ENROL_WITHIN - timedelta(seconds=1))
    with pytest.raises(second_factor.NothingToConfirm):
        second_factor.confirm(moderator, code_of_seed(enrolment.seed), keep=None)


def test_a_second_seed_takes_the_place_of_the_first(moderator):
    first = second_factor.begin(moderator)
    second = second_factor.begin(moderator)
    assert first.seed != second.seed
    assert Authenticator.objects.count() == 1
    with pytest.raises(second_factor.WrongCode):
        second_factor.confirm(moderator, code_of_seed(first.seed), keep=None)


def test_the_address_for_the_app_holds_the_seed_that_is_kept(moderator):
    enrolment = second_factor.begin(moderator)
    assert b32decode(enrolment.seed) == Authenticator.objects.get().bin_key
    assert enrolment.address.startswith("otpauth://totp/Provenance%20workbench%3Amoderator?")
    assert f"secret={enrolment.seed}" in enrolment.address


def test_a_recovery_code_works_once_and_for_its_user_only(moderator, lead):
    codes = enrol(moderator)
    enrol(lead)
    with pytest.raises(second_factor.WrongCode):
        second_factor.prove(lead, codes[0], "sign_in")
    assert second_factor.prove(moderator, codes[0], "sign_in") == device_of(moderator)
    with pytest.raises(second_factor.WrongCode):
        second_factor.prove(moderator, codes[0], "sign_in")
    assert recovery_codes.left(moderator) == 9
    assert entries()[-1] == (
        "moderator",
        "recovery_code_used",
        {"username": "moderator", "use": "sign_in", "left": 9},
    )


@pytest.mark.parametrize("typed", ["{}", " {} ", "{0}\n"])
def test_a_recovery_code_may_be_typed_in_any_case_and_spacing(moderator, typed):
    code = enrol(moderator)[0]
    loose = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert second_factor.prove(moderator, typed.format(loose), "sign_in")


def test_a_code_may_be_typed_in_full_width_digits(moderator):
    enrol(moderator)
    code = code_of(device_of(moderator))
    wide = code.translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert second_factor.prove(moderator, f"{wide[:3]} {wide[3:]}", "sign_in")


@pytest.mark.parametrize("typed", ["", " ", "0", "-", "12345", "1" * 9, "１２", "²³⁴⁵⁶⁷", "DROP", "\x00" * 6, "٣" * 6])
def test_what_is_no_code_is_wrong(moderator, typed):
    enrol(moderator)
    with pytest.raises(second_factor.WrongCode):
        second_factor.prove(moderator, typed, "sign_in")


def test_a_code_is_used_up_by_its_use(moderator):
    enrol(moderator)
    code = code_of(device_of(moderator))
    assert second_factor.prove(moderator, code, "sign_in")
    with pytest.raises(second_factor.WrongCode):
        second_factor.prove(moderator, code, "sign_in")


def test_many_wrong_codes_keep_their_person_out_for_minutes_not_days(moderator):
    enrol(moderator)
    for _ in range(40):
        Authenticator.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(days=30))
        with pytest.raises(second_factor.WrongCode):
            second_factor.prove(moderator, "000000", "sign_in")
    waits = device_of(moderator).verify_is_allowed()[1]["locked_until"] - timezone.now()
    assert timedelta(minutes=5) < waits < timedelta(minutes=10)


def test_a_recovery_code_works_while_the_device_waits_and_ends_the_wait(moderator):
    codes = enrol(moderator)
    Authenticator.objects.update(throttling_failure_count=9, throttling_failure_timestamp=timezone.now())
    assert second_factor.prove(moderator, codes[0], "sign_in")
    assert device_of(moderator).verify_is_allowed()[0]


def test_recovery_codes_stand_nowhere_in_clear(moderator):
    codes = enrol(moderator)
    kept = json.dumps([*RecoveryCode.objects.values_list("digest"), *AuditEntry.objects.values_list("payload")])
    for code in codes:
        assert code not in kept
        assert code.replace("-", "") not in kept
    assert len(set(codes)) == recovery_codes.COUNT


def test_new_recovery_codes_end_the_earlier_ones(moderator):
    earlier = enrol(moderator)
    later = second_factor.renew_codes(moderator, code_of(device_of(moderator)))
    with pytest.raises(second_factor.WrongCode):
        second_factor.prove(moderator, earlier[0], "sign_in")
    assert second_factor.prove(moderator, later[0], "sign_in")
    assert [action for _, action, _ in entries()] == ["enrolled", "recovery_codes_renewed", "recovery_code_used"]


@pytest.mark.parametrize("act", ["renew_codes", "begin", "remove"])
def test_every_change_needs_a_code_of_the_present_device(moderator, act):
    enrol(moderator)
    wrong_code = wrong(code_of(device_of(moderator)))
    options = {"keep": None} if act == "remove" else {}
    for typed in ("", wrong_code, "AAAA-AAAA-AAAA-AAAA"):
        with pytest.raises(second_factor.WrongCode):
            getattr(second_factor, act)(moderator, typed, **options)
    assert second_factor.second_factor(moderator).codes_left == 10
    assert not Authenticator.objects.filter(confirmed=False).exists()


def test_a_device_works_until_the_new_one_has_shown_a_code(moderator):
    earlier_codes = enrol(moderator)
    earlier = device_of(moderator)
    enrolment = second_factor.begin(moderator, earlier_codes[0])
    assert second_factor.prove(moderator, code_of(earlier), "sign_in") == earlier
    second_factor.confirm(moderator, code_of_seed(enrolment.seed), keep=None)
    assert device_of(moderator) != earlier
    with pytest.raises(second_factor.WrongCode):
        second_factor.prove(moderator, earlier_codes[1], "sign_in")
    assert [action for _, action, _ in entries()] == ["enrolled", "recovery_code_used", "replaced"]


def test_a_removed_device_leaves_nothing(moderator):
    codes = enrol(moderator)
    second_factor.remove(moderator, codes[3], keep=None)
    assert not Authenticator.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert [action for _, action, _ in entries()] == ["enrolled", "recovery_code_used", "removed"]


def test_a_required_device_is_replaced_but_not_removed(moderator, settings):
    codes = enrol(moderator)
    settings.REQUIRE_SECOND_FACTOR = ["moderator"]
    with pytest.raises(second_factor.StillRequired):
        second_factor.remove(moderator, codes[0], keep=None)
    assert second_factor.begin(moderator, codes[0]).seed


@pytest.mark.parametrize("act", ["enrol", "replace", "remove", "reset"])
def test_a_change_ends_the_other_sign_ins_of_that_person_alone(moderator, lead, act):
    if act != "enrol":
        codes = enrol(moderator)
    here, elsewhere, of_another = Client(), Client(), Client()
    here.force_login(moderator)
    elsewhere.force_login(moderator)
    of_another.force_login(lead)
    keep = here.session.session_key
    if act == "enrol":
        second_factor.confirm(moderator, code_of_seed(second_factor.begin(moderator).seed), keep=keep)
    elif act == "replace":
        second_factor.confirm(moderator, code_of_seed(second_factor.begin(moderator, codes[0]).seed), keep=keep)
    elif act == "remove":
        second_factor.remove(moderator, codes[0], keep=keep)
    else:
        second_factor.reset("command", moderator)
    assert entries()[-1][2]["ended_sign_ins"] == (2 if act == "reset" else 1)
    alive = set(Session.objects.values_list("session_key", flat=True))
    assert elsewhere.session.session_key not in alive
    assert (keep in alive) is (act != "reset")
    assert of_another.session.session_key in alive


def accounts_manager() -> User:
    user = person("auditor")
    user.user_permissions.add(Permission.objects.get(codename="change_user"))
    return User.objects.get(pk=user.pk)


def test_who_may_change_accounts_resets_the_device_of_another(moderator):
    enrol(moderator)
    assert second_factor.reset(accounts_manager(), moderator) is True
    assert not second_factor.has_device(moderator)
    assert entries()[-1] == ("auditor", "reset", {"username": "moderator", "ended_sign_ins": 0})


def test_nobody_resets_without_the_right_nor_their_own_nor_a_superusers(moderator, lead):
    manager = accounts_manager()
    admin = User.objects.create_superuser("admin", password="right-password")
    for user in (moderator, manager, admin):
        enrol(user)
    for actor, user in (
        (lead, moderator),
        (moderator, moderator),
        (manager, manager),
        (manager, admin),
        (admin, admin),
    ):
        with pytest.raises(PermissionDenied):
            second_factor.reset(actor, user)
    assert Authenticator.objects.count() == 3


def test_the_command_resets_and_refuses_unknown_names(moderator, capsys):
    enrol(moderator)
    call_command("reset_second_factor", "moderator")
    assert "moderator" in capsys.readouterr().out
    assert entries()[-1][:2] == ("command", "reset")
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("reset_second_factor", "moderator")
    with pytest.raises(CommandError, match="there is no user"):
        call_command("reset_second_factor", "nobody")
