"""Acts on endpoints, by an API key or a person; each writes an audit entry.

`actor` is a user, whose permission is checked here, or the name of a key (`key:PREFIX`), whose scope the API checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from articles import doorbell
from articles.models import Platform
from moderation import audit
from moderation.models import Event, RetiredSecret, WebhookDelivery, WebhookEndpoint
from moderation.vocabulary import events
from moderation.webhooks import breaker
from moderation.webhooks.fanout import delivery_of
from moderation.webhooks.protocol import sealing, signing
from moderation.webhooks.protocol.addresses import BadURL, check_url, same_receiver
from moderation.webhooks.protocol.schemas import subscriptions, types_of
from moderation.webhooks.sending import receivers

Actor = User | str
State, Cause = WebhookEndpoint.State, WebhookEndpoint.Cause
_CHANGEABLE = {"url", "description", "owner_email", "event_types"}


class InvalidEndpoint(ValueError):
    """An invalid field: `field` names it, `code` is for programs, the text for people."""

    def __init__(self, field: str, code: str, text: str) -> None:
        super().__init__(text)
        self.field, self.code = field, code


class EndpointExists(Exception):
    """Another endpoint has this address and gets the same events; `endpoint` is its id."""

    def __init__(self, endpoint: int) -> None:
        super().__init__(f"endpoint {endpoint} has this address already and gets the same events: change that one")
        self.endpoint = endpoint


class EndpointOff(Exception):
    """The endpoint is switched off: nothing is sent to it."""


@transaction.atomic
def make(
    actor: Actor,
    *,
    platform: Platform | None,
    url: str,
    event_types: Sequence[str],
    owner_email: str,
    description: str = "",
) -> tuple[WebhookEndpoint, str]:
    """Makes an endpoint, active from the commit on; returns it with its secret, which can be shown once more.

    Raises PermissionDenied, InvalidEndpoint, EndpointExists.
    """
    name = _name(actor, "add")
    checked = _checked(url=url, event_types=event_types, owner_email=owner_email, description=description)
    refuse_second(platform, checked["url"], checked["event_types"])
    secret = signing.new_secret()
    endpoint = WebhookEndpoint(
        platform=platform,
        sealed_secret=sealing.seal(secret),
        secret_made_at=timezone.now(),
        made_by=name,
        **checked,
    )
    endpoint.save()
    platform_code = platform.code if platform else None
    audit.append(
        name,
        "webhook_endpoint.made",
        f"webhook_endpoint:{endpoint.pk}",
        url=url,
        event_types=list(event_types),
        platform=platform_code,
    )
    return endpoint, secret


@transaction.atomic
def change(actor: Actor, endpoint_id: int, **changes: Any) -> WebhookEndpoint:
    """Changes url, description, owner_email or event_types; pending messages go to the new URL.

    Raises PermissionDenied, InvalidEndpoint, EndpointExists, WebhookEndpoint.DoesNotExist.
    """
    name, endpoint = _name(actor, "change"), _locked(endpoint_id)
    changed = {field: value for field, value in _checked(**changes).items() if getattr(endpoint, field) != value}
    if {"url", "event_types"} & set(changed):
        url, types = changed.get("url", endpoint.url), changed.get("event_types", endpoint.event_types)
        refuse_second(endpoint.platform, url, types, but=endpoint.pk)
    before = {field: getattr(endpoint, field) for field in changed}
    for field, value in changed.items():
        setattr(endpoint, field, value)
    if changed:
        endpoint.save(update_fields=list(changed))
        subject = f"webhook_endpoint:{endpoint.pk}"
        audit.append(name, "webhook_endpoint.changed", subject, **changed, before=before, after=changed)
    return endpoint


@transaction.atomic
def rotate(actor: Actor, endpoint_id: int) -> tuple[WebhookEndpoint, str]:
    """Makes a new secret; an old one stays valid for WEBHOOK_OVERLAP_HOURS, and messages carry a signature of each.

    Raises PermissionDenied, WebhookEndpoint.DoesNotExist.
    """
    name, endpoint = _name(actor, "change"), _locked(endpoint_id)
    secret, now = signing.new_secret(), timezone.now()
    if endpoint.previous_until is not None and endpoint.previous_until > now:
        # A third rotation within the overlap: whoever still verifies with an older secret goes on doing so.
        retired = RetiredSecret(sealed_secret=endpoint.sealed_previous, until=endpoint.previous_until)
        endpoint.retired_secrets.add(retired, bulk=False)
    endpoint.retired_secrets.filter(until__lte=now).delete()
    endpoint.sealed_previous = endpoint.sealed_secret
    endpoint.previous_until = now + timedelta(hours=settings.WEBHOOK_OVERLAP_HOURS)
    endpoint.sealed_secret, endpoint.secret_made_at, endpoint.secret_shown_at = sealing.seal(secret), now, None
    endpoint.save()
    audit.append(
        name,
        "webhook_endpoint.secret_rotated",
        f"webhook_endpoint:{endpoint.pk}",
        previous_until=endpoint.previous_until.isoformat(),
    )
    return endpoint, secret


@transaction.atomic
def show_secret(actor: Actor, endpoint_id: int) -> str | None:
    """The secret on the first call; None afterwards. Raises PermissionDenied, sealing.Unreadable, DoesNotExist."""
    name, endpoint = _name(actor, "change"), _locked(endpoint_id)
    if endpoint.secret_shown_at is not None:
        return None
    endpoint.secret_shown_at = timezone.now()
    endpoint.save(update_fields=["secret_shown_at"])
    audit.append(name, "webhook_endpoint.secret_shown", f"webhook_endpoint:{endpoint.pk}")
    return sealing.unseal(endpoint.sealed_secret)


@transaction.atomic
def enable(actor: Actor, endpoint_id: int) -> WebhookEndpoint:
    """Activates an endpoint; waiting messages fall due. Raises PermissionDenied, WebhookEndpoint.DoesNotExist."""
    name, endpoint = _name(actor, "change"), _locked(endpoint_id)
    if endpoint.state != State.ACTIVE:
        breaker.reset(endpoint, timezone.now())
        audit.append(name, "webhook_endpoint.enabled", f"webhook_endpoint:{endpoint.pk}")
    return endpoint


@transaction.atomic
def disable(actor: Actor, endpoint_id: int) -> WebhookEndpoint:
    """Switches an endpoint off: new events make no deliveries, pending ones wait. Raises as `enable`."""
    name, endpoint = _name(actor, "change"), _locked(endpoint_id)
    if endpoint.state != State.DISABLED:
        _switch_off(endpoint)
        audit.append(name, "webhook_endpoint.disabled", f"webhook_endpoint:{endpoint.pk}")
    return endpoint


@transaction.atomic
def remove(actor: Actor, endpoint_id: int) -> None:
    """Removes an endpoint and fails its pending messages; its log stays. Raises as `enable`."""
    name, endpoint = _name(actor, "delete"), _locked(endpoint_id)
    before = {"url": endpoint.url, "event_types": endpoint.event_types, "state": endpoint.state}
    endpoint.removed_at = timezone.now()
    _switch_off(endpoint)
    given_up = {"state": WebhookDelivery.State.FAILED, "last_error": "removed", "next_attempt_at": None}
    endpoint.deliveries.filter(state=WebhookDelivery.State.PENDING).update(**given_up, token="", leased_until=None)
    audit.append(name, "webhook_endpoint.removed", f"webhook_endpoint:{endpoint.pk}", before=before)


@transaction.atomic
def send_test(actor: Actor, endpoint_id: int, *, ring: bool = True) -> WebhookDelivery:
    """Makes a webhook.test message for this endpoint only; it may reactivate a broken one.

    Raises PermissionDenied, EndpointOff, WebhookEndpoint.DoesNotExist.
    """
    name, endpoint = _name(actor, "change"), _locked(endpoint_id)
    if endpoint.state == State.DISABLED:
        raise EndpointOff
    event = Event(type=events.WEBHOOK_TEST, data={"endpoint": endpoint.pk})
    event.save()
    delivery = delivery_of(event, endpoint.pk)
    delivery.save()
    audit.append(name, "webhook_endpoint.tested", f"webhook_endpoint:{endpoint.pk}", event=str(event.pk))
    if ring:
        doorbell.ring("moderation.deliver_webhook", delivery.pk)
    return delivery


def refuse_second(platform: Platform | None, url: str, event_types: Sequence[str], *, but: int | None = None) -> None:
    """Refuses an endpoint that doubles another: the same address, the same events. Raises EndpointExists.

    Two with different events may share an address, each with a secret of its own; so may one of a platform and one of
    all platforms, since a key of the platform does not see the other.
    """
    wanted = types_of(event_types)
    for other in WebhookEndpoint.objects.kept().filter(platform=platform):
        if other.pk != but and same_receiver(other.url, url) and wanted == types_of(other.event_types):
            raise EndpointExists(other.pk)


def name_of(actor: Actor) -> str:
    """The actor's name in the audit log."""
    return actor if isinstance(actor, str) else actor.get_username()


def _switch_off(endpoint: WebhookEndpoint) -> None:
    endpoint.state, endpoint.cause, endpoint.probe_at, endpoint.tell_owner = State.DISABLED, Cause.HAND, None, False
    endpoint.save()


def _name(actor: Actor, right: str) -> str:
    if isinstance(actor, User) and not actor.has_perm(f"moderation.{right}_webhookendpoint"):
        raise PermissionDenied("managing webhook endpoints needs the integrator or the lead role")
    return name_of(actor)


def _locked(endpoint_id: int) -> WebhookEndpoint:
    return WebhookEndpoint.objects.kept().select_for_update().get(pk=endpoint_id)


def _checked(**fields: Any) -> dict[str, Any]:
    if unknown := set(fields) - _CHANGEABLE:
        raise InvalidEndpoint(min(unknown), "unknown", "this cannot be set")
    if "url" in fields:
        try:
            check_url(fields["url"], receivers())
        except BadURL as error:
            raise InvalidEndpoint("url", error.code, str(error)) from None
    if "event_types" in fields:
        types = list(dict.fromkeys(fields["event_types"]))
        if not types or (unknown := set(types) - set(subscriptions())):
            raise InvalidEndpoint("event_types", "unknown", f"one or more of: {', '.join(subscriptions())}")
        fields["event_types"] = types
    if not fields.get("owner_email", "x"):
        raise InvalidEndpoint("owner_email", "required", "somebody must be told when messages stop arriving")
    return fields
