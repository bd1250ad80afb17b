"""One rule: its versions and their differences, what it matched, its steps, and writing the next version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from articles.models.codes import word_of
from moderation.console.access import console_view, user_of
from moderation.console.header import header
from moderation.console.rules.forms import RuleForm
from moderation.console.rules.pages import UNKNOWN_HELP, fact_rows, rule_rows, version_rows
from moderation.console.rules.words import place_of
from moderation.console.views.routing.rules import EDIT, SEE
from moderation.models import PhraseBank, Proposal, Rule, RuleMatch, RuleVersion
from moderation.oversight.proposing import ProposalRefused
from moderation.queue.access import hidden_articles
from moderation.routing import lifecycle
from moderation.routing.editing.drafts import InvalidRule, write
from moderation.routing.editing.transfer import draft_of
from moderation.routing.gates import StepRefused
from moderation.routing.trials import backtests
from moderation.vocabulary.proposals import PROPOSAL_REFUSALS
from moderation.vocabulary.refusals import STEP_REFUSALS

SHOWN = 20


@console_view(SEE)
@require_GET
def rule_page(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Shows one rule. Raises Http404."""
    user = user_of(request)
    rule = get_object_or_404(Rule.objects.select_related("live__queue", "shadow__queue"), pk=rule_id)
    matches = RuleMatch.objects.filter(version__rule=rule).select_related("article_version", "version", "decision")
    hidden = hidden_articles(user, "article")
    matches = matches if hidden is None else matches.exclude(hidden)
    context = {
        "row": rule_rows([rule])[0],
        "rule": rule,
        "versions": version_rows(rule),
        "matches": matches.defer("article_version__extraction")[:SHOWN],
        "alarms": list(rule.alarms.all()[:SHOWN]),
        "changes": list(rule.changes.select_related("version", "by")[:SHOWN]),
        "before": lifecycle.previous_live(rule),
        "may_edit": user.has_perm(EDIT),
        "may_switch": user.has_perm("moderation.switch_rule"),
        "may_test": user.has_perm("moderation.add_backtest"),
        **header(user, "rules"),
    }
    return render(request, "moderation/console/rule.html", context)


@console_view(EDIT)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new rule."""
    return _edit(request, None)


@console_view(EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, rule_id: int) -> HttpResponse:
    """The next version of a rule. Raises Http404."""
    return _edit(request, get_object_or_404(Rule, pk=rule_id))


@console_view(EDIT)
@require_POST
def step(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Rolls a rule back, retires it, or lets it decide. Raises Http404."""
    user = user_of(request)
    steps: dict[str, Callable[[], object]] = {
        "roll_back": lambda: lifecycle.roll_back(user, rule_id),
        "retire": lambda: lifecycle.retire(user, rule_id),
        "switch_on": lambda: lifecycle.switch(user, rule_id, on=True),
        "switch_off": lambda: lifecycle.switch(user, rule_id, on=False),
    }
    return _take(request, steps, get_object_or_404(Rule, pk=rule_id).pk)


@console_view(EDIT)
@require_POST
def version_step(request: HttpRequest, version_id: int) -> HttpResponse:
    """Backtests a version, puts it into shadow or live, or resumes it after a stop. Raises Http404."""
    user = user_of(request)
    version = get_object_or_404(RuleVersion, pk=version_id)
    if request.POST.get("step") == "backtest":
        try:
            return redirect("console:backtest", backtests.start(user, version.pk).pk)
        except StepRefused as error:
            messages.error(request, word_of(STEP_REFUSALS, error.code, long=True))
            return redirect("console:rule", version.rule_id)
    steps: dict[str, Callable[[], object]] = {
        "shadow": lambda: lifecycle.to_shadow(user, version.pk),
        "live": lambda: lifecycle.go_live(user, version.pk, request.POST.get("why", "")),
        "resume": lambda: lifecycle.resume(user, version.pk),
    }
    return _take(request, steps, version.rule_id)


def _take(request: HttpRequest, steps: dict[str, Callable[[], object]], rule_id: int) -> HttpResponse:
    act = steps.get(request.POST.get("step", ""))
    if act is None:
        raise Http404
    try:
        done = act()
    except StepRefused as error:
        messages.error(request, word_of(STEP_REFUSALS, error.code, long=True))
    except ProposalRefused as error:
        messages.error(request, word_of(PROPOSAL_REFUSALS, error.code, long=True))
    else:
        if isinstance(done, Proposal):
            messages.warning(request, _("A second lead has to confirm this. It is not in effect yet."))
            return redirect("console:proposals")
        messages.success(request, _("Done. It counts from the next article on."))
    return redirect("console:rule", rule_id)


def _edit(request: HttpRequest, rule: Rule | None) -> HttpResponse:
    user = user_of(request)
    code = rule.code if rule else ""
    if request.method == "POST":
        form = RuleForm(request.POST, code=code)
        if form.is_valid():
            try:
                version = write(user, form.draft(), new=rule is None)
            except InvalidRule as error:
                form.refuse(error)
            else:
                messages.success(
                    request, _("Version %(n)s is kept. It does not run yet: test it.") % {"n": version.number}
                )
                return redirect("console:rule", version.rule_id)
    else:
        latest = rule.versions.select_related("rule", "queue").first() if rule else None
        form = RuleForm(initial={**asdict(draft_of(latest)), "note": ""} if latest else None, code=code)
    failed = form.error_at
    context = {
        "form": form,
        "rule": rule,
        "place": place_of(failed_text(form), failed.error) if failed and failed.error else None,
        "facts": fact_rows(get_language() or ""),
        "unknown_help": UNKNOWN_HELP,
        "banks": PhraseBank.objects.select_related("current"),
        **header(user, "rules"),
    }
    status = 422 if form.errors else 200
    return render(request, "moderation/console/rule_edit.html", context, status=status)


def failed_text(form: RuleForm) -> str:
    """The expression as it was checked."""
    return str(form.cleaned_data.get("expression") or form.data.get("expression", "").strip())
