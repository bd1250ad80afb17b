"""The gates that a version must pass before it may run."""

from __future__ import annotations

from django.conf import settings

from moderation.models import Backtest, RuleVersion
from moderation.vocabulary.refusals import STEP_REFUSALS


class StepRefused(Exception):
    """A step that the rule may not take now; `code` is of STEP_REFUSALS."""

    def __init__(self, code: str) -> None:
        self.code = STEP_REFUSALS[code].code
        super().__init__(self.code)


def latest_done(version: RuleVersion) -> Backtest | None:
    """The version's latest finished backtest."""
    return version.backtests.filter(state=Backtest.State.DONE).order_by("-pk").first()


def check_backtested(version: RuleVersion) -> None:
    """Raises StepRefused without a finished backtest of this very version, or when it matched most articles there."""
    backtest = latest_done(version)
    if backtest is None or backtest.result is None:
        raise StepRefused("no_backtest")
    articles, matches = backtest.result["articles"], backtest.result["matches"]
    if articles >= settings.RULE_LEAST_ARTICLES and matches > settings.RULE_MOST_SHARE * articles:
        raise StepRefused("matches_all")
