"""Stories: the list, and one with its articles, decisions and spread."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.models import Story, StoryChange, StoryMember
from articles.provenance.stored.story.record import MOST_CHANGES, followed, members
from articles.provenance.stored.story.record import stories as existing
from articles.vocabulary.stories import RELATIONS
from moderation.console.access import SEE, console_view, user_of
from moderation.console.header import header
from moderation.console.story.shown import preselected, story_shown
from moderation.curation import stories as curation
from moderation.quality.differing import differing
from moderation.queue.access import hidden_among

PAGE = 50
_MOST_LISTED = 5_000
_LOOK_BACK = timedelta(days=30)


@console_view(*SEE)
@require_GET
def stories(request: HttpRequest) -> HttpResponse:
    """Lists stories, the one with the latest article first, or the largest of them (`?order=size`)."""
    user = user_of(request)
    order = "size" if request.GET.get("order") == "size" else "new"
    rows = (
        existing(None).order_by("-articles", "-id") if order == "size" else existing(None).order_by("-last_at", "-id")
    )
    page = Paginator(rows[:_MOST_LISTED], PAGE).get_page(request.GET.get("page"))
    until = timezone.now()
    context = {
        "differing": differing(until - _LOOK_BACK, until) if user.has_perm(curation.LEAD) else [],
        "rows": _with_first(list(page.object_list), user),
        "page": page,
        "order": order,
        **header(user, "stories"),
    }
    return render(request, "moderation/console/stories.html", context)


@console_view(*SEE)
@require_GET
def story(request: HttpRequest, story_id: int) -> HttpResponse:
    """Shows a story; `of` chooses the articles of one text with it, `relation` shows one kind. Raises Http404."""
    user = user_of(request)
    found = _load(story_id)
    if found.pk != story_id:
        return redirect("console:story", found.pk)
    relation = request.GET.get("relation", "")
    if relation and relation not in RELATIONS:
        raise Http404
    whole = story_shown(found, user)
    if not whole.told:
        raise PermissionDenied("every article of this story is hidden from you")
    of = [int(pk) for pk in request.GET.getlist("of")[:PAGE] if pk.isdecimal() and len(pk) < 19]
    told = [each for each in whole.told if not relation or each.relative.relation == relation]
    context: dict[str, Any] = {
        "shown": whole,
        "told": told,
        "relation": relation,
        "of": of,
        "chosen": preselected(whole.told, of),
        "free": sum(each.may_take for each in whole.told),
        "changes": _changes(found),
        "may_lead": user.has_perm(curation.LEAD),
        "may_decide": user.has_perm("moderation.decide_queueitem"),
        **header(user, "stories"),
    }
    return render(request, "moderation/console/story.html", context)


@console_view(curation.LEAD)
@require_POST
def split(request: HttpRequest, story_id: int) -> HttpResponse:
    """Moves the chosen articles to a story of their own, or one out of the story. Raises Http404, PermissionDenied."""
    found = _load(story_id)
    chosen = [int(pk) for pk in request.POST.getlist("article")[:MOST_CHANGES] if pk.isdecimal()]
    try:
        fresh = curation.split_story(user_of(request), found, chosen)
    except ValueError:
        messages.warning(request, _("Choose the articles that tell another event."))
    else:
        messages.success(request, _("Moved: they stay apart from this story."))
        if fresh is not None:
            return redirect("console:story", fresh.pk)
    return redirect("console:story", found.pk)


def _load(story_id: int) -> Story:
    found = followed(story_id)
    if found is None or not found.articles:
        raise Http404
    return found


def _with_first(stories: list[Story], user: User) -> list[tuple[Story, StoryMember | None]]:
    """Each story with the earliest article that this reader may see, among its first ten; one query a story."""
    rows = {story.pk: members(story, most=10) for story in stories}
    unseen = hidden_among(user, {row.article_id for some in rows.values() for row in some})
    return [(story, next((row for row in rows[story.pk] if row.article_id not in unseen), None)) for story in stories]


def _changes(story: Story) -> list[StoryChange]:
    rows = StoryChange.objects.filter(story=story) | StoryChange.objects.filter(other=story)
    rows = rows.exclude(what="joined").select_related("by", "article__current", "other", "story")
    return list(rows.defer("article__current__extraction").order_by("-id")[:20])
