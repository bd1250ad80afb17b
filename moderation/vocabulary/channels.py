"""The ways a decision comes, and who made it as authors and authorities are told."""

from __future__ import annotations

from dataclasses import dataclass

from articles.vocabulary.term import Family, Term


@dataclass(frozen=True, eq=False, repr=False)
class Channel(Term):
    """The long words are for authorities. `is_automatic`: no person made the decision."""

    is_automatic: bool = False


CHANNELS: Family[Channel] = Family("channel", "处理方式", "channel of a decision")
CONSOLE = CHANNELS.add(Channel("console", "工作台", "console", "人工（工作台）", "by a person (console)"))
API = CHANNELS.add(Channel("api", "API", "API", "人工（API）", "by a person (API)"))
BULK = CHANNELS.add(Channel("bulk", "批量", "bulk", "人工（批量）", "by a person (in bulk)"))
APPEAL = CHANNELS.add(Channel("appeal", "申诉", "appeal", "人工（申诉复核）", "by a person (appeal)"))
RULE = CHANNELS.add(
    Channel("rule", "分流规则", "routing rule", "规则自动处理", "automatic (routing rule)", is_automatic=True)
)


BUILT_IN_RULES: Family[Term] = Family("built_in_rule", "内置规则", "built-in rule")
COPIES_FOLLOW = BUILT_IN_RULES.add(Term("copies-follow", "同文沿用处理", "copies follow the decision on their text"))


@dataclass(frozen=True, eq=False, repr=False)
class Maker(Term):
    """Who made a decision. The long words are sentences of the notice to the author; `{rules}` names the rules.

    `is_automatic`: a routing rule made the decision. `eu_automation` is the EU database's value.
    """

    is_automatic: bool = False
    eu_automation: str = "AUTOMATED_DECISION_NOT_AUTOMATED"


MAKERS: Family[Maker] = Family("maker", "由谁作出", "who made a decision")
PERSON = MAKERS.add(
    Maker(
        "person",
        "审核员",
        "a moderator",
        "本决定由审核员作出，未使用自动化决定。",
        "A moderator decided; no decision was automated.",
    )
)
PERSON_AFTER_RULE = MAKERS.add(
    Maker(
        "person_after_rule",
        "审核员（规则送审）",
        "a moderator, after a rule",
        "本文由平台规则{rules}送交审核；决定由审核员作出，未使用自动化决定。",
        "The platform's rule {rules} put the article before a moderator. "
        "The moderator decided; no decision was automated.",
    )
)
RULE_AND_PERSON = MAKERS.add(
    Maker(
        "rule_and_person",
        "规则，经审核员同意",
        "a rule, with a moderator's consent",
        "本决定由平台规则{rules}自动作出，生效前经一位审核员同意。",
        "The platform's rule {rules} decided automatically; a moderator agreed before the decision took effect.",
        is_automatic=True,
        eu_automation="AUTOMATED_DECISION_PARTIALLY",
    )
)
RULE_ALONE = MAKERS.add(
    Maker(
        "rule_alone",
        "规则",
        "a rule",
        "本决定由平台规则{rules}自动作出，作出时没有人工参与。",
        "The platform's rule {rules} decided automatically; no person took part.",
        is_automatic=True,
        eu_automation="AUTOMATED_DECISION_FULLY",
    )
)
