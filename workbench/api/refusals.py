"""What DRF refuses by itself, said with what would be taken instead."""

from __future__ import annotations

from typing import Any

from rest_framework import exceptions
from rest_framework.request import Request


def remedy(error: exceptions.APIException, request: Request, view: Any) -> str:
    """The sentence for this refusal: what was wrong, and what is taken here."""
    if isinstance(error, exceptions.NotAuthenticated):
        return _unsigned(request)
    if isinstance(error, exceptions.MethodNotAllowed) and view is not None:
        taken = ", ".join(name for name in view.allowed_methods if name != "OPTIONS")
        return f"{(request.method or '')[:20]} is not taken here; these are: {taken}"
    if isinstance(error, exceptions.UnsupportedMediaType) and view is not None:
        taken = ", ".join(dict.fromkeys(parser.media_type for parser in view.parser_classes))
        given = (request.content_type or "").partition(";")[0][:100]
        return f"a body of type “{given}” is not read here; send one as {taken}"
    if isinstance(error, exceptions.NotAcceptable) and view is not None:
        given = ", ".join(dict.fromkeys(renderer.media_type for renderer in view.renderer_classes))
        return f"none of the types in Accept is spoken here; these are: {given}"
    if isinstance(error, exceptions.NotFound) and str(error.detail) == str(exceptions.NotFound.default_detail):
        return "there is no such row, or this key does not see it"
    return str(error.detail)


def _unsigned(request: Request) -> str:
    scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        return "there is no key: send it in the header Authorization, as in Authorization: Api-Key KEY"
    if not rest:
        return "the header Authorization has one word only: write Authorization: Api-Key KEY"
    return f"the scheme “{scheme[:20]}” is not taken: write Authorization: Api-Key KEY, or Bearer TOKEN for a person's"
