"""What kind of text an article is."""

from __future__ import annotations

from dataclasses import dataclass

from articles.vocabulary.term import Family, Term


@dataclass(frozen=True, eq=False, repr=False)
class Kind(Term):
    """`needs_source`: a text of this kind needs a source label, whatever it is about.

    The notice on self-media of July 2023 (third item) names current affairs at home and abroad, public policy and
    social events: an event, a measure or a claim of fact about the public world, at a time and place.
    """

    needs_source: bool = False


KINDS: Family[Kind] = Family(
    "kind",
    "文章类型",
    "kind of text",
    [
        Kind("news", "新闻", "news", "新闻：公共事件、措施或事实", "news of the public world", needs_source=True),
        Kind("coverage", "文体产品报道", "coverage", "赛事、娱乐或产品的报道", "sport, show business or products"),
        Kind("opinion", "评论随笔", "opinion", "评论、随笔、个人帖子", "comment, essay or personal post"),
        Kind("service", "服务知识", "service", "办事指南、做法、科普", "how-to, guide or general knowledge"),
        Kind("fiction", "故事", "fiction"),
        Kind("joke", "笑话", "joke"),
        Kind("advertising", "广告", "advertising"),
        Kind("furniture", "页面文字", "page furniture", "页面自身的文字，没有文章", "words of the page itself"),
    ],
)
