"""An outside console that signs people in: OAuth 2 from registering to the end of a sign-in, and what a token opens."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.api.conventions.permissions import ANY_KEY
from articles.models import IdempotentAnswer
from articles.models.access.keys import ACTING_SCOPE
from moderation.models import AuditEntry, Decision, OutsideConsole, PersonToken, SignInCode
from tests.contract.conftest import Api
from tests.contract.endpoints import endpoints
from tests.contract.test_who_acts import ACTING, BODIES, told
from tests.makers import person, queued
from workbench.api.throttling import RateLimit, counter

pytestmark = pytest.mark.django_db
BACK = "https://console.example.org/back?from=workbench"
VERIFIER = "v" * 64


def challenge(verifier: str = VERIFIER) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


class Console:
    """A console of somebody else, as a program: it knows its client id and, unless public, its secret."""

    back = BACK

    def __init__(self, *more: str) -> None:
        out = io.StringIO()
        call_command("register_console", "Third party", "--redirect", BACK, *more, stdout=out)
        made = json.loads(out.getvalue())
        self.id, self.secret = made["client_id"], made["client_secret"]

    def question(self, **changes: str) -> str:
        asked = {
            "response_type": "code",
            "client_id": self.id,
            "redirect_uri": self.back,
            "scope": ACTING_SCOPE,
            "state": "xyz",
            "code_challenge": challenge(),
            "code_challenge_method": "S256",
            **changes,
        }
        return "/oauth/authorize/?" + urlencode({name: value for name, value in asked.items() if value})

    def ask(self, user: User, answer: str = "allow", **changes: str) -> Any:
        """The person's browser: opens the page, presses a button."""
        browser = Client()
        browser.force_login(user)
        page = browser.get(self.question(**changes))
        if page.status_code != 200:
            return page
        return browser.post(self.question(**changes), {"answer": answer})

    def code(self, user: User) -> str:
        sent = self.ask(user)
        assert sent.status_code == 302, sent.content
        assert sent["Location"].startswith(BACK + "&")
        query = parse_qs(urlsplit(sent["Location"]).query)
        assert query["state"] == ["xyz"]
        return query["code"][0]

    def post(self, path: str, **data: str) -> Any:
        own = {"client_id": self.id, **({"client_secret": self.secret} if self.secret else {})}
        return Client().post(path, {**own, **data})

    def change(self, code: str, **changes: str) -> Any:
        more = {"code": code, "redirect_uri": self.back, "code_verifier": VERIFIER, **changes}
        return self.post("/oauth/token/", grant_type="authorization_code", **more)

    def renew(self, refresh: str) -> Any:
        return self.post("/oauth/token/", grant_type="refresh_token", refresh_token=refresh)

    def sign_in(self, user: User) -> dict[str, Any]:
        answer = self.change(self.code(user))
        assert answer.status_code == 200, answer.content
        tokens: dict[str, Any] = answer.json()
        return tokens


class Bearer(Api):
    def __init__(self, token: str) -> None:
        super().__init__(None)
        self.client = Client(headers={"Authorization": f"Bearer {token}"}, raise_request_exception=False)


@pytest.fixture(params=["confidential", "public"])
def console(request) -> Console:
    return Console(*(["--public"] if request.param == "public" else []))


@pytest.fixture
def token(moderator) -> Bearer:
    return Bearer(Console().sign_in(moderator)["access_token"])


def status(access: str) -> tuple[int, str]:
    answer = Bearer(access).get("queue-items/")
    return answer.status_code, answer.json().get("code", "")


def test_a_moderator_signs_in_at_an_outside_console_and_decides_there(console, moderator):
    tokens = console.sign_in(moderator)
    assert (tokens["token_type"], tokens["scope"]) == ("Bearer", ACTING_SCOPE)
    assert 0 < tokens["expires_in"] <= 3600
    item, api = queued(), Bearer(tokens["access_token"])
    assert api.post("queue-items/claim/", {}).json()["claimed_by"] == "moderator"
    made = api.post(f"queue-items/{item.pk}/decide/", {"version": 1, "act": "allow"}).json()
    prefix = tokens["access_token"][:8]
    assert (made["decided_by"], made["via"]) == ("moderator", f"token:{prefix}")
    entries = AuditEntry.objects.order_by("sequence")
    assert [entry.action for entry in entries] == [
        "outside_console.registered", "person_token.begun", "decision.allow"
    ]  # fmt: skip
    assert json.loads(entries[2].payload)["via"] == f"token:{prefix}"


def test_one_console_serves_many_people_and_each_act_carries_its_own(console, moderator, lead):
    for user in (moderator, lead):
        item = queued()
        api = Bearer(console.sign_in(user)["access_token"])
        made = api.post(f"queue-items/{item.pk}/decide/", {"version": 1, "act": "allow"}).json()
        assert made["decided_by"] == user.username
    assert len({decision.via for decision in Decision.objects.all()}) == 2


@pytest.mark.parametrize("endpoint", ACTING, ids=str)
def test_a_token_with_another_name_is_refused_alike_whoever_has_it(endpoint, token, lead):
    item = queued()
    answers = [
        token.post(endpoint.path(item.pk), {**BODIES[endpoint.route], "moderator": name}) for name in ("lead", "nobody")
    ]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(403, "not_bound")}
    assert told(answers[0]) == told(answers[1])
    assert not Decision.objects.exists()
    own = token.post(endpoint.path(item.pk), {**BODIES[endpoint.route], "moderator": "moderator"})
    assert not own.content or own.json().get("code") != "not_bound"


@pytest.mark.parametrize("endpoint", [e for e in endpoints() if e.scope not in (ACTING_SCOPE, ANY_KEY)], ids=str)
def test_a_token_opens_nothing_but_the_queue(endpoint, token):
    answer = token.request(endpoint.method, endpoint.path(1), {} if endpoint.method != "GET" else None)
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


def test_nothing_that_opens_anything_is_stored(console, moderator):
    code = console.code(moderator)
    assert code not in str(list(SignInCode.objects.values()))
    tokens = console.change(code).json()
    stored = str(list(PersonToken.objects.values())) + str(list(OutsideConsole.objects.values()))
    stored += str(list(AuditEntry.objects.values()))
    secrets = [tokens["access_token"][9:], tokens["refresh_token"][9:], *([console.secret] if console.secret else [])]
    assert not [secret for secret in secrets if secret in stored]


def test_a_renewed_token_is_the_same_sign_in_and_the_old_one_is_dead(console, moderator):
    first = console.sign_in(moderator)
    second = console.renew(first["refresh_token"]).json()
    assert second["access_token"][:8] == first["access_token"][:8]
    assert status(first["access_token"]) == (401, "invalid_token")
    assert status(second["access_token"]) == (200, "")
    assert PersonToken.objects.count() == 1


def test_a_refresh_token_that_is_shown_twice_ends_the_sign_in(console, moderator):
    first = console.sign_in(moderator)
    second = console.renew(first["refresh_token"]).json()
    again = console.renew(first["refresh_token"])
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert status(second["access_token"]) == (401, "invalid_token")
    assert console.renew(second["refresh_token"]).status_code == 400
    assert json.loads(AuditEntry.objects.latest("sequence").payload)["reason"] == "refresh_token_reused"


def test_a_code_is_worth_one_token_for_a_minute_and_its_own_console(console, moderator):
    code = console.code(moderator)
    assert Console().change(code).json()["error"] == "invalid_grant"
    assert console.change(code, code_verifier="w" * 64).json()["error"] == "invalid_grant"
    assert console.change(code, redirect_uri="https://console.example.org/").json()["error"] == "invalid_grant"
    assert console.change(code).status_code == 200
    assert console.change(code).json()["error"] == "invalid_grant"
    late = console.code(moderator)
    SignInCode.objects.update(expires_at=timezone.now())
    assert console.change(late).json()["error"] == "invalid_grant"


def test_a_confidential_console_shows_its_secret(moderator):
    console = Console()
    code = console.code(moderator)
    for secret in ("wrong", ""):
        own, console.secret = console.secret, secret
        assert console.change(code).json()["error"] == "invalid_client"
        console.secret = own
    assert console.change(code).status_code == 200


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": ""}, "invalid_request"),
        ({"scope": "articles:write"}, "invalid_scope"),
        ({"scope": "queue:work articles:read"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
    ],
)
def test_a_faulty_question_goes_back_to_the_console(console, moderator, changes, error):
    sent = console.ask(moderator, **changes)
    assert sent.status_code == 302
    assert f"error={error}" in sent["Location"]
    assert sent["Location"].startswith(BACK)
    assert not SignInCode.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://evil.example.org/back"},
        {"redirect_uri": BACK + "&more=1"},
        {"redirect_uri": "https://console.example.org.evil.example/back?from=workbench"},
        {"client_id": "nobody"},
    ],
)
def test_nobody_is_led_to_an_address_that_is_not_registered(console, moderator, changes):
    for answer in ("allow", "refuse"):
        sent = console.ask(moderator, answer, **changes)
        assert sent.status_code == 400
        assert "Location" not in sent


def test_a_refusal_goes_back_to_the_console(console, moderator):
    sent = console.ask(moderator, "refuse")
    assert "error=access_denied" in sent["Location"]
    assert not SignInCode.objects.exists()


def test_the_question_is_put_to_signed_in_moderators_only(console, auditor):
    asked = Client().get(console.question())
    assert asked.status_code == 302
    assert asked["Location"].startswith("/admin/login/?next=")
    assert console.ask(auditor).status_code == 403
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person("moderator"))
    assert browser.post(console.question(), {"answer": "allow"}).status_code == 403, "a form of another site"
    page = browser.get(console.question())
    assert "form-action 'self' https://console.example.org;" in page["Content-Security-Policy"] + ";"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def leave(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def lose_the_role(user: User) -> None:
    user.groups.clear()


def new_password(user: User) -> None:
    user.set_password("another-password-entirely")
    user.save()


def enrol(user: User) -> None:
    TOTPDevice.objects.create(user=user, name="phone", confirmed=True)


def console_ends(user: User) -> None:
    OutsideConsole.objects.update(is_active=False)


def time_is_up(user: User) -> None:
    PersonToken.objects.update(ends_at=timezone.now() - timedelta(seconds=1))


def sign_out_everywhere(user: User) -> None:
    browser = Client()
    browser.force_login(user)
    assert browser.post("/admin/triage/outside/", {"everywhere": "1"}).status_code == 302
    assert browser.get("/admin/triage/outside/").status_code == 302, "here too"


ENDS = [leave, lose_the_role, new_password, enrol, console_ends, time_is_up, sign_out_everywhere]


@pytest.mark.parametrize("ending", ENDS, ids=lambda ending: ending.__name__)
def test_what_ends_a_sign_in_ends_both_its_tokens(console, moderator, ending):
    tokens = console.sign_in(moderator)
    assert status(tokens["access_token"]) == (200, "")
    ending(moderator)
    assert status(tokens["access_token"]) == (401, "invalid_token")
    assert console.renew(tokens["refresh_token"]).status_code in (400, 401)


def test_a_role_that_comes_back_does_not_bring_the_sign_in_back(console, moderator):
    tokens = console.sign_in(moderator)
    moderator.groups.clear()
    assert status(tokens["access_token"])[0] == 401
    moderator.groups.add(Group.objects.get(name="moderator"))
    assert status(tokens["access_token"])[0] == 401


def test_a_code_dies_with_the_password_it_was_given_under(console, moderator):
    code = console.code(moderator)
    new_password(moderator)
    tokens = console.change(code).json()
    assert status(tokens.get("access_token", "none"))[0] == 401


def test_an_access_token_runs_out_and_is_renewed(console, moderator):
    tokens = console.sign_in(moderator)
    PersonToken.objects.update(access_expires_at=timezone.now())
    assert status(tokens["access_token"]) == (401, "expired_token")
    assert status(console.renew(tokens["refresh_token"]).json()["access_token"]) == (200, "")


def test_a_console_signs_its_person_out(console, moderator):
    tokens = console.sign_in(moderator)
    assert Console().post("/oauth/revoke/", token=tokens["access_token"]).status_code == 400
    assert status(tokens["access_token"])[0] == 200
    assert console.post("/oauth/revoke/", token=tokens["refresh_token"]).status_code == 200
    assert status(tokens["access_token"])[0] == 401


def test_people_see_and_end_their_own_sign_ins_alone(console, moderator, lead):
    own, others = console.sign_in(moderator), console.sign_in(lead)
    browser = Client()
    browser.force_login(moderator)
    page = browser.get("/admin/triage/outside/").content.decode()
    assert f"token:{own['access_token'][:8]}" in page
    assert others["access_token"][:8] not in page
    assert browser.post("/admin/triage/outside/", {"end": others["access_token"][:8]}).status_code == 400
    assert status(others["access_token"])[0] == 200
    assert browser.post("/admin/triage/outside/", {"end": own["access_token"][:8]}).status_code == 302
    assert status(own["access_token"])[0] == 401


def test_a_repeated_request_is_answered_once_across_renewals(console, moderator):
    tokens, item = console.sign_in(moderator), queued()
    path, body, key = f"queue-items/{item.pk}/decide/", {"version": 1, "act": "allow"}, {"Idempotency-Key": "one"}
    first = Bearer(tokens["access_token"]).post(path, body, **key).json()
    renewed = console.renew(tokens["refresh_token"]).json()
    again = Bearer(renewed["access_token"]).post(path, body, **key)
    assert (again.json(), again["Idempotent-Replayed"]) == (first, "true")
    assert IdempotentAnswer.objects.count() == 1


def test_a_sign_in_has_the_rate_of_a_key(token, settings, monkeypatch):
    settings.API_RATE = 7
    counted = []

    def count(name: str, allowed: int) -> RateLimit:
        counted.append((name, allowed))
        return RateLimit(allowed, allowed + 1, 3)

    monkeypatch.setattr(counter, "count", count)
    assert token.get("queue-items/").status_code == 429
    assert counted == [(PersonToken.objects.get().prefix, 7)]


@pytest.mark.parametrize(
    "uri",
    ["http://console.example.org/", "javascript:alert(1)", "https://a.example/#x", "https://u@a.example/", "back", ""],
)
def test_codes_are_sent_to_https_or_this_machine_only(uri):
    with pytest.raises(CommandError):
        call_command("register_console", "x", "--redirect", uri)
    assert not OutsideConsole.objects.exists()


def test_the_server_says_what_it_offers():
    told = Client().get("/.well-known/oauth-authorization-server").json()
    assert told["issuer"] == "http://testserver"
    assert told["token_endpoint"] == "http://testserver/oauth/token/"
    assert told["code_challenge_methods_supported"] == ["S256"]


@pytest.mark.parametrize("text", ["", "x", "a" * 8 + "." + "b" * 43, "a" * 8 + "." + "b" * 42 + "\x00"])
def test_a_token_that_nobody_has_is_refused(text, db):
    answer = Bearer(text or "-").get("queue-items/")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer error="invalid_token"')


@pytest.mark.parametrize(("flag", "status"), [("second_factor_by_provider", 200), ("something_else", 400)])
def test_a_sign_in_after_the_providers_second_factor_holds_for_somebody_with_a_device(moderator, flag, status):
    TOTPDevice.objects.create(user=moderator, name="phone", confirmed=True)
    console, browser = Console(), Client()
    browser.force_login(moderator)
    session = browser.session
    session[flag] = True
    session.save()
    sent = browser.post(console.question(), {"answer": "allow"})
    answer = console.change(parse_qs(urlsplit(sent["Location"]).query)["code"][0])
    assert answer.status_code == 200
    assert console.renew(answer.json()["refresh_token"]).status_code == status


HOSTILE = ["", "\x00", "a\x00b", "x" * 10_000, "\ud800", "' OR 1=1 --", "%00", "名字", "..", "a" * 20]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "name",
    [
        "client_id",
        "client_secret",
        "grant_type",
        "code",
        "redirect_uri",
        "code_verifier",
        "refresh_token",
        "scope",
        "token",
    ],
)
def test_a_hostile_request_for_a_token_is_refused_and_no_fault_of_ours(name, text, moderator):
    console = Console()
    whole = {
        "client_id": console.id,
        "client_secret": console.secret,
        "grant_type": "refresh_token" if name == "refresh_token" else "authorization_code",
        "code": console.code(moderator),
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        "token": "x",
    }
    body = urlencode({**whole, name: text}, errors="surrogatepass")
    browser = Client(raise_request_exception=False)
    for path in ("/oauth/token/", "/oauth/revoke/"):
        answer = browser.post(path, body, content_type="application/x-www-form-urlencoded")
        ignored = name in ("scope", "token") or path == "/oauth/revoke/"
        assert answer.status_code in ((200, 400, 401) if ignored else (400, 401)), answer.content


@pytest.mark.parametrize("header", ["Basic", "Basic x", "Basic \xff", "Basic " + "A" * 9_000, "Bearer x", "Basic Og=="])
def test_a_hostile_authorization_of_a_console_is_refused(header, db):
    browser = Client(raise_request_exception=False, headers={"Authorization": header})
    answer = browser.post("/oauth/token/", {"grant_type": "authorization_code", "code": "x"})
    told = (answer.status_code, answer.json()["error"])
    assert told == ((401, "invalid_client") if header.isascii() else (400, "invalid_request"))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["client_id", "redirect_uri", "scope", "state", "code_challenge", "response_type"])
def test_a_hostile_question_is_no_fault_of_ours(name, text, moderator):
    console = Console()
    asked = urlsplit(console.question())
    query = {**{key: values[0] for key, values in parse_qs(asked.query).items()}, name: text}
    browser = Client(raise_request_exception=False)
    browser.force_login(moderator)
    for answer in (
        browser.get(f"{asked.path}?{urlencode(query, errors='surrogatepass')}"),
        browser.post(f"{asked.path}?{urlencode(query, errors='surrogatepass')}", {"answer": "allow"}),
    ):
        assert answer.status_code in (200, 302, 400), answer.content
        if answer.status_code == 302:
            assert answer["Location"].startswith(BACK)
