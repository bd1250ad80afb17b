"""What the admin's first page says of webhooks."""

from __future__ import annotations

from typing import Any

from django import template

from moderation.webhooks.figures import broken_endpoints

register = template.Library()


@register.simple_tag
def endpoints_in_need(user: Any) -> int:
    """How many endpoints need somebody; 0 for who may not see them."""
    return broken_endpoints() if user.has_perm("moderation.view_webhookendpoint") else 0
