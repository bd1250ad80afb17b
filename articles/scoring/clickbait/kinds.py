"""The kind of a Chinese headline: what sort of promise it makes, whatever its topic."""

from __future__ import annotations

import re
from collections.abc import Collection

from articles.vocabulary import headlines
from articles.vocabulary.term import Term

_BULLETIN = re.compile(
    r"(?:公告|决议|纪要|公示|通告|简报|实录|名单|成绩|赛程|报价|开盘|收盘|收评|早报|晚报|招标|中标|任命|当选|首发)$"
    r"|^(?:快讯|简讯|图文):|\((?:图|组图)\)$|股份有限公司"
)
_JOKE = re.compile(r"笑话|段子|搞笑|爆笑|笑[死喷哭]|幽默|神回复|糗事|脑筋急转弯|逗[比乐死]|囧")
_GAME = re.compile(r"^(?:dnf|lol|cf|dota|王者荣耀|英雄联盟|绝地求生|刺激战场|阴阳师|海贼王|火影|武林外传)")
# “Somebody: what was said”, or a sentence that begins with what somebody said.
_QUOTE = re.compile(r"^(?:[^,!?:。]{2,12}:|[“\"][^”\"]{4,}[”\"])")


def headline_kind(text: str, cued: Collection[str]) -> Term:
    """Return the kind of a headline as `headline_text` reads it; `cued` are the cue families found in it.

    The first kind that fits, in the order below.
    """
    if "debunk" in cued:
        return headlines.DEBUNK
    if _BULLETIN.search(text):
        return headlines.BULLETIN
    if "service" in cued:
        return headlines.SERVICE
    if _GAME.search(text):
        return headlines.GAME
    if "asking" in cued and text.rstrip().endswith(("?", "吗", "呢")):
        return headlines.QUESTION
    if "number_list" in cued:
        return headlines.LISTICLE
    if _JOKE.search(text):
        return headlines.JOKE
    return headlines.QUOTE if _QUOTE.search(text) else headlines.STATEMENT
