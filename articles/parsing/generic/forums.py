"""Who wrote the first post of a thread, and when, on pages of usual forum programs (Discuz!, PHPWind, Tieba)."""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from selectolax.lexbor import LexborNode

from articles.parsing.document.page import short_text
from articles.parsing.document.region import upwards
from articles.parsing.times.dates import parse_moment

_POST = '[id^="postmessage_"], #read_tpc, .d_post_content, .topic_content .markdown_body'
_WRITERS = (
    ".pls .authi a, .postauthor .authi a, .readName a, .p_author_name, a.author.xw1, .authi a.xw1, .postinfo cite a, "
    ".louzhu a, .username a, .postauthor cite a"
)
_TIMES = ".post-tail-wrap .tail-info, .p_tail .tail-info"
_REACH = 12
_LONGEST = 30


def writer_of(body: LexborNode) -> str | None:
    """Return the name beside the post that the body is; None for a body that is no post or without one name."""
    if not body.css_matches(_POST):
        return None
    for above in islice(upwards(body), _REACH):
        names = [name for node in above.css(_WRITERS)[:4] if (name := short_text(node))]
        if names:
            return names[0] if 1 < len(names[0]) <= _LONGEST else None
    return None


def time_of(body: LexborNode) -> datetime | None:
    """Return the time below the post that the body is, where the program prints it there."""
    if not body.css_matches(_POST):
        return None
    for above in islice(upwards(body), _REACH):
        times = [moment for node in above.css(_TIMES)[:4] if (moment := parse_moment(short_text(node)))]
        if times:
            return times[0]
    return None
