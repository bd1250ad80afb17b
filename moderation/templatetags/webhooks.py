"""The webhook notice on the admin's first page."""

from __future__ import annotations

from typing import Any

from django import template

from moderation.webhooks.figures import broken_endpoints

register = template.Library()


@register.simple_tag
def endpoints_in_need(user: Any) -> int:
    """The number of endpoints that need attention; 0 for users who may not see them."""
    return broken_endpoints() if user.has_perm("moderation.view_webhookendpoint") else 0
