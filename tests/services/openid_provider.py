"""A real OpenID Connect provider in a process of its own: django-oauth-toolkit with discovery, JWKS, RS256 and PKCE.

Whoever visits it is the person that their cookie `person` names as JSON of claims, so that a test chooses whom. It can
be told to make one kind of mistake in its tokens.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests

from tests.services.instance import free_port
from tests.services.processes import wait_for
from workbench.env import BASE_DIR
from workbench.running.parent import end_with_parent

CLIENT, SECRET = "workbench", "client-secret-of-the-tests-of-32-bytes"


class Provider:
    """A provider on loopback. `issuer` is what OIDC_ISSUER names."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.issuer = f"{self.address}/o"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it; returns when it answers."""
        command = [sys.executable, "-m", "tests.services.openid_provider", str(self.port), str(self._folder)]
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        with (self._folder / "provider.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=BASE_DIR, env=environment, stdout=log, stderr=log, preexec_fn=end_with_parent
            )
        wait_for(self._answers, "the provider")

    def stop(self) -> None:
        """Ends it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(30)
            self._process = None

    def tell(self, **changes: Any) -> None:
        """Sets `flaw` (see FLAWS in `openid_provider_urls`), `groups_in` (`token`, `userinfo`), `redirect_uris`."""
        requests.post(f"{self.address}/tell", json=changes, timeout=60).raise_for_status()

    def visit(self, address: str, **claims: Any) -> str:
        """What a browser does at the provider for the person with these claims; returns where it is led back to."""
        cookies = {"person": quote(json.dumps(claims))}
        answer = requests.get(address, cookies=cookies, allow_redirects=False, timeout=60)
        assert answer.status_code == 302, (answer.status_code, answer.text[:2000])
        return str(answer.headers["Location"])

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, (self._folder / "provider.log").read_text()
        try:
            return requests.get(f"{self.issuer}/.well-known/openid-configuration", timeout=30).status_code == 200
        except (requests.ConnectionError, requests.Timeout):
            return False


def _serve(port: int, folder: Path) -> None:
    import django
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    settings.configure(
        SECRET_KEY="of-the-provider",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="tests.services.openid_provider_urls",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "oauth2_provider"],
        MIDDLEWARE=["tests.services.openid_provider_urls.person_of_cookie"],
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite3"},
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # it checks the client's secret each time
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": pem,
            "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{port}/o",
            "PKCE_REQUIRED": True,
            "SCOPES": {"openid": "sign-on", "profile": "name"},
            "OAUTH2_VALIDATOR_CLASS": "tests.services.openid_provider_urls.Validator",
        },
    )
    django.setup()
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIServer, make_server

    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    Application.objects.create(
        name="workbench", client_id=CLIENT, client_secret=SECRET, client_type="confidential",
        authorization_grant_type="authorization-code", algorithm="RS256", skip_authorization=True,
        redirect_uris="http://testserver/admin/sign-on/callback/",
    )  # fmt: skip

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    make_server("127.0.0.1", port, get_wsgi_application(), server_class=Server).serve_forever()


if __name__ == "__main__":
    _serve(int(sys.argv[1]), Path(sys.argv[2]))
