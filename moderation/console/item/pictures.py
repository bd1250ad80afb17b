"""The same picture in other articles, in words: pictures themselves are never loaded for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import ArticleVersion
from articles.models.codes import word_of
from articles.provenance.stored.hash_banks import banks_record
from articles.provenance.stored.pictures import SeenPicture, same_pictures
from articles.vocabulary.hash_banks import SIGNAL_CATEGORIES
from moderation.queue.access import hidden_among

SHOWN = 5


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture of the article, counted from 1, and where else it stands."""

    number: int
    is_earlier: bool
    sentence: str
    source: str


def pictures_shown(version: ArticleVersion, user: User) -> list[ShownPicture]:
    """Return where else the article's pictures stand, earlier articles first, at most 5; hidden ones are left out."""
    seen = same_pictures(version)
    hidden = hidden_among(user, {each.other.pk for each in seen})
    return [_shown(each) for each in seen if each.other.pk not in hidden][:SHOWN]


def banks_shown(version: ArticleVersion) -> list[tuple[int, str]]:
    """Return which hash banks hold which picture, counted from 1, in words, at most 5; one query."""
    return [
        (
            each["position"] + 1,
            _("This picture is in the bank “%(bank)s” (%(category)s; %(bits)d of 256 bits differ)")
            % {
                "bank": each["bank"],
                "category": word_of(SIGNAL_CATEGORIES, each["category"]),
                "bits": each["distance"],
            },
        )
        for each in banks_record(version)[:SHOWN]
    ]


def _shown(seen: SeenPicture) -> ShownPicture:
    current = seen.other.current
    at = current.published_at if current else None
    words = {
        "headline": current.headline if current else "",
        "day": timezone.localtime(at).strftime("%Y-%m-%d") if at else "",
    }
    if seen.is_earlier:
        sentence = _("Published on %(day)s already, in “%(headline)s”") % words
    elif seen.is_earlier is None:
        sentence = _("Also in “%(headline)s”; which came first is not known") % words
    else:
        sentence = _("Later, on %(day)s, in “%(headline)s”") % words
    return ShownPicture(seen.position + 1, bool(seen.is_earlier), sentence, str(seen.other.source or ""))
