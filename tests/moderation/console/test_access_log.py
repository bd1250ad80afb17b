"""The page of sign-ins and keys: who, from where, when; never a secret, never a typed name."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from articles.access import sign_ins
from moderation.models import Authenticator
from tests.workbench.sign_in.visiting import browser, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/admin/triage/sign-ins/"


def test_a_lead_sees_attempts_and_uses_of_keys(client, lead, api_key):
    person = User.objects.create_superuser("anna", password="right-password")
    sign_in(browser("203.0.113.5"), "anna")
    sign_in(browser("203.0.113.6"), "anna", "wrong")
    sign_in(browser("203.0.113.7"), "my-Secret-passw0rd", "wrong")
    key = api_key("articles:read")
    for address in ("198.51.100.1", "198.51.100.2"):
        client.get("/api/v1/articles/", headers={"Authorization": f"Api-Key {key}"}, REMOTE_ADDR=address)
    client.force_login(lead)
    text = client.get(PAGE).content.decode()
    assert f"#{person.pk}" in text
    for address in ("203.0.113.5", "203.0.113.6", "203.0.113.7", "198.51.100.2"):
        assert address in text
    assert f"key:{key[:8]}" in text
    for secret in ("my-Secret-passw0rd", key, "198.51.100.1<"):
        assert secret not in text


def test_the_page_asks_no_more_queries_for_more_keys(client, lead, api_key, django_assert_max_num_queries):
    def use(times: int) -> None:
        for _ in range(times):
            client.get("/api/v1/articles/", headers={"Authorization": f"Api-Key {api_key('articles:read')}"})

    client.force_login(lead)
    use(2)
    client.get(PAGE)
    with django_assert_max_num_queries(40) as few:
        client.get(PAGE)
        asked = len(few)
    use(10)
    with django_assert_max_num_queries(asked):
        client.get(PAGE)


def test_a_right_password_with_a_wrong_code_is_pointed_out(client, lead):

    person = User.objects.create_superuser("anna", password="right-password")
    Authenticator.objects.create(user=person, name="phone", confirmed=True)
    sign_in(browser(), "anna", otp_token="000000")
    client.force_login(lead)
    assert "密码正确而验证码不对" in client.get(PAGE).content.decode()


def test_a_failed_sign_on_elsewhere_is_not_called_a_wrong_password(client, lead):
    sign_ins.stray("203.0.113.9")
    client.force_login(lead)
    text = client.get(PAGE).content.decode()
    assert "203.0.113.9" in text
    assert "外部登录未通过" in text
    assert "用户名或密码错误" not in text


def test_moderators_and_integrators_do_not_see_it(client, moderator):
    client.force_login(moderator)
    assert client.get(PAGE).status_code == 403
