"""The pages of the second factor: what they show, once and to whom, and what stays closed without one."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from moderation.accounts import second_factor
from moderation.models import AuditEntry, Authenticator
from tests.makers import person
from tests.moderation.accounts.codes import code_of, code_of_seed, wrong
from tests.moderation.accounts.test_second_factor import device_of, enrol

pytestmark = pytest.mark.django_db
PAGE = "/admin/triage/second-factor/"
PEOPLE = f"{PAGE}people/"


@pytest.fixture
def own(client, moderator) -> Client:
    client.force_login(moderator)
    return client


def act(client: Client, name: str, code: str = "", status: int = 200) -> str:
    answer = client.post(PAGE, {"act": name, "code": code})
    assert answer.status_code == status
    return answer.content.decode()


def seed_in(page: str) -> str:
    found = re.search(r'id="seed" class="seed">([A-Z2-7 ]+)<', page)
    assert found
    return found[1].replace(" ", "")


def codes_in(page: str) -> list[str]:
    return re.findall(r"<code>((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})</code>", page)


def every_form_of(device: Authenticator) -> list[str]:
    """Ways in which a page could give a seed away."""
    from base64 import b32encode

    seed = b32encode(device.bin_key).decode()
    return [
        device.bin_key.hex(),
        seed,
        " ".join(seed[start : start + 4] for start in range(0, 32, 4)),
        "otpauth:",
        "<svg",
    ]


def test_a_person_sets_a_device_up_and_sees_seed_and_codes_once(own, moderator):
    page = act(own, "begin")
    seed = seed_in(page)
    assert page.count('class="qr"') == 1
    assert "style=" not in page
    for shown in (own.get(PAGE).content.decode(), act(own, "confirm", wrong(code_of_seed(seed)), 422)):
        assert seed not in shown.replace(" ", "")
        assert 'class="qr"' not in shown
    Authenticator.objects.update(throttling_failure_count=0)
    page = act(own, "confirm", code_of_seed(seed))
    codes = codes_in(page)
    assert len(codes) == 10
    assert own.get("/admin/triage/").status_code == 200
    again = own.get(PAGE).content.decode()
    assert codes[0] not in again
    assert seed not in again.replace(" ", "")


def test_the_qr_code_holds_the_address_with_the_seed(own, moderator):
    import segno

    page = act(own, "begin")
    device = Authenticator.objects.get()
    drawn = segno.make(device.config_url, error="m", micro=False).svg_inline(omitsize=True)
    path = re.search(r' d="(M4 4[^"]+)"', drawn)
    assert path
    assert path[1] in page


def test_answers_with_secrets_are_kept_by_no_cache(own):
    answer = own.post(PAGE, {"act": "begin"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("act_name", ["", "verify2", "__class__", "BEGIN"])
def test_an_act_that_there_is_not_is_refused(own, act_name):
    assert own.post(PAGE, {"act": act_name}).status_code == 400


def test_acts_need_a_token_against_forgery(moderator):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(moderator)
    assert strict.post(PAGE, {"act": "begin"}).status_code == 403
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("act_name", ["begin", "renew", "remove"])
def test_a_wrong_code_changes_nothing_and_says_so(own, moderator, act_name):
    enrol(moderator)
    own.force_login(moderator)
    page = act(own, act_name, wrong(code_of(device_of(moderator))), 422)
    assert 'role="alert"' in page
    assert codes_in(page) == []
    assert not any(form in page for form in every_form_of(device_of(moderator)))
    assert AuditEntry.objects.filter(action__startswith="second_factor").count() == 1


def test_removing_and_renewing_by_the_page(own, moderator):
    codes = enrol(moderator)
    own.force_login(moderator)
    fresh = codes_in(act(own, "renew", codes[0]))
    assert len(fresh) == 10
    act(own, "remove", fresh[0], 302)
    assert not second_factor.has_device(moderator)
    assert own.get(PAGE).status_code == 200


def test_nobody_sees_the_seed_of_anybody(client, moderator):
    """Every page of the admin that lists or opens a device or its user, and the console's, as lead and superuser."""
    enrol(moderator)
    second_factor.begin(person("auditor"))
    admin = User.objects.create_superuser("admin", password="right-password")
    enrol(admin)
    devices = list(Authenticator.objects.all())
    paths = [
        *("/admin/", "/admin/otp_totp/", PAGE, PEOPLE, "/admin/auth/user/"),
        *(
            f"/admin/auth/user/{user.pk}/{view}/"
            for user in User.objects.all()
            for view in ("change", "delete", "history")
        ),
        "/admin/otp_totp/totpdevice/",
        *(
            f"/admin/otp_totp/totpdevice/{device.pk}/{view}/"
            for device in devices
            for view in ("change", "config", "qrcode")
        ),
    ]
    for viewer in (person("lead"), admin):
        client.force_login(viewer)
        for path in paths:
            page = client.get(path, follow=True).content.decode()
            for device in devices:
                assert not any(form in page for form in every_form_of(device) if form != "<svg"), path
            assert "otp_totp" not in page, path


def test_a_superuser_sees_who_has_a_device_and_resets_one(client, admin_client, moderator, lead):
    enrol(moderator)
    elsewhere = Client()
    elsewhere.force_login(moderator)
    page = admin_client.get(PEOPLE).content.decode()
    assert f"/people/{moderator.pk}/reset/" in page
    assert f"/people/{lead.pk}/reset/" not in page
    assert admin_client.post(f"{PEOPLE}{moderator.pk}/reset/").status_code == 302
    assert not second_factor.has_device(moderator)
    assert elsewhere.get("/admin/triage/").status_code == 302
    assert admin_client.post(f"{PEOPLE}9999/reset/").status_code == 404


# --- Roles that need one ---


@pytest.fixture
def required(settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = ["lead", "superuser"]


CLOSED = ["/admin/triage/", "/admin/", "/admin/triage/dashboard/", "/admin/password_change/", PEOPLE, "/"]


@pytest.mark.parametrize("path", CLOSED)
def test_a_required_person_without_a_device_is_led_to_the_page(client, lead, required, path):
    client.force_login(lead)
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)


def test_a_required_person_cannot_act_without_a_device(client, lead, required):
    client.force_login(lead)
    assert client.post("/admin/triage/next/")["Location"] == PAGE


def test_a_required_person_can_set_up_leave_and_change_the_language(client, lead, required):
    client.force_login(lead)
    assert client.get(PAGE).status_code == 200
    assert client.post(reverse("set_language"), {"language": "en", "next": PAGE})["Location"] == PAGE
    assert client.get("/livez").status_code == 200
    enrolled = act(client, "confirm", code_of_seed(seed_in(act(client, "begin"))))
    assert len(codes_in(enrolled)) == 10
    assert client.get("/admin/triage/").status_code == 200
    assert client.post(reverse("admin:logout")).status_code == 200


def test_other_roles_are_asked_for_nothing(client, moderator, required):
    client.force_login(moderator)
    assert client.get("/admin/triage/").status_code == 200


def test_a_superuser_is_named_like_a_role(admin_client, required):
    assert admin_client.get("/admin/triage/")["Location"] == PAGE


def test_a_sign_in_that_showed_no_code_shows_one_before_it_goes_on(client, lead, required):
    enrol(lead)
    client.force_login(lead)
    assert client.get("/admin/triage/")["Location"] == PAGE
    assert 'value="verify"' in client.get(PAGE).content.decode()
    act(client, "verify", wrong(code_of(device_of(lead))), 422)
    assert client.get("/admin/triage/")["Location"] == PAGE
    act(client, "verify", code_of(device_of(lead)), 302)
    assert client.get("/admin/triage/").status_code == 200


def test_a_reset_device_closes_the_pages_again(client, lead, required):
    enrol(lead)
    client.post(
        reverse("admin:login"),
        {"username": "lead", "password": "lead-password", "otp_token": code_of(device_of(lead))},
    )
    assert client.get("/admin/triage/").status_code == 200
    second_factor.reset("command", lead)
    assert client.get("/admin/triage/")["Location"].startswith("/admin/login/")
