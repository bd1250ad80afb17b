"""One act for many articles of a story: what will happen to each, then one run that can be undone as a whole."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Story
from articles.models.codes import word_of
from articles.provenance.stored.story.record import followed
from moderation.console import listing
from moderation.console.access import console_view, user_of
from moderation.console.forms import DecisionForm
from moderation.console.header import header
from moderation.console.item.chips import chips
from moderation.console.item.presets import proposed_form
from moderation.console.story.shown import Told, story_shown
from moderation.console.views.items.bulk import beginning, versions_of
from moderation.decisions import InvalidDecision, bulk
from moderation.models import ActRule, QueueItem
from moderation.vocabulary import acts
from moderation.vocabulary.refusals import REFUSALS

DECIDE = "moderation.decide_queueitem"


@console_view(DECIDE)
@require_POST
def look(request: HttpRequest, story_id: int) -> HttpResponse:
    """Shows what one act would do to each chosen article, before anything happens. Raises Http404."""
    story = _load(story_id)
    chosen = {int(pk) for pk in request.POST.getlist("item")[: settings.BULK_CAP] if pk.isdecimal() and len(pk) < 19}
    told = [each for each in story_shown(story, user_of(request)).told if each.article.pk in chosen]
    return _preview(request, story, told, _proposed(told))


@console_view(DECIDE)
@require_POST
def start(request: HttpRequest, story_id: int) -> HttpResponse:
    """Starts the run over the previewed items; if refused, shows the preview again with the input."""
    story = _load(story_id)
    form = DecisionForm({**request.POST.dict(), "version": 1})
    wanted = versions_of(request)
    ids = {item for item, _ in wanted}
    told = [each for each in story_shown(story, user_of(request)).told if each.item and each.item.pk in ids]
    may_take = {each.item.pk for each in told if each.item is not None and not each.must_be_judged}
    if form.is_valid():
        data = form.cleaned_data
        exceptions = {item: act for item in ids if (act := request.POST.get(f"act-{item}", ""))}
        shows_label = any(acts.ACTS[act].shows_label for act in {data["act"], *exceptions.values()} & set(acts.ACTS))
        try:
            run = bulk.start(
                user_of(request),
                [(item, version) for item, version in wanted if item in may_take],
                act=data["act"],
                clause=data["clause"] if exceptions else form.clause_of_act,
                note=data["note"],
                label=data["label"] if shows_label else "",
                story=story,
                exceptions=exceptions,
            )
        except InvalidDecision as error:
            form.refuse(error)
        else:
            return redirect("console:bulk-run", run.pk)
    return _preview(request, story, told, form, status=422)


def _load(story_id: int) -> Story:
    found = followed(story_id)
    if found is None or not found.articles:
        raise Http404
    return found


def _proposed(told: list[Told]) -> DecisionForm:
    """A form with the act's clause and label of the latest decision on one of these texts, if there is one."""
    found = next((each.item for each in told if each.may_take), None)
    decided = [each.decided for each in told if each.decided is not None]
    latest = max(decided, key=lambda decision: (decision.created_at, decision.pk), default=None)
    return DecisionForm() if found is None else proposed_form(found, latest)


def _preview(
    request: HttpRequest, story: Story, told: list[Told], form: DecisionForm, status: int = 200
) -> HttpResponse:
    user = user_of(request)
    cap = bulk.cap_of(user)
    free = [each.item.pk for each in told if each.may_take and each.item is not None]
    items = {item.pk: item for item in listing.with_rows(QueueItem.objects.filter(pk__in=free[:cap]))}
    left = [
        (each, str(each.decided) if each.decided else word_of(REFUSALS, each.standing.refusal or "must_be_judged"))
        for each in told
        if not each.may_take
    ]
    if not items:
        messages.warning(request, _("None of the chosen articles can be decided now."))
        return redirect("console:story", story.pk)
    if not bulk.may_start(user, story):
        raise PermissionDenied("deciding needs the moderator role")
    seconds = ActRule.objects.filter(second_person=True).values_list("act", "source")
    context = {
        "story": story,
        "rows": [(items[pk], chips(items[pk].reasons.all()), beginning(items[pk])) for pk in free if pk in items],
        "count": len(free),
        "cap": cap,
        "left": left,
        "seconds": sorted({act for act, source in seconds if source is None}),
        "form": form,
        "acts": acts.ACTS,
        **header(user, "stories"),
    }
    return render(request, "moderation/console/bulk.html", context, status=status)
