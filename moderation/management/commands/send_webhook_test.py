from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.models import WebhookDelivery, WebhookEndpoint
from moderation.vocabulary.delivery_faults import DELIVERY_FAULTS
from moderation.webhooks.delivery import deliver_one
from moderation.webhooks.endpoints import EndpointOff, send_test
from moderation.webhooks.protocol.outcome import GONE


class Command(BaseCommand):
    help = (
        "Sends a webhook.test message to one endpoint, waits for the answer and prints it. Exit code 0 when the "
        "receiver accepts it (2xx), else 1. A broken endpoint that accepts it becomes active again. A test "
        "costs no attempt, and its failure does not count against the endpoint. Run it with the server's settings, "
        "WEBHOOK_PRIVATE_RECEIVERS above all."
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
            remedy = "enable it first: in the admin, or PATCH its state to active"
            raise CommandError(f"endpoint {endpoint} is switched off; {remedy}") from None
        deliver_one(delivery.pk)
        delivery = WebhookDelivery.objects.get(pk=delivery.pk)
        if delivery.state != WebhookDelivery.State.DELIVERED:
            raise CommandError(f"endpoint {endpoint}: {_what_came(delivery)} (message {delivery.event_id})")
        self.stdout.write(f"endpoint {endpoint}: HTTP {delivery.last_status}, taken (message {delivery.event_id})")


def _what_came(delivery: WebhookDelivery) -> str:
    """What came instead of a 2xx, and what to do about it."""
    status = delivery.last_status
    if status is None:
        fault = DELIVERY_FAULTS.get(delivery.last_error)
        said = fault.phrase("en") if fault else "another process holds the message; see the delivery log in a moment"
        return f"no answer: {delivery.last_error or 'busy'}: {said}"
    if 300 <= status < 400:
        return f"HTTP {status}: redirects are not followed; set the endpoint's address to the final one"
    if status == GONE:
        return f"HTTP {status}: the receiver wants no more messages, and the endpoint is switched off now"
    return f"HTTP {status}: the receiver refused it; its answer is in the delivery log (any 2xx accepts it)"
