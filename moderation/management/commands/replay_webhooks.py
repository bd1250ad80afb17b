from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from moderation.models import WebhookDelivery, WebhookEndpoint
from moderation.webhooks.replays import MOST, CountChanged, Range, replay_range


class Command(BaseCommand):
    help = (
        "Replays the messages of a period, each under its old id, so that a receiver that remembers ids takes none "
        "twice. Counts them first; --dry-run stops after the count."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--endpoint", type=int, help="only this endpoint (default: all that are not disabled)")
        parser.add_argument("--since", type=_moment, required=True, help="first moment, e.g. 2026-03-02T00:00:00+08:00")
        parser.add_argument("--until", type=_moment, required=True, help="first moment after the period")
        parser.add_argument(
            "--state", choices=["failed", "delivered"], default="failed", help="which messages (default: failed)"
        )
        parser.add_argument("--dry-run", action="store_true", help="only count them")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["until"] <= options["since"]:
            raise CommandError("--until must be later than --since")
        endpoint = options["endpoint"]
        if endpoint is not None and not WebhookEndpoint.objects.kept().filter(pk=endpoint).exists():
            raise CommandError(f"no endpoint {endpoint}")
        wanted = Range(options["since"], options["until"], options["state"], endpoint)
        everything = WebhookDelivery.objects.all()
        count = wanted.within(everything).count()
        if options["dry_run"]:
            self.stdout.write(f"{count} messages would be sent again")
            return
        try:
            done = replay_range("command", wanted, everything, expected=count)
        except (ValueError, CountChanged) as error:
            raise CommandError(f"{error}: run it again" if isinstance(error, CountChanged) else str(error)) from None
        self.stdout.write(f"{done} messages are sent again (at most {MOST:,} at once)")


def _moment(text: str) -> datetime:
    moment = parse_datetime(text)
    if moment is None:
        raise ValueError(text)
    return moment if moment.tzinfo else timezone.make_aware(moment)
