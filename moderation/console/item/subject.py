"""What a page of evidence is about: the article of a queue item, or an article by itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.models import ArticleVersion
from moderation.console.item import screen
from moderation.console.places import article_page
from moderation.models import QueueItem
from moderation.queue.access import hidden_among


@dataclass(frozen=True, slots=True)
class Subject:
    """The version that is shown, its item if the page was reached through one, and the address of its pages."""

    version: ArticleVersion
    item: QueueItem | None
    place: str

    @property
    def tab(self) -> str:
        """Which tab of the bar is current."""
        if self.item is None:
            return "article"
        return self.item.queue.code if self.item.state == QueueItem.State.OPEN else "decided"


def subject_of(user: User, *, item_id: int | None = None, article_id: int | None = None) -> Subject:
    """The subject that an address names, by item or by article. Raises Http404, PermissionDenied."""
    if item_id is not None:
        item = screen.load(item_id)
        if not screen.may_see(user, item):
            raise PermissionDenied("this item is in a queue of other groups")
        return Subject(item.article_version, item, reverse("console:item", args=[item_id]))
    assert article_id is not None  # noqa: S101 - an address names one of the two
    if hidden_among(user, [article_id]):
        raise PermissionDenied("this article is in a queue of other groups")
    return Subject(screen.load_version(article_id), None, article_page(article_id))
