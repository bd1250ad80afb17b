"""`manage.py create_api_key NAME --scopes a,b`: creates a key, or a successor with `--replaces PREFIX`; prints it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles.access import api_keys
from articles.models import Platform
from articles.models.access.keys import ACTING_SCOPE, SCOPES

OVERLAP_DAYS = 7


class Command(BaseCommand):
    help = "Creates an API key and prints it once; only its hash is stored, so it cannot be shown again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", help="name of its user, at most 50 characters")
        parser.add_argument("--scopes", help=f"comma-separated, of: {', '.join(SCOPES)}")
        parser.add_argument("--platform", help="code of the only platform it may read and write (default: all)")
        parser.add_argument(
            "--moderator",
            action="append",
            default=[],
            metavar="USERNAME",
            dest="moderators",
            help="moderator for whom a key with queue:work acts; repeat it, or give a comma-separated list",
        )
        parser.add_argument("--expires-in-days", type=int, metavar="N", help="days until it expires (default: never)")
        parser.add_argument("--rate", type=int, metavar="N", help="requests per minute (default: API_RATE)")
        parser.add_argument("--replaces", metavar="PREFIX", help="create the successor of this key, with its scopes")
        parser.add_argument(
            "--overlap-days", type=int, default=OVERLAP_DAYS, metavar="N", help="days that the old key stays live"
        )

    def handle(self, *args: Any, name: str | None, scopes: str | None, **options: Any) -> None:
        expires_at = _expiry(options["expires_in_days"])
        try:
            if options["replaces"] is not None:
                if name or scopes or options["platform"] or options["rate"] or options["moderators"]:
                    raise CommandError("a successor has the name and the rights of the key it replaces")
                overlap = timedelta(days=max(0, options["overlap_days"]))
                _, text = api_keys.replace(options["replaces"], overlap=overlap, expires_at=expires_at)
            elif not name or not scopes:
                raise CommandError("give NAME and --scopes, or --replaces PREFIX")
            else:
                key, text = api_keys.make(
                    name,
                    _listed(scopes),
                    platform=_platform(options["platform"]),
                    expires_at=expires_at,
                    rate=options["rate"],
                    moderators=[name for given in options["moderators"] for name in _listed(given)],
                )
                if ACTING_SCOPE in key.scopes and not options["moderators"]:
                    self.stderr.write(f"It acts for nobody until: manage.py bind_api_key {key.prefix} USERNAME")
        except api_keys.KeyRefused as error:
            raise CommandError(str(error)) from None
        self.stdout.write(text)
        if self.stderr.isatty():
            self.stderr.write("Keep it now: it is not shown again.")


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _expiry(days: int | None) -> datetime | None:
    if days is None:
        return None
    if not 1 <= days <= 3650:
        raise CommandError("--expires-in-days is between 1 and 3650")
    return timezone.now() + timedelta(days=days)


def _platform(code: str | None) -> Platform | None:
    if code is None:
        return None
    found = Platform.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(Platform.objects.values_list("code", flat=True))
        raise CommandError(f"unknown platform {code!r}; known: {known}")
    return found
