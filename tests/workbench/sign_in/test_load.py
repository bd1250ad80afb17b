"""Many sign-ins at once against the real server: few are hashed, the rest are told quickly, and others are served."""

from __future__ import annotations

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User

from articles.models import SignIn
from tests.services import static_files
from tests.services.web import Web
from tests.workbench.sign_in.visiting import RIGHT

pytestmark = pytest.mark.django_db(transaction=True)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def web(transactional_db, tmp_path):
    home = {"WORKBENCH_HOME": str(tmp_path / "home"), "DJANGO_SETTINGS_MODULE": "workbench.settings"}
    static_files.give_to(tmp_path / "home")
    limits = {"TRUSTED_PROXIES": "127.0.0.1", "LOGIN_PER_MINUTE": "1000"}
    server = Web("", tmp_path / "web.log", **home, **limits)
    server.start()
    yield server
    server.stop()


class Visitor:
    """A browser behind a trusted proxy, with its address."""

    def __init__(self, web: Web, address: str) -> None:
        self._port, self._address, self._cookies = web.port, address, SimpleCookie()

    def request(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self._cookies.items())
        connection.request(method, path, body or None, {**FORM, "X-Forwarded-For": self._address, "Cookie": cookies})
        answer = connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or ():
            self._cookies.load(line)
        connection.close()
        return answer.status, text

    def come(self) -> Visitor:
        """Opens the form, which gives the cookie against forged forms."""
        assert self.request("GET", "/admin/login/")[0] == 200
        return self

    def sign_in(self, name: str, password: str) -> int:
        fields = {"username": name, "password": password, "csrfmiddlewaretoken": self._cookies["csrftoken"].value}
        return self.request("POST", "/admin/login/", urlencode(fields))[0]


def test_sixteen_sign_ins_with_made_up_names_do_not_stop_the_server(web):
    person = User.objects.create(username="anna", is_staff=True, is_superuser=True)
    person.password = PBKDF2PasswordHasher().encode(RIGHT, "salt")
    person.save()
    anna = Visitor(web, "203.0.113.5").come()
    assert anna.sign_in("anna", RIGHT) == 302
    strangers = [Visitor(web, f"198.51.100.{n}").come() for n in range(16)]
    answered = 0
    with ThreadPoolExecutor(16) as pool:
        guesses = [pool.submit(each.sign_in, f"made-up-{n}", "x") for n, each in enumerate(strangers)]
        probe = Visitor(web, "203.0.113.9")
        while not all(guess.done() for guess in guesses):
            assert probe.request("GET", "/livez")[0] == 200
            answered += 1
        statuses = [guess.result() for guess in guesses]
    assert set(statuses) == {200, 503}
    # Two are hashed, two wait for these; with slow starts the next ones may find a free slot again.
    assert statuses.count(503) >= 8
    assert SignIn.objects.filter(outcome="failed").count() == statuses.count(200)
    assert answered > 10, "others are served while passwords are hashed"


def test_known_people_sign_in_while_strangers_keep_every_slot_busy(web):
    person = User.objects.create(username="anna", is_staff=True, is_superuser=True)
    person.password = PBKDF2PasswordHasher().encode(RIGHT, "salt")
    person.save()
    anna = Visitor(web, "203.0.113.5").come()
    assert anna.sign_in("anna", RIGHT) == 302
    stop = False

    def keep_guessing(number: int) -> None:
        stranger = Visitor(web, f"198.51.100.{number}").come()
        while not stop:
            stranger.sign_in(f"made-up-{number}", "x")

    with ThreadPoolExecutor(6) as pool:
        for number in range(6):
            pool.submit(keep_guessing, number)
        time.sleep(2)
        try:
            answers = [anna.sign_in("anna", RIGHT) for _ in range(3)]
        finally:
            stop = True
    assert answers == [302] * 3
