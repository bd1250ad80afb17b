"""Which form of an answer a caller takes."""

from __future__ import annotations

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request


class Negotiation(DefaultContentNegotiation):
    """DRF's, for which a problem document is JSON.

    Generated clients ask for `application/problem+json` alone where success has no body: an answer that is refused for
    that would leave what was asked undone.
    """

    def get_accept_list(self, request: Request) -> list[str]:
        asked = super().get_accept_list(request)
        return [each.strip().replace("application/problem+json", "application/json", 1) for each in asked]
