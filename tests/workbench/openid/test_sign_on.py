"""Sign-on against a real provider: who gets in with which roles, and every answer that does not hold."""

from __future__ import annotations

import io
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from articles.models import SignIn
from moderation.accounts import sign_on as accounts
from moderation.database.defaults import ROLES
from moderation.models import AuditEntry, ProviderIdentity
from tests.moderation.accounts.codes import code_of
from tests.moderation.accounts.test_second_factor import device_of, enrol
from tests.services.openid_provider import Provider
from workbench.openid import client as openid_client

pytestmark = pytest.mark.django_db
BEGIN = "/admin/sign-on/"
QUEUE = "/admin/triage/"
HOME = "/admin/triage/home/"
PAGE = "/admin/triage/second-factor/"
ZHANG: dict[str, Any] = {"sub": "u-1001", "preferred_username": "zhang", "groups": ["mod-team", "everybody"]}


def sign_on(client: Client, provider: Provider, **claims: Any) -> Any:
    """The answer of the callback for a person with these claims."""
    begun = client.get(BEGIN)
    assert begun.status_code == 302, begun.content.decode()
    back = urlsplit(provider.visit(begun["Location"], **{**ZHANG, **claims}))
    assert back.path == "/admin/sign-on/callback/"
    return client.get(f"{back.path}?{back.query}")


def said(answer: Any, status: int) -> str:
    assert answer.status_code == status
    assert "_auth_user_id" not in answer.wsgi_request.session
    return answer.content.decode()


def entries(action: str) -> list[tuple[str, dict[str, Any]]]:
    rows = AuditEntry.objects.filter(action=f"sign_on.{action}").order_by("sequence")
    return [(row.actor, json.loads(row.payload)) for row in rows]


def test_a_person_with_a_mapped_group_gets_an_account_and_its_role(client, provider):
    answer = sign_on(client, provider)
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    user = User.objects.get(username="zhang")
    assert list(user.groups.values_list("name", flat=True)) == ["moderator"]
    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (True, False, False)
    assert client.get(QUEUE).status_code == 200
    assert [actor for actor, _ in entries("account_made")] == ["provider"]
    assert entries("signed_in") == [("zhang", {"issuer": provider.issuer, "subject": "u-1001", "methods": []})]


def test_the_request_to_the_provider_has_state_nonce_and_pkce(client, provider):
    asked = {name: values[0] for name, values in parse_qs(urlsplit(client.get(BEGIN)["Location"]).query).items()}
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked["state"]), len(asked["nonce"]), len(asked["code_challenge"])) >= 20
    again = parse_qs(urlsplit(client.get(BEGIN)["Location"]).query)
    assert asked["state"] != again["state"][0]
    assert asked["nonce"] != again["nonce"][0]


def test_the_second_time_it_is_the_same_account_whatever_the_name(client, provider):
    sign_on(client, provider)
    sign_on(client, provider, preferred_username="zhang-renamed")
    assert ProviderIdentity.objects.count() == 1
    assert not User.objects.filter(username="zhang-renamed").exists()


def test_roles_follow_the_groups_at_each_sign_on(client, provider):
    sign_on(client, provider, groups=["mod-team", "leads"])
    user = User.objects.get(username="zhang")
    assert set(user.groups.values_list("name", flat=True)) == {"moderator", "lead"}
    sign_on(client, provider, groups=["mod-team"])
    assert set(user.groups.values_list("name", flat=True)) == {"moderator"}
    assert [payload["after"] for _, payload in entries("roles_changed")] == [["lead", "moderator"], ["moderator"]]


def test_a_role_given_here_alone_goes_and_the_group_of_a_queue_stays(client, provider):
    sign_on(client, provider)
    user = User.objects.get(username="zhang")
    queue = Group.objects.create(name="elections")
    user.groups.add(queue, Group.objects.get(name="lead"))
    sign_on(client, provider)
    assert set(user.groups.values_list("name", flat=True)) == {"moderator", "elections"}


def test_who_has_lost_every_group_loses_roles_and_sign_ins(client, provider):
    elsewhere = Client()
    sign_on(elsewhere, provider)
    assert elsewhere.get(QUEUE).status_code == 200
    page = said(sign_on(client, provider, groups=["everybody"]), 403)
    assert "没有对应的角色" in page
    user = User.objects.get(username="zhang")
    assert not user.groups.exists()
    assert not user.is_staff
    assert elsewhere.get(QUEUE).status_code == 302


@pytest.mark.parametrize(
    "groups", [[], None, "everybody", ["Mod-Team"], ["mod-team "], ["superuser", "lead"], [["leads"]]]
)
def test_a_person_without_a_mapped_group_is_refused_and_gets_no_account(client, provider, groups):
    said(sign_on(client, provider, groups=groups), 403)
    assert not User.objects.exists()


def test_one_group_may_come_as_a_text(client, provider):
    assert sign_on(client, provider, groups="leads").status_code == 302
    assert User.objects.get().groups.get().name == "lead"


def test_groups_that_only_the_user_info_has_count(client, provider):
    provider.tell(groups_in="userinfo")
    assert sign_on(client, provider).status_code == 302
    assert User.objects.get().groups.get().name == "moderator"


def test_groups_may_stand_inside_another_claim(client, provider, settings):
    settings.OIDC_GROUPS_CLAIM = "realm_access.roles"
    assert sign_on(client, provider, realm_access={"roles": ["leads"]}, groups=[]).status_code == 302
    assert User.objects.get().groups.get().name == "lead"


def test_a_provider_that_wants_the_secret_in_the_body_gets_it_there(client, provider, monkeypatch):
    known = openid_client._client()
    known.load_server_metadata()
    monkeypatch.setitem(known.server_metadata, "token_endpoint_auth_methods_supported", ["client_secret_post"])
    assert sign_on(client, provider).status_code == 302
    known.server_metadata.pop("token_endpoint_auth_method")


@pytest.mark.parametrize("secret", ["", "wrong"])
def test_with_a_wrong_secret_nobody_gets_in(client, provider, settings, secret):
    settings.OIDC_CLIENT_SECRET = secret
    said(sign_on(client, provider), 400)


def test_somebody_who_takes_the_name_at_the_same_moment_does_not_break_the_sign_on(client, provider, monkeypatch):
    free_name, asked = accounts._free_name, []

    def taken_meanwhile(assertion):
        name = free_name(assertion)
        if not asked:
            asked.append(name)
            User.objects.create_user(name)
        return name

    monkeypatch.setattr(accounts, "_free_name", taken_meanwhile)
    assert sign_on(client, provider).status_code == 302
    assert ProviderIdentity.objects.get().user.username != "zhang" or User.objects.count() == 1


# --- Accounts that exist ---


@pytest.mark.parametrize("name", ["admin", "ADMIN", "Admin", "ａｄｍｉｎ", "ad min"])
def test_nobody_becomes_the_local_admin_by_name_or_mail(client, provider, name):
    admin = User.objects.create_superuser("admin", "boss@example.org", "right-password")
    answer = sign_on(client, provider, preferred_username=name, email="boss@example.org", email_verified=True)
    assert answer.status_code == 302
    made = User.objects.exclude(pk=admin.pk).get()
    assert made.username.startswith(f"{name.translate({65248 + n: n for n in range(33, 127)}).replace(' ', '')}-")
    assert (made.is_superuser, made.groups.get().name) == (False, "moderator")
    admin.refresh_from_db()
    assert not admin.groups.exists()


@pytest.mark.parametrize("name", ["", "<script>", "schedule", "command", "\u202enimda", "x" * 500, None, 7])
def test_a_strange_name_makes_a_plain_user_name(client, provider, name):
    assert sign_on(client, provider, preferred_username=name).status_code == 302
    made = User.objects.get()
    made.full_clean(exclude=["password"])
    assert made.username not in ("schedule", "command")


def test_a_moderator_who_was_here_before_is_linked_by_subject_on_the_server(client, provider, moderator, capsys):
    call_command("link_identity", "moderator", "u-1001")
    assert "moderator is linked to u-1001" in capsys.readouterr().out
    assert sign_on(client, provider).status_code == 302
    assert client.session["_auth_user_id"] == str(moderator.pk)
    assert entries("linked") == [("command", {"username": "moderator", "issuer": provider.issuer, "subject": "u-1001"})]


def test_links_are_refused_where_they_would_give_an_account_away(provider, moderator, lead):
    User.objects.create_superuser("admin", password="right-password")
    call_command("link_identity", "moderator", "u-1001")
    for arguments, why in (
        (("lead", "u-1001"), "is moderator already"),
        (("moderator", "u-2"), "unlink it first"),
        (("admin", "u-3"), "superuser"),
        (("nobody", "u-4"), "there is no user"),
        (("lead", "--unlink"), "is not linked"),
        (("lead",), "give USERNAME"),
        (("lead", "u-5", "--unlink"), "give USERNAME"),
    ):
        with pytest.raises(CommandError, match=why):
            call_command("link_identity", *arguments)
    call_command("link_identity", "moderator", "--unlink")
    assert not ProviderIdentity.objects.exists()


def test_a_superuser_does_not_sign_on_even_when_linked_before(client, provider):
    admin = User.objects.create_superuser("admin", password="right-password")
    ProviderIdentity.objects.create(user=admin, issuer=provider.issuer, subject="u-1001")
    said(sign_on(client, provider), 403)
    assert not admin.groups.exists()


def test_who_becomes_superuser_while_signed_on_is_signed_out(client, provider):
    sign_on(client, provider)
    User.objects.update(is_superuser=True)
    assert client.get(QUEUE).status_code == 302


def test_a_deactivated_account_stays_closed(client, provider):
    sign_on(client, provider)
    User.objects.update(is_active=False)
    assert client.get(QUEUE).status_code == 302
    said(sign_on(Client(), provider), 403)


def test_the_same_subject_of_another_issuer_is_somebody_else(client, provider, moderator):
    ProviderIdentity.objects.create(user=moderator, issuer="https://other.example", subject="u-1001")
    sign_on(client, provider)
    assert client.session["_auth_user_id"] != str(moderator.pk)


def test_the_roles_that_a_provider_governs_are_the_products_own():
    assert set(accounts.ROLES) == set(ROLES)


def test_sign_ons_and_refused_ones_stand_in_the_list_of_sign_ins(client, provider):
    sign_on(client, provider)
    zhang = User.objects.get(username="zhang")
    sign_on(Client(REMOTE_ADDR="192.0.2.7"), provider, groups=[])
    sign_on(Client(REMOTE_ADDR="192.0.2.8"), provider, sub="u-2", groups=[])
    provider.tell(flaw="expired")
    sign_on(Client(REMOTE_ADDR="192.0.2.9"), provider)
    Client(REMOTE_ADDR="192.0.2.10").get("/admin/sign-on/callback/?code=x&state=y")
    seen = SignIn.objects.order_by("pk").values_list("account", "address", "method", "outcome", "counts")
    assert list(seen) == [
        (zhang.pk, "127.0.0.1", "other", "signed_in", False),
        (zhang.pk, "192.0.2.7", "other", "not_admitted", True),
        (None, "192.0.2.8", "other", "not_admitted", True),
        (None, "192.0.2.9", "other", "failed", True),
        (None, "192.0.2.10", "other", "failed", False),
    ]


# --- Limits ---


def password(client: Client, name: str = "moderator", word: str = "moderator-password") -> int:
    return client.post("/admin/login/", {"username": name, "password": word}).status_code


def at(address: str) -> Client:
    return Client(REMOTE_ADDR=address)


def test_refused_sign_ons_lock_their_address_and_not_another(provider, settings):
    settings.LOGIN_ADDRESS_FAILURES = 3
    for number in range(3):
        said(sign_on(at("192.0.2.7"), provider, sub=f"u-{number}", groups=[]), 403)
    locked = sign_on(at("192.0.2.7"), provider)
    assert "登录已锁定" in said(locked, 429)
    assert 0 < int(locked["Retry-After"]) <= 15 * 60
    assert SignIn.objects.count() == 3, "a lock is not made longer by what comes during it"
    assert sign_on(at("192.0.2.8"), provider).status_code == 302


@pytest.mark.parametrize("flaw", ["expired", "nonce", "key", "unsigned"])
def test_tokens_that_do_not_hold_lock_as_well(provider, settings, flaw):
    settings.LOGIN_ADDRESS_FAILURES = 2
    provider.tell(flaw=flaw)
    for status in (400, 400, 429):
        said(sign_on(at("192.0.2.7"), provider), status)


def test_made_up_codes_lock_before_the_provider_is_asked_again(provider, settings, monkeypatch):
    settings.LOGIN_ADDRESS_FAILURES = 3
    browsers = [at("192.0.2.7") for _ in range(4)]
    answers = []
    for number, browser in enumerate(browsers):
        begun = parse_qs(urlsplit(browser.get(BEGIN)["Location"]).query)
        if number == 3:
            monkeypatch.setattr(openid_client, "finish", lambda *_: pytest.fail("the provider was asked"))
        answer = browser.get("/admin/sign-on/callback/", {"code": "made-up", "state": begun["state"][0]})
        answers.append(answer.status_code)
    assert answers == [400, 400, 400, 429]


def test_refused_sign_ons_of_one_person_lock_that_person_alone_there(provider, settings):
    settings.AXES_FAILURE_LIMIT = 2
    for _ in range(2):
        said(sign_on(at("192.0.2.7"), provider, sub="u-2", groups=[]), 403)
    said(sign_on(at("192.0.2.7"), provider, sub="u-2"), 429)
    assert sign_on(at("192.0.2.7"), provider, sub="u-3", preferred_username="li").status_code == 302
    assert sign_on(at("192.0.2.8"), provider, sub="u-2", preferred_username="wu").status_code == 302


def test_a_sign_on_makes_good_that_persons_failures(client, provider, settings):
    settings.AXES_FAILURE_LIMIT = 2
    said(sign_on(client, provider, groups=[]), 403)
    assert sign_on(client, provider).status_code == 302
    assert not SignIn.objects.filter(counts=True).exists()


def test_passwords_and_sign_ons_share_the_limit_of_an_address(provider, settings, moderator):
    settings.LOGIN_ADDRESS_FAILURES = 3
    password(at("192.0.2.7"), "one", "x")
    password(at("192.0.2.7"), "two", "x")
    said(sign_on(at("192.0.2.7"), provider, groups=[]), 403)
    said(sign_on(at("192.0.2.7"), provider), 429)
    assert password(at("192.0.2.7")) == 429
    assert password(at("192.0.2.8")) == 302


def test_a_known_device_signs_on_although_strangers_locked_its_address(provider, settings):
    own = at("192.0.2.7")
    sign_on(own, provider)
    own.post("/admin/logout/")
    settings.LOGIN_ADDRESS_FAILURES = 2
    for number in range(2):
        sign_on(at("192.0.2.7"), provider, sub=f"u-{number}", groups=[])
    said(sign_on(at("192.0.2.7"), provider), 429)
    assert sign_on(own, provider).status_code == 302


def test_strangers_who_come_too_fast_are_told_to_wait_and_a_known_network_is_not(provider, settings):
    sign_on(at("192.0.2.7"), provider)
    settings.LOGIN_PER_MINUTE = 3
    for number in range(3):
        sign_on(at(f"198.51.100.{number}"), provider, sub=f"u-{number}", groups=[])
    busy = sign_on(at("198.51.100.9"), provider)
    assert (busy.status_code, busy["Retry-After"]) == (503, "60")
    assert sign_on(at("192.0.2.7"), provider).status_code == 302


def test_answers_for_which_nobody_asked_are_limited_and_lock_nobody(provider, settings, moderator):
    """A foreign page can have them sent by the browser of anybody who opens it."""
    settings.LOGIN_ADDRESS_FAILURES = settings.LOGIN_PER_MINUTE = 3
    forged = "/admin/sign-on/callback/?code=x&state=y"
    assert [at("192.0.2.7").get(forged).status_code for _ in range(5)] == [400, 400, 400, 429, 429]
    assert SignIn.objects.count() == 3
    assert at("192.0.2.8").get(forged).status_code == 400
    assert sign_on(at("192.0.2.7"), provider).status_code == 302
    assert password(at("192.0.2.7")) == 302


def test_a_provider_that_is_away_locks_nobody(provider, settings, monkeypatch):
    settings.LOGIN_ADDRESS_FAILURES = 2

    def away(*_):
        raise openid_client.ProviderAway("down")

    with monkeypatch.context() as now:
        now.setattr(openid_client, "finish", away)
        for _ in range(3):
            said(sign_on(at("192.0.2.7"), provider), 503)
    assert not SignIn.objects.exists()
    assert sign_on(at("192.0.2.7"), provider).status_code == 302


def test_an_operator_ends_the_lock_of_a_sign_on(provider, settings):
    sign_on(at("192.0.2.7"), provider)
    settings.AXES_FAILURE_LIMIT = 1
    said(sign_on(at("192.0.2.7"), provider, groups=[]), 403)
    said(sign_on(at("192.0.2.7"), provider), 429)
    call_command("axes_reset_username", "zhang", stdout=io.StringIO())
    assert sign_on(at("192.0.2.7"), provider).status_code == 302


def test_the_log_of_a_refused_sign_on_has_the_address_and_no_name(provider, caplog):
    said(sign_on(at("192.0.2.7"), provider, preferred_username="secret-name", groups=[]), 403)
    lines = [str(record.msg) for record in caplog.records if "sign_" in str(record.msg)]
    assert sum("192.0.2.7" in line for line in lines) == 2
    assert "secret-name" not in " ".join(lines)
    assert "u-1001" not in " ".join(lines)


# --- Answers that do not hold ---

FLAWS = [
    *("expired", "nonce", "no_nonce", "issuer", "audience", "audiences", "no_audience", "future", "no_subject"),
    *("kid", "key", "symmetric", "unsigned"),
]


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_token_that_is_not_right_signs_nobody_in(client, provider, flaw):
    provider.tell(flaw=flaw)
    page = said(sign_on(client, provider), 400)
    assert "请重新登录" in page
    assert not User.objects.exists()
    provider.tell(flaw="")
    assert sign_on(client, provider).status_code == 302


def test_an_answer_of_another_browser_is_refused(client, provider):
    back = urlsplit(provider.visit(client.get(BEGIN)["Location"], **ZHANG))
    other = Client()
    assert "已过期" in said(other.get(f"{back.path}?{back.query}"), 400)
    other.get(BEGIN)
    assert "已过期" in said(other.get(f"{back.path}?{back.query}"), 400)
    assert not User.objects.exists()


def test_an_answer_serves_once(client, provider):
    back = urlsplit(provider.visit(client.get(BEGIN)["Location"], **ZHANG))
    kept = client.cookies["sign_on"].value
    assert client.get(f"{back.path}?{back.query}").status_code == 302
    client.post("/admin/logout/")
    said(client.get(f"{back.path}?{back.query}"), 400)
    client.cookies["sign_on"] = kept
    said(client.get(f"{back.path}?{back.query}"), 400)


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?code=x&state=y", "?code=&state=", "?state[]=1"])
def test_a_made_up_answer_is_refused(client, provider, query):
    client.get(BEGIN)
    said(client.get(f"/admin/sign-on/callback/{query}"), 400)


@pytest.mark.parametrize("cookie", ["", "x", "a:b:c", "eyJ9:1:2"])
def test_a_cookie_that_is_not_ours_is_refused(client, provider, cookie):
    back = urlsplit(provider.visit(client.get(BEGIN)["Location"], **ZHANG))
    client.cookies["sign_on"] = cookie
    said(client.get(f"{back.path}?{back.query}"), 400)


def test_a_code_that_the_provider_did_not_give_is_refused(client, provider):
    back = urlsplit(provider.visit(client.get(BEGIN)["Location"], **ZHANG))
    state = parse_qs(back.query)["state"][0]
    said(client.get(f"{back.path}?code=made-up&state={state}"), 400)


def test_a_person_who_does_not_agree_at_the_provider_is_told(client, provider):
    client.get(BEGIN)
    assert "<script>" not in said(client.get("/admin/sign-on/callback/?error=<script>&state=x"), 403)


def test_a_provider_that_is_away_is_told_and_local_sign_in_works_on(client, provider, settings, moderator):
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    for _ in range(2):
        assert "暂时没有响应" in said(client.get(BEGIN), 503)
    form = {"username": "moderator", "password": "moderator-password"}
    assert client.post("/admin/login/", form).status_code == 302
    assert client.get(QUEUE).status_code == 200


def test_a_provider_that_goes_away_in_between_is_told(client, provider, monkeypatch):
    back = urlsplit(provider.visit(client.get(BEGIN)["Location"], **ZHANG))
    now = openid_client._client()
    monkeypatch.setitem(now.server_metadata, "token_endpoint", "http://127.0.0.1:9/token")
    said(client.get(f"{back.path}?{back.query}"), 503)


def test_a_provider_that_was_away_is_not_asked_by_everybody(client, provider, settings, monkeypatch):
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    said(client.get(BEGIN), 503)
    monkeypatch.setattr(openid_client, "_client", lambda: pytest.fail("asked again"))
    said(client.get(BEGIN), 503)


@pytest.mark.parametrize("path", ["/o/nothing", "", "/o/authorize"])
def test_an_issuer_without_discovery_is_told(client, provider, settings, path):
    settings.OIDC_ISSUER = f"{provider.address}{path}"
    said(client.get(BEGIN), 503)


def test_a_provider_that_calls_itself_otherwise_is_refused(client, provider, settings):
    settings.OIDC_ISSUER = f"http://localhost:{provider.port}/o"
    said(client.get(BEGIN), 503)


def test_a_provider_whose_endpoints_speak_plain_http_is_refused(client, provider, monkeypatch):
    monkeypatch.setattr(openid_client, "is_safe", lambda address: "token" not in address)
    said(client.get(BEGIN), 503)


def test_without_a_provider_there_are_neither_pages_nor_button(client):
    assert client.get(BEGIN).status_code == 404
    assert client.get(f"{BEGIN}callback/").status_code == 404
    assert "sign-on" not in client.get("/admin/login/").content.decode()


def test_strangers_who_begin_leave_no_row(client, provider, django_assert_num_queries):
    openid_client._client().load_server_metadata()
    with django_assert_num_queries(0):
        client.get(BEGIN)


# --- The sign-in page and where it leads ---


def test_the_sign_in_page_has_the_button_and_keeps_the_address(client, provider, settings):
    settings.OIDC_NAME = "山城日报"
    page = client.get("/admin/login/?next=/admin/triage/dashboard/").content.decode()
    assert 'href="/admin/sign-on/?next=%2Fadmin%2Ftriage%2Fdashboard%2F"' in page
    assert "山城日报" in page
    begun = client.get(f"{BEGIN}?next=/admin/triage/dashboard/")
    back = urlsplit(provider.visit(begun["Location"], **ZHANG))
    assert client.get(f"{back.path}?{back.query}")["Location"] == "/admin/triage/dashboard/"


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_to_another_site(client, provider, address):
    begun = client.get(BEGIN, {"next": address})
    back = urlsplit(provider.visit(begun["Location"], **ZHANG))
    assert client.get(f"{back.path}?{back.query}")["Location"] == HOME


# --- The second factor of somebody who signs on ---


def test_a_required_second_factor_is_asked_for_unless_the_provider_had_one(client, provider, settings):
    settings.REQUIRE_SECOND_FACTOR = ["moderator"]
    sign_on(client, provider, amr=["pwd"])
    assert client.get(QUEUE)["Location"] == PAGE
    for claims in ({"amr": ["pwd", "mfa"]}, {"acr": "mfa"}):
        other = Client()
        sign_on(other, provider, **claims)
        assert other.get(QUEUE).status_code == 200


def test_which_method_counts_is_a_setting(client, provider, settings):
    settings.REQUIRE_SECOND_FACTOR = ["moderator"]
    settings.OIDC_SECOND_FACTOR = ["hwk"]
    sign_on(client, provider, amr=["mfa"])
    assert client.get(QUEUE)["Location"] == PAGE
    sign_on(client, provider, amr=["hwk"])
    assert client.get(QUEUE).status_code == 200


def test_a_device_of_ones_own_is_asked_for_also_after_a_sign_on(client, provider):
    sign_on(client, provider)
    user = User.objects.get()
    enrol(user)
    sign_on(client, provider)
    assert client.get(QUEUE)["Location"] == PAGE
    assert client.post(PAGE, {"act": "verify", "code": code_of(device_of(user))}).status_code == 302
    assert client.get(QUEUE).status_code == 200


@pytest.mark.parametrize("amr", ["mfa", {"mfa": 1}, 7])
def test_methods_that_are_no_list_are_refused(client, provider, amr):
    said(sign_on(client, provider, amr=amr), 400)


# --- Settings ---


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"OIDC_ISSUER": "http://id.example.org"}, "E020"),
        ({"OIDC_ISSUER": "ftp://id.example.org"}, "E020"),
        ({"OIDC_CLIENT_ID": ""}, "E020"),
        ({"OIDC_ROLES": []}, "E020"),
        ({"OIDC_ROLES": ["mod-team"]}, "E020"),
        ({"OIDC_ROLES": ["mod-team:"]}, "E020"),
        ({"OIDC_ROLES": ["bosses:superuser"]}, "E020"),
        ({"OIDC_ROLES": ["mod-team:moderater"]}, "W021"),
    ],
)
def test_settings_that_do_not_hold_are_told(provider, settings, changes, code):
    from workbench.openid.checks import provider_can_be_used

    assert provider_can_be_used(None) == []
    for name, value in changes.items():
        setattr(settings, name, value)
    assert [check.id for check in provider_can_be_used(None)] == [f"workbench.{code}"]


def test_a_misspelt_role_that_needs_a_second_factor_is_told(settings):
    from workbench.openid.checks import required_roles_exist

    settings.REQUIRE_SECOND_FACTOR = ["lead", "superuser"]
    assert required_roles_exist(None) == []
    settings.REQUIRE_SECOND_FACTOR = ["leads"]
    assert [check.id for check in required_roles_exist(None)] == ["workbench.W022"]


def test_a_group_whose_name_has_a_colon_maps(settings):
    assert accounts.role_map(["urn:example:mods:moderator"]) == {"urn:example:mods": "moderator"}


def test_the_permission_to_change_accounts_comes_from_no_provider(client, provider):
    sign_on(client, provider, groups=["leads"])
    user = User.objects.get()
    assert not user.has_perm("auth.change_user")
    assert Permission.objects.filter(codename="change_user").exists()
    assert user.date_joined <= timezone.now()
