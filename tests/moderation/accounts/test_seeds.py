"""Seeds of second factors at rest: nowhere in the database or its dump, whatever the key's age; the key outside."""

from __future__ import annotations

import io
import os
import shutil
import stat
from base64 import b32decode
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django_otp.plugins.otp_totp.models import TOTPDevice

from moderation.accounts import second_factor, seeds
from moderation.models import Authenticator, SealedSeed
from moderation.models.people.seed_encryption import Unreadable
from tests.moderation.accounts.codes import code_of, code_of_seed
from tests.moderation.accounts.test_second_factor import device_of, enrol
from tests.services.elsewhere import elsewhere
from workbench.env import second_factor_key

pytestmark = pytest.mark.django_db
CLEAR = "0123456789abcdef0123456789abcdef01234567"


def every_row() -> str:
    """All that all tables hold, as a dump of the database would have it."""
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a name from the database
            rows += [bytes(cell) if isinstance(cell, memoryview) else cell for row in cursor for cell in row]
    return repr(rows).lower()


def forms_of(seed: bytes) -> list[str]:
    from base64 import b32encode, b64encode, urlsafe_b64encode

    encoded = [code(seed).decode().rstrip("=").lower() for code in (b32encode, b64encode, urlsafe_b64encode)]
    return [seed.hex(), *encoded, repr(seed)[2:-1].lower()]


def kept_in_clear(user: User, seed: str = CLEAR) -> Authenticator:
    """A device as earlier releases kept it."""
    TOTPDevice.objects.create(user=user, name="app", confirmed=True, key=seed)
    return Authenticator.objects.get(user=user)


def test_a_dump_of_all_tables_holds_no_seed(moderator, lead):
    waiting = second_factor.begin(lead)
    enrolment = second_factor.begin(moderator)
    second_factor.confirm(moderator, code_of_seed(enrolment.seed), keep=None)
    dump = every_row()
    for shown in (enrolment.seed, waiting.seed):
        assert not [form for form in forms_of(b32decode(shown)) if form in dump]
    assert second_factor.prove(moderator, code_of(device_of(moderator)), "sign_in")


def test_the_search_finds_a_seed_that_is_kept_in_clear(moderator):
    kept_in_clear(moderator)
    assert CLEAR in every_row()


def test_a_seed_of_an_earlier_release_works_and_is_encrypted_at_its_use(moderator):
    device = kept_in_clear(moderator)
    assert second_factor.prove(moderator, code_of(device), "sign_in")
    assert not [form for form in forms_of(bytes.fromhex(CLEAR)) if form in every_row()]
    assert device_of(moderator).bin_key.hex() == CLEAR
    assert second_factor.prove(moderator, code_of(device_of(moderator)), "sign_in")


def test_a_wrong_code_changes_no_row_of_the_seed(moderator):
    kept_in_clear(moderator)
    with pytest.raises(second_factor.WrongCode):
        second_factor.prove(moderator, "000000", "sign_in")
    assert not SealedSeed.objects.exists()


def test_the_command_encrypts_the_seeds_of_earlier_releases_once(moderator, lead, capsys):
    kept_in_clear(moderator)
    enrol(lead)
    call_command("seal_second_factors")
    call_command("seal_second_factors")
    assert capsys.readouterr().out.splitlines() == [
        "1 seeds encrypted anew, 1 were already",
        "0 seeds encrypted anew, 2 were already",
    ]
    assert not [form for form in forms_of(bytes.fromhex(CLEAR)) if form in every_row()]
    assert second_factor.prove(moderator, code_of(device_of(moderator)), "sign_in")


@pytest.mark.parametrize("size", [10, 32, 40])
def test_a_seed_of_any_size_is_encrypted(moderator, size):
    seed = bytes(range(100, 100 + size)).hex()
    kept_in_clear(moderator, seed)
    assert seeds.seal_all().anew == 1
    assert device_of(moderator).bin_key.hex() == seed
    assert seed not in every_row()


def test_after_a_change_of_the_key_the_earlier_one_is_needed_until_all_is_encrypted_anew(moderator, lead, settings):
    enrol(moderator)
    enrol(lead)
    earlier = settings.SECOND_FACTOR_KEY
    settings.SECOND_FACTOR_KEY = "another key, as long and as random as the first one"
    settings.SECOND_FACTOR_KEY_FALLBACKS = [earlier]
    assert second_factor.prove(moderator, code_of(device_of(moderator)), "sign_in")
    sealed = seeds.seal_all()
    assert (sealed.anew, sealed.already, sealed.unreadable) == (1, 1, ())
    settings.SECOND_FACTOR_KEY_FALLBACKS = []
    for user in (moderator, lead):
        assert second_factor.prove(user, code_of(device_of(user)), "sign_in")


def test_with_a_lost_key_codes_are_refused_recovery_codes_work_and_the_command_names_the_people(moderator, settings):
    codes = enrol(moderator)
    right = code_of(device_of(moderator))
    settings.SECOND_FACTOR_KEY = "another key, as long and as random as the first one"
    with pytest.raises(Unreadable):
        _ = device_of(moderator).bin_key
    with pytest.raises(second_factor.WrongCode):
        second_factor.prove(moderator, right, "sign_in")
    with pytest.raises(CommandError, match=r"moderator.*SECOND_FACTOR_KEY_FALLBACKS"):
        call_command("seal_second_factors", stdout=io.StringIO())
    assert second_factor.prove(moderator, codes[0], "sign_in")
    enrolment = second_factor.begin(moderator, codes[1])
    second_factor.confirm(moderator, code_of_seed(enrolment.seed), keep=None)
    assert second_factor.prove(moderator, code_of(device_of(moderator)), "sign_in")


def test_a_seed_that_is_copied_to_another_person_opens_nothing(moderator, lead):
    enrol(moderator)
    enrol(lead)
    code = code_of(device_of(moderator))
    mine = SealedSeed.objects.get(device=device_of(moderator))
    SealedSeed.objects.filter(device=device_of(lead)).update(sealed=mine.sealed)
    with pytest.raises(second_factor.WrongCode):
        second_factor.prove(lead, code, "sign_in")


@pytest.mark.parametrize("sealed", ["", "x", "gAAAAA", "é"])
def test_a_damaged_row_is_refused_like_a_lost_key(moderator, sealed):
    enrol(moderator)
    SealedSeed.objects.update(sealed=sealed)
    with pytest.raises(second_factor.WrongCode):
        second_factor.prove(moderator, "123456", "sign_in")


def test_a_reset_leaves_no_encrypted_seed(moderator):
    enrol(moderator)
    second_factor.reset("command", moderator)
    assert not SealedSeed.objects.exists()


def test_whatever_computes_codes_from_the_column_itself_fails(moderator):
    enrol(moderator)
    with pytest.raises(ValueError, match="hexadecimal"):
        TOTPDevice.objects.get(user=moderator).verify_token("123456")


def test_the_generated_key_is_for_its_owner_only_and_stays(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("SECOND_FACTOR_KEY", raising=False)
    key = second_factor_key(tmp_path)
    assert len(key) >= 50
    assert second_factor_key(tmp_path) == key
    assert [(path.name, stat.S_IMODE(path.stat().st_mode)) for path in tmp_path.iterdir()] == [
        ("second_factor_key", 0o600)
    ]
    monkeypatch.setenv("SECOND_FACTOR_KEY", "a key of the environment")
    assert second_factor_key(tmp_path) == "a key of the environment"


def test_of_processes_that_start_together_all_read_one_whole_key(tmp_path: Path):
    readers = [os.pipe() for _ in range(8)]
    for _, writing in readers:
        if os.fork() == 0:
            os.write(writing, second_factor_key(tmp_path).encode())
            os._exit(0)
    for _ in readers:
        os.wait()
    keys = {os.read(reading, 200) for reading, _ in readers}
    assert keys == {(tmp_path / "second_factor_key").read_bytes()}
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.django_db(transaction=True)
def test_the_files_of_sqlite_hold_no_byte_of_a_seed_that_stood_in_clear(request: pytest.FixtureRequest, tmp_path: Path):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL removes earlier rows by VACUUM")
    here = tmp_path / "db.sqlite3"
    shutil.copy(request.getfixturevalue("migrated_file"), here)
    with elsewhere(NAME=str(here)):
        for number in range(30):
            kept_in_clear(User.objects.create_user(f"person{number}"))
        assert CLEAR.encode() in b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert seeds.seal_all().anew == 30
        assert CLEAR.encode() not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
