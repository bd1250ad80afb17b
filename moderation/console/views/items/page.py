"""The page as received, cleaned, and how a moderator wants pictures shown."""

from __future__ import annotations

import nh3
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from articles.parsing.carriers.decoding import decode
from articles.parsing.carriers.mhtml import is_mhtml, read_mhtml
from moderation.console.access import SEE, console_view, user_of
from moderation.console.item.subject import subject_of
from moderation.models import Preference

# Text and its structure; no pictures, links, forms, styles or scripts.
_TAGS = {
    *("p", "br", "hr", "div", "span", "section", "article", "header", "footer", "blockquote", "pre", "code"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "strong", "em", "b", "i", "u", "s"),
    *("table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "small", "sub", "sup"),
}
_POLICY = "default-src 'none'; frame-ancestors 'self'; sandbox"
MOST = 2_000_000


@console_view(*SEE)
@require_GET
def page(request: HttpRequest, **named: int) -> HttpResponse:
    """The page's text with its structure only, for the sandboxed frame. Raises Http404, PermissionDenied."""
    received = subject_of(user_of(request), **named).version.page
    content, charset = received.content, received.charset or None
    if is_mhtml(content):
        content, charset, _ = read_mhtml(content)
    text = decode(content[:MOST], charset, received.content_type or None).text
    cleaned = nh3.clean(text, tags=_TAGS, attributes={}, clean_content_tags={"script", "style", "noscript", "template"})
    response = HttpResponse(f'<!doctype html><meta charset="utf-8"><title>page</title>{cleaned}')
    response["Content-Security-Policy"] = _POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


@console_view(*SEE)
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Saves this user's choice about pictures, and goes back."""
    pictures = request.POST.get("pictures", "")
    if pictures in Preference.Pictures.values:
        Preference.objects.update_or_create(user=user_of(request), defaults={"pictures": pictures})
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "console:queue")
