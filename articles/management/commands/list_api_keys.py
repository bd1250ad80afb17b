"""`manage.py list_api_keys`: prints one JSON object per key, never the key itself."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.models import ApiKey


class Command(BaseCommand):
    help = "Lists API keys: prefix, name, scopes, platform, rate, state, time of creation and of last use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--live", action="store_true", help="only keys that are valid now")

    def handle(self, *args: Any, live: bool, **options: Any) -> None:
        for key in ApiKey.objects.select_related("platform", "replaces").order_by("created"):
            shown = _shown(key)
            if not live or shown["state"] == "live":
                self.stdout.write(json.dumps(shown, ensure_ascii=False, default=str))


def _shown(key: ApiKey) -> dict[str, Any]:
    return {
        "prefix": key.prefix,
        "name": key.name,
        "state": "revoked" if key.revoked else "expired" if key.has_expired else "live",
        "scopes": key.scopes,
        "platform": key.platform.code if key.platform else None,
        "rate": key.rate,
        "moderators": [person.get_username() for person in key.people()],
        "replaces": key.replaces.prefix if key.replaces else None,
        "created_at": key.created,
        "expires_at": key.expiry_date,
        "last_used_at": key.last_used_at,
    }
