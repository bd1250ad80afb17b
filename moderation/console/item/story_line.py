"""The story of one article in one line."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.models import Article, StoryMember
from articles.models.codes import word_of
from articles.provenance.stored.story.relations import relatives
from articles.provenance.story.relation import Relative
from articles.vocabulary.stories import RELATIONS


class StoryLine(NamedTuple):
    """The story's id, how many articles it has, and how the article stands to it."""

    story: int
    articles: int
    relation: str


def story_line(article: Article) -> StoryLine | None:
    """Return the line; None for an article of no story. One query, and those of `relatives`."""
    member = StoryMember.objects.filter(article=article).values_list("story", "story__articles").first()
    if member is None:
        return None
    story, articles = member
    return StoryLine(story, articles, relation_words(relatives(story, {article.pk: article})[article.pk]))


def relation_words(relative: Relative) -> str:
    """Return a relation in words, with the share of a copy or the sentences of a rewording."""
    word = word_of(RELATIONS, relative.relation)
    if relative.share is not None:
        return f"{word} {round(100 * relative.share)} %"
    if relative.aligned is not None:
        sentences = _("%(aligned)s of %(sentences)s sentences") % {
            "aligned": relative.aligned,
            "sentences": relative.sentences,
        }
        return f"{word} {sentences}"
    return word
