"""The first two columns of an item: the article and our evidence, without any decision on the article."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from articles.models import ArticleVersion, KnownClaim, ProtectedOriginal, SourceReply
from articles.models.codes import word_of
from articles.vocabulary.citations import ATTRIBUTIONS
from articles.vocabulary.reading import UNREAD
from articles.vocabulary.scores import SIGNAL
from moderation.console.access import user_of
from moderation.console.item import declared, findings, scores
from moderation.console.item.article_column import ArticleColumn
from moderation.console.item.chips import chips
from moderation.console.item.copies import copies_of, latest_on_same_text
from moderation.console.item.known_claims import claim_shown
from moderation.console.item.passages import passages_of
from moderation.console.item.pictures import banks_shown, pictures_shown
from moderation.console.item.retellings import retellings_shown
from moderation.console.item.story_line import story_line
from moderation.console.item.topics import shown_topic
from moderation.curation.known_claims import EDIT as EDIT_CLAIMS
from moderation.curation.known_claims import decision_against
from moderation.curation.originals import LEAD
from moderation.models import Preference, QueueItem

# Copies beside the article; its provenance page lists the others.
SHOWN_COPIES = 5
SHOWN_RETELLINGS = 3
SHOWN_REPLIES = 2


def evidence_context(request: HttpRequest, item: QueueItem, *, is_blind: bool = False) -> dict[str, Any]:
    """The context of `_article.html` and `_evidence.html`, for an item that `screen.load` loaded.

    `is_blind`: the reader judges without knowing what others decided, here or on a copy.
    """
    protected = ProtectedOriginal.objects.filter(article=item.article_id)
    return {
        **version_context(request, item.article_version, is_blind=is_blind),
        "item": item,
        "chips": chips(item.reasons.all()),
        "place": reverse("console:item", args=[item.pk]),
        "may_add_claim": not is_blind
        and user_of(request).has_perm(EDIT_CLAIMS)
        and decision_against(item) is not None
        and not KnownClaim.objects.filter(article=item.article_id).exists(),
        "is_protected": protected.exists() if user_of(request).has_perm(LEAD) else None,
    }


def version_context(request: HttpRequest, version: ArticleVersion, *, is_blind: bool = False) -> dict[str, Any]:
    """What is known of an article version, queued or not: all of the above but its item.

    Whoever calls it adds `place`, the address below which the pages about it stand, and `chips`.
    """
    source = version.article.source
    copies = copies_of(version, user_of(request), decisions=not is_blind)
    found = findings.shown(list(version.findings.all()), user_of(request))
    preference = Preference.objects.filter(user=user_of(request)).first()
    return {
        "version": version,
        "extracted": version.extracted,
        "column": ArticleColumn(version, found, passages_of(version.article_id, copies)),
        "findings": found,
        "topic": shown_topic(version),
        "has_signals": any(score.name == SIGNAL for score in version.scores.all()),
        "scores": scores.all_shown(list(version.scores.all())),
        "source_now": getattr(source, "reliability", None),
        "replies": list(SourceReply.objects.filter(source=version.article.source_id)[:SHOWN_REPLIES]),
        "declared": declared.lines(version),
        "attributions": [
            (row, word_of(ATTRIBUTIONS, row.kind), not ATTRIBUTIONS[row.kind].is_named)
            for row in version.attributions.all()
        ],
        "unread": [word_of(UNREAD, code, long=True) for code, _, _ in version.unread or ()],
        "copies": copies[:SHOWN_COPIES],
        "copy_decided": latest_on_same_text(copies),
        "retellings": retellings_shown(version, user_of(request))[:SHOWN_RETELLINGS],
        "same_pictures": pictures_shown(version, user_of(request)),
        "picture_banks": banks_shown(version),
        "similar": claim_shown(version, user_of(request), is_blind=is_blind),
        # The story shows what was decided on its articles.
        "story_line": None if is_blind else story_line(version.article),
        "pictures": preference.pictures if preference else Preference.Pictures.NONE.value,
        "picture_choices": Preference.Pictures.choices,
    }
