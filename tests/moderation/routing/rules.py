"""Rules for tests: written, tried, taken through their life by the product's own functions."""

from __future__ import annotations

from moderation.models import Backtest, RuleVersion
from moderation.routing import lifecycle
from moderation.routing.editing.drafts import Draft, write
from moderation.routing.trials import backtests


def draft(expression: str, code: str = "bait", **changes: object) -> Draft:
    values = {
        "code": code, "name_zh": "标题党快讯", "name_en": "Bait in the news", "expression": expression,
        "reason_zh": "规则：标题党", "reason_en": "Rule: bait", **changes,
    }  # fmt: skip
    return Draft(**values)


def backtested(user, version: RuleVersion) -> Backtest:
    """A finished backtest, worked on in this process."""
    backtest = backtests.start(user, version.pk)
    while backtests.work(backtest.pk):
        pass
    backtest.refresh_from_db()
    return backtest


def live(user, expression: str, code: str = "bait", **changes: object) -> RuleVersion:
    """A live rule. There must be an article to test it on."""
    version = write(user, draft(expression, code, **changes))
    assert backtested(user, version).state == "done"
    lifecycle.to_shadow(user, version.pk)
    lifecycle.go_live(user, version.pk, "known from its backtest")
    return version
