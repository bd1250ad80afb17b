"""The first run: makes the admin account and an API key, and loads the sample pages."""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

import articles
from articles.access import api_keys
from articles.intake import Submission, store
from articles.models.access.keys import SCOPES
from workbench.accounts.recording import make_superuser
from workbench.running.credentials import Credentials

ADMIN = "admin"
# The key is for trying things out; an integration makes its own.
KEY_LIFE = timedelta(days=30)
SAMPLES = Path(articles.__file__).parent / "samples"
_CONTENT_TYPES = {".html": "text/html", ".txt": "text/plain"}


def credentials_file() -> Path:
    """The file of the generated credentials."""
    return Path(settings.HOME) / "credentials.json"


def is_first_run() -> bool:
    """Whether this database has no `admin` account yet."""
    return not User.objects.filter(username=ADMIN).exists()


def create_admin(url: str) -> Credentials:
    """Makes account and key, both or neither, and saves them with the server's base address."""
    with transaction.atomic():
        password = secrets.token_urlsafe(15)
        make_superuser(ADMIN, password=password, actor="setup")
        expires_at = timezone.now() + KEY_LIFE
        _, api_key = api_keys.make("first run", SCOPES, expires_at=expires_at, moderators=[ADMIN])
        credentials = Credentials(url, ADMIN, password, api_key)
        # Within the transaction, so that no account exists whose password nobody knows.
        credentials.save(credentials_file())
    return credentials


def load_samples() -> int:
    """Stores the sample pages for the workers to assess; returns how many are new. Raises RuntimeError on a bad one."""
    created = 0
    doorbell = logging.getLogger("articles.tasks")
    level = doorbell.level
    # The embedded broker is not up yet, so no doorbell can ring; the worker looks for due rows when it starts.
    doorbell.setLevel(logging.ERROR)
    try:
        for path in sorted(SAMPLES.iterdir()):
            if path.suffix in _CONTENT_TYPES:
                outcome = store(Submission(path.read_bytes(), content_type=_CONTENT_TYPES[path.suffix]))
                if outcome.status == "rejected":
                    raise RuntimeError(f"sample {path.name} was rejected: {outcome.code}")
                created += outcome.status == "created"
    finally:
        doorbell.setLevel(level)
    return created
