"""What an article is about."""

from __future__ import annotations

from dataclasses import dataclass

from articles.vocabulary.term import Family, Term


@dataclass(frozen=True, eq=False, repr=False)
class Topic(Term):
    """`is_news`: whatever is written on it needs a source label.

    The notice on self-media of July 2023 (third item) names current affairs at home and abroad, public policy and
    social events. An economy article counts when it speaks of policy: its text decides, not its topic.
    """

    is_news: bool = False


TOPICS: Family[Topic] = Family(
    "topic",
    "主题",
    "topic",
    [
        Topic("news_politics", "时政", "news and politics", is_news=True),
        Topic("economy", "财经", "economy"),
        Topic("society_incident", "社会事件", "social events", is_news=True),
        Topic("military", "军事", "military", is_news=True),
        Topic("international", "国际", "international", is_news=True),
        Topic("entertainment", "娱乐", "entertainment"),
        Topic("sport", "体育", "sport"),
        Topic("technology", "科技", "technology"),
        Topic("life", "生活", "life"),
        Topic("other", "其他", "other"),
    ],
)
