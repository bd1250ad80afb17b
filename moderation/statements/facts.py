"""The facts of a decision, the source of both statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from moderation.models import Decision, Execution, Rule, RuleMatch
from moderation.vocabulary import channels
from moderation.vocabulary.reasons import RULE as RULE_REASON


@dataclass(frozen=True, slots=True)
class Facts:
    """A decision in plain values: no rows, no request, no moderator's name, no internal note.

    `sources` are the kinds of reasons the item had when it was decided; `category` is the EU database's. `rules` are
    the routing rules that put the article before a moderator, or that made the decision, by name: (Chinese, English).
    """

    decision: int
    act: str
    maker: channels.Maker
    rules: tuple[tuple[str, str], ...]
    label: str
    headline: str
    language: str
    code: str
    title_zh: str
    title_en: str
    basis_zh: str
    basis_en: str
    notice_zh: str
    notice_en: str
    category: str
    sources: frozenset[str]
    published_at: datetime | None
    decided_at: datetime
    appeal_days: int


def facts_of(decision: Decision, appeal_days: int) -> Facts:
    """Reads a decision with its clause and version."""
    clause, version = decision.clause, decision.article_version
    reasons = decision.evidence.get("reasons", [])
    named = [str(reason["code"]) for reason in reasons if reason["kind"] == RULE_REASON]
    maker = _maker(decision, bool(named))
    return Facts(
        decision=decision.pk,
        act=decision.act,
        maker=maker,
        rules=_names(_deciding_rule(decision) if maker.is_automatic else named),
        label=decision.label,
        headline=version.headline,
        language=version.language,
        code=clause.code if clause else "",
        title_zh=clause.title_zh if clause else "",
        title_en=clause.title_en if clause else "",
        basis_zh=clause.basis_zh if clause else "",
        basis_en=clause.basis_en if clause else "",
        notice_zh=clause.notice_zh if clause else "",
        notice_en=clause.notice_en if clause else "",
        category=clause.eu_category if clause else "",
        sources=frozenset(str(reason["kind"]) for reason in reasons),
        published_at=version.extracted.published_at,
        decided_at=decision.created_at,
        appeal_days=appeal_days,
    )


def _maker(decision: Decision, has_rule_reason: bool) -> channels.Maker:
    if decision.channel != channels.RULE:
        return channels.PERSON_AFTER_RULE if has_rule_reason else channels.PERSON
    seconded = Execution.objects.filter(decision=decision.pk, approved_by__isnull=False).exists()
    return channels.RULE_AND_PERSON if seconded else channels.RULE_ALONE


def _deciding_rule(decision: Decision) -> list[str]:
    """The code of the rule that decided, from the decision's evidence; before 0.2 only its match names it."""
    kept = decision.evidence.get("details", {}).get("rule")
    if kept:
        return [kept]
    return list(RuleMatch.objects.filter(decision=decision).values_list("version__rule__code", flat=True))


def _names(codes: list[str]) -> tuple[tuple[str, str], ...]:
    """The names of the rules with these codes; a rule is never deleted."""
    if not codes:
        return ()
    built_in = {code: (term.zh, term.en) for code, term in channels.BUILT_IN_RULES.items()}
    names = built_in | {
        code: (zh, en) for code, zh, en in Rule.objects.filter(code__in=codes).values_list("code", "name_zh", "name_en")
    }
    return tuple(names.get(code, (code, code)) for code in dict.fromkeys(codes))
