"""Words for the codes that parsing and provenance use. An unknown code is shown as it is."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Disclaimer

FLAGS: dict[str, Promise] = {
    "web_sourced": _("material from the web"),
    "image_web_sourced": _("pictures from the web"),
    "verify_caution": _("verify with caution"),
    "ai_generated": _("AI-generated"),
    "ai_suspected": _("suspected to be AI-generated"),
    "fiction": _("fiction"),
    "reprint": _("reprint"),
    "original": _("original work"),
    "personal_opinion": _("personal opinion"),
    "old_news": _("old news"),
    "pseudonym": _("pseudonyms used"),
    "infringement_contact": _("contact for infringement"),
    "official_sourced": _("material from official media"),
    "marketing": _("marketing"),
}
DISCLAIMERS = dict(Disclaimer.Code.choices)
SETTLED: dict[str, Promise] = {
    "overturned": _("This decision was taken back already."),
    "too_late": _("The time to take it back is over. A lead can overturn it."),
    "done": _("It is in effect already."),
    "scheduled": _("Somebody has agreed already."),
    "cancelled": _("It was withdrawn before it took effect."),
    "no_effect": _("It has no effect of its own that could be taken back."),
}
LOCATIONS: dict[str, Promise] = {
    "head": _("at the head"),
    "body": _("within the text"),
    "tail": _("at the end"),
    "caption": _("in a caption"),
    "element": _("in its own box"),
}
ATTRIBUTIONS: dict[str, Promise] = {
    "named_person": _("named person"),
    "named_institution": _("named institution"),
    "named_outlet": _("named outlet"),
    "institution_anonymous": _("institution, nameless person"),
    "anonymous": _("anonymous"),
    "unspecified": _("unspecified"),
}
# Who can be looked up; the others are what a moderator should notice.
NAMELESS = frozenset({"anonymous", "unspecified"})
VISIBILITY: dict[str, Promise] = {
    "visible": pgettext_lazy("visibility", "visible"),
    "hidden": pgettext_lazy("visibility", "hidden"),
    "tiny": pgettext_lazy("visibility", "tiny"),
    "off_screen": pgettext_lazy("visibility", "off the screen"),
    "low_contrast": pgettext_lazy("visibility", "hardly any contrast"),
    "far": pgettext_lazy("visibility", "far from the text"),
    "unknown": pgettext_lazy("visibility", "visibility unknown"),
}
# What a reader cannot be expected to see.
UNSEEN = frozenset({"hidden", "tiny", "off_screen", "low_contrast", "far"})
# The three states of an AI label, after Art. 6 of the labelling measures, worst first; and the copies without one.
AI_STATES: dict[str, Promise] = {
    "yes": pgettext_lazy("AI label", "yes"),
    "possible": pgettext_lazy("AI label", "possibly"),
    "suspected": pgettext_lazy("AI label", "suspected"),
    "none_found": _("no label in the copy examined"),
    "unreadable": _("unreadable"),
}
# What a template yields, and why a page is unreadable.
YIELDS: dict[str, Promise] = {
    "template": _("the platform's own layout"),
    "source": _("source"),
    "account_id": _("account id"),
    "published_at": _("publish time"),
    "disclaimers": _("disclaimers"),
    "recommendations": _("recommendations"),
    "comment_count": _("number of comments"),
}
UNREADABLE: dict[str, Promise] = {
    "not_text": _("not text: a picture, an archive or other data"),
    "bad_charset": _("no known encoding yields text"),
    "too_deep": _("nested too deep"),
    "too_large": _("longer than is read"),
    "no_article": _("no headline and body in it"),
}
STALE: dict[str, Promise] = {
    "changed": _("The item changed while you were looking at it. Nothing was decided."),
    "decided": _("The item was decided meanwhile. Your decision was not made."),
    "claimed": _("Somebody else holds the item now. Your decision was not made."),
    "on_hold": _("A lead holds the item back. Your decision was not made."),
    "handed_over": _("The item was handed to somebody else. Your decision was not made."),
}
REFUSED: dict[str, Promise] = {
    "changed": _("changed since the preview"),
    "decided": _("decided meanwhile"),
    "claimed": _("held by somebody"),
    "on_hold": _("on hold"),
    "handed_over": _("handed to somebody else"),
    "appeal_open": _("an appeal waits there"),
    "already_escalated": _("with the leads already"),
    "forbidden": _("not yours to decide"),
    "overturned": _("taken back already"),
}


def word(table: dict[str, Promise], code: str) -> str:
    """The word for `code` in the reader's language."""
    return str(table.get(code, code))
