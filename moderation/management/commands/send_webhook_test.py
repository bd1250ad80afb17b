from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.models import WebhookDelivery, WebhookEndpoint
from moderation.webhooks.delivery import deliver_one
from moderation.webhooks.endpoints import EndpointOff, send_test


class Command(BaseCommand):
    help = (
        "Sends a webhook.test message to one endpoint, waits for the answer and prints it. Exit code 0 when the "
        "receiver accepts it (2xx), else 1. A broken endpoint that accepts it becomes active again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("endpoint", type=int, help="the endpoint's id, as in the admin and the API")

    def handle(self, *args: Any, endpoint: int, **options: Any) -> None:
        try:
            delivery = send_test("command", endpoint, ring=False)
        except WebhookEndpoint.DoesNotExist:
            known = ", ".join(map(str, WebhookEndpoint.objects.kept().values_list("pk", flat=True))) or "none yet"
            raise CommandError(f"no endpoint {endpoint}; there are: {known}") from None
        except EndpointOff:
            raise CommandError(f"endpoint {endpoint} is switched off; enable it first") from None
        deliver_one(delivery.pk)
        delivery = WebhookDelivery.objects.get(pk=delivery.pk)
        came = f"HTTP {delivery.last_status}" if delivery.last_status else f"no answer: {delivery.last_error or 'busy'}"
        if delivery.state != WebhookDelivery.State.DELIVERED:
            raise CommandError(f"endpoint {endpoint}: {came} (message {delivery.event_id})")
        self.stdout.write(f"endpoint {endpoint}: {came}, taken (message {delivery.event_id})")
