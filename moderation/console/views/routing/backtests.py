"""A backtest: its progress, its figures, the articles whose route flips."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from articles.models import Article
from articles.models.codes import word_of
from moderation.console.access import console_view, user_of
from moderation.console.header import header
from moderation.console.rules.pages import fault_sentence
from moderation.models import Backtest, Queue, QueueItem
from moderation.queue.access import hidden_among
from moderation.routing.gates import StepRefused
from moderation.routing.trials import backtests
from moderation.vocabulary.refusals import STEP_REFUSALS

SHOWN = 100


@console_view("moderation.view_backtest")
@require_GET
def backtest_page(request: HttpRequest, backtest_id: int) -> HttpResponse:
    """Shows a backtest as a page or (`?format=json`) as data for the progress bar. Raises Http404."""
    user = user_of(request)
    backtest = get_object_or_404(Backtest.objects.select_related("version__rule", "started_by"), pk=backtest_id)
    done = sum(backtest.chunks.filter(result__isnull=False).values_list("articles", flat=True))
    going = backtest.state == Backtest.State.RUNNING
    if request.GET.get("format") == "json":
        return JsonResponse({"done": done, "total": backtest.articles, "going": going})
    context = {
        "backtest": backtest,
        "version": backtest.version,
        "done": done,
        "going": going,
        "result": backtest.result,
        "match_share": backtest.result["matches"] / max(1, backtest.result["articles"]) if backtest.result else None,
        "flip_count": sum(backtest.result[kind] for kind in ("queued", "unqueued", "moved")) if backtest.result else 0,
        "flips": _flips(backtest, user),
        "shown": SHOWN,
        "failure": fault_sentence(backtest.failed) if backtest.failed else "",
        "may_cancel": going and user.has_perm("moderation.add_backtest"),
        **header(user, "rules"),
    }
    return render(request, "moderation/console/backtest.html", context)


@console_view("moderation.add_backtest")
@require_POST
def cancel(request: HttpRequest, backtest_id: int) -> HttpResponse:
    """Cancels a backtest. Raises Http404."""
    try:
        backtests.cancel(user_of(request), backtest_id)
    except Backtest.DoesNotExist as error:
        raise Http404 from error
    except StepRefused as error:
        messages.warning(request, word_of(STEP_REFUSALS, error.code, long=True))
    return redirect("console:backtest", backtest_id)


def _flips(backtest: Backtest, user: User) -> list[dict[str, object]]:
    """The first flips with their articles: headline, link, route before and after; without hidden articles."""
    flips = (backtest.result or {}).get("flips", [])[:SHOWN]
    names = {queue.code: str(queue) for queue in Queue.objects.all()}
    articles = (
        Article.objects.select_related("current").defer("current__extraction").in_bulk([flip[0] for flip in flips])
    )
    hidden = hidden_among(user, articles)
    articles = {pk: article for pk, article in articles.items() if pk not in hidden}
    items: dict[int, int] = {}
    for article, item in QueueItem.objects.filter(article__in=articles).order_by("pk").values_list("article", "pk"):
        items[article] = item
    return [
        {
            "article": articles[pk],
            "item": items.get(pk),
            "before": names.get(before, before),
            "after": names.get(after, after),
        }
        for pk, before, after in flips
        if pk in articles
    ]
