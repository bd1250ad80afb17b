"""Why an act on an item or a decision is refused: in a list, to the person who tried, and to an API client."""

from __future__ import annotations

from dataclasses import dataclass

from articles.vocabulary.term import Family, Term


@dataclass(frozen=True, eq=False, repr=False)
class Refusal(Term):
    """The short words stand in lists, the long ones are a sentence to the person whose act it was.

    `detail` is the sentence of the API's 409, whose code begins with `item_` or `cannot_appeal_` and ends with this
    code; empty for what the API does not answer.
    """

    detail: str = ""


REFUSALS: Family[Refusal] = Family("refusal", "未能处理的原因", "why an act is refused")

# The item is not what its moderator saw, or somebody else's.
CHANGED = REFUSALS.add(
    Refusal(
        "changed",
        "期间有变化",
        "changed meanwhile",
        "您查看期间该条有变化，尚未作出处理。",
        "The item changed while you were looking at it. Nothing was decided.",
        "the item has changed since; look at it again and decide on its current version",
    )
)
DECIDED = REFUSALS.add(
    Refusal(
        "decided",
        "期间已处理",
        "decided meanwhile",
        "该条已被他人处理，您的处理没有提交。",
        "The item was decided meanwhile. Your decision was not made.",
        "the item is decided already",
    )
)
WITHDRAWN = REFUSALS.add(
    Refusal(
        "withdrawn",
        "已撤稿",
        "article withdrawn",
        "平台已撤下这篇文章，该条无需处理。",
        "The platform withdrew the article. Nothing need be decided.",
        "the platform withdrew the article; nothing need be decided, take another item",
    )
)
CLAIMED = REFUSALS.add(
    Refusal(
        "claimed",
        "被他人领取",
        "held by somebody",
        "该条现由他人领取，您的处理没有提交。",
        "Somebody else holds the item now. Your decision was not made.",
        "somebody else holds the item",
    )
)
ON_HOLD = REFUSALS.add(
    Refusal(
        "on_hold",
        "已暂缓",
        "on hold",
        "负责人已暂缓该条，您的处理没有提交。",
        "A lead holds the item back. Your decision was not made.",
        "a lead keeps the item on hold; take another one",
    )
)
HANDED_OVER = REFUSALS.add(
    Refusal(
        "handed_over",
        "已转交他人",
        "handed to somebody else",
        "该条已转交他人，您的处理没有提交。",
        "The item was handed to somebody else. Your decision was not made.",
        "a lead has handed the item to somebody else; take another one",
    )
)
NOT_HELD = REFUSALS.add(
    Refusal(
        "not_held",
        "未被领取",
        "held by nobody",
        "该条已不在您名下，请重新领取。",
        "You do not hold the item any more. Claim it again.",
        "nobody holds the item, or not any more: claim it, or name the moderator",
    )
)

# The decision is past what was asked of it.
OVERTURNED = REFUSALS.add(
    Refusal("overturned", "已撤销", "taken back already", "该处理已经撤销。", "This decision was taken back already.")
)
TOO_LATE = REFUSALS.add(
    Refusal(
        "too_late",
        "已过撤回时限",
        "too late to take back",
        "已过撤回时限，可由负责人撤销。",
        "The time to take it back is over. A lead can overturn it.",
    )
)
DONE = REFUSALS.add(Refusal("done", "已生效", "in effect already", "该处理已经生效。", "It is in effect already."))
SCHEDULED = REFUSALS.add(
    Refusal("scheduled", "已有人同意", "agreed to already", "已有人同意该处理。", "Somebody has agreed already.")
)
CANCELLED = REFUSALS.add(
    Refusal(
        "cancelled",
        "生效前已撤回",
        "withdrawn before it took effect",
        "该处理在生效前已撤回。",
        "It was withdrawn before it took effect.",
    )
)
NO_EFFECT = REFUSALS.add(
    Refusal(
        "no_effect",
        "没有可撤销的效果",
        "nothing to take back",
        "该处理本身没有可以撤销的效果。",
        "It has no effect of its own that could be taken back.",
    )
)
REVIEWED = REFUSALS.add(
    Refusal("reviewed", "已复核", "reviewed already", "该处理已经复核过。", "Somebody has reviewed it already.")
)

# The act does not fit the item, or the person.
APPEAL_OPEN = REFUSALS.add(
    Refusal(
        "appeal_open",
        "有申诉待处理",
        "an appeal waits there",
        "该条有申诉待处理：请先维持或撤销原处理。",
        "An appeal waits here: uphold or overturn it first.",
    )
)
AWAITS_SECOND = REFUSALS.add(
    Refusal(
        "awaits_second",
        "待第二人",
        "awaits a second person",
        "该文的处理正待第二人确认。",
        "A decision on it awaits a second person.",
    )
)
NOT_QUEUED = REFUSALS.add(
    Refusal("not_queued", "未入队", "not queued", "该文没有待处理的条目。", "The article has no open item.")
)
MUST_BE_JUDGED = REFUSALS.add(
    Refusal(
        "must_be_judged",
        "先判断是否改写",
        "to be judged first",
        "可能改写：请先逐句对照并判断。",
        "Possibly reworded: lay the texts side by side and judge first.",
    )
)
ALREADY_DECIDED = REFUSALS.add(
    Refusal("already_decided", "已处理", "decided already", "该文已处理。", "The article is decided already.")
)
ALREADY_ESCALATED = REFUSALS.add(
    Refusal(
        "already_escalated",
        "已上报",
        "with the leads already",
        "该条已经上报。",
        "The item is with the leads already.",
    )
)
FORBIDDEN = REFUSALS.add(
    Refusal(
        "forbidden",
        "无权处理",
        "not yours to decide",
        "该条不归您处理。",
        "This item is not yours to decide.",
    )
)
ASKED_BY_RULE = REFUSALS.add(
    Refusal(
        "asked_by_rule",
        "规则要求加注标签",
        "a rule asks for a label",
        "分流规则要求在此加注标签：请选择“加注标签”和规则指定的标签。",
        "A routing rule asks for a label here: choose “label” with the label it names.",
    )
)
AGAINST_RULE = REFUSALS.add(
    Refusal(
        "against_rule",
        "与规则要求不符，须说明",
        "a rule asks for a label: say why not",
        "分流规则要求在此加注标签：请在备注中说明为何不需要。",
        "A routing rule asks for a label here: say in the note why it is not needed.",
    )
)
NOT_FOR_ACT = REFUSALS.add(
    Refusal(
        "not_for_act",
        "该处理不带标签",
        "the act shows no label",
        "这种处理不带标签：请去掉标签，或选择“加注标签”。",
        "This act shows no label: leave the label out, or choose “label”.",
    )
)
REQUIRED = REFUSALS.add(
    Refusal(
        "required", "缺少必填内容", "something is missing", "有必填内容未填写。", "Something that is needed is missing."
    )
)
UNKNOWN = REFUSALS.add(
    Refusal(
        "unknown",
        "所选内容不存在",
        "no such choice",
        "所选内容不存在或已失效。",
        "What was chosen does not exist, or is no longer in force.",
    )
)
TOO_LONG = REFUSALS.add(
    Refusal(
        "too_long",
        "备注过长",
        "note too long",
        "备注过长：最多 10,000 字。",
        "The note is too long: at most 10,000 characters.",
    )
)
COUNT = REFUSALS.add(
    Refusal(
        "count",
        "条数不符",
        "wrong number of items",
        "所选条数不在允许范围内。",
        "The number of chosen items is not allowed.",
    )
)
ARTICLE = REFUSALS.add(
    Refusal("article", "不属于该文章", "of another article", "该条不属于这篇文章。", "This belongs to another article.")
)


# The decision cannot be appealed (any more).
APPEAL_REFUSALS: Family[Refusal] = Family(
    "appeal_refusal",
    "不能申诉的原因",
    "why a decision cannot be appealed",
    [
        Refusal(
            "act",
            "这类处理不能申诉",
            "not this act",
            "只有加注标签、限制推荐或下架可以申诉。",
            "Only decisions to label, limit or remove can be appealed.",
            "only decisions to label, limit or remove can be appealed",
        ),
        Refusal(
            "not_in_effect",
            "尚未生效",
            "not in effect",
            "该处理尚未生效，暂时没有可申诉的内容。",
            "The decision is not in effect: there is nothing to appeal yet.",
            "the decision is not in effect: there is nothing to appeal yet",
        ),
        Refusal(
            "overturned",
            "已撤销",
            "overturned already",
            "该处理已经撤销。",
            "The decision was taken back already.",
            "the decision was taken back already",
        ),
        Refusal(
            "late",
            "已过申诉期限",
            "too late",
            "已过申诉期限。",
            "The time to appeal is over.",
            "the time to appeal is over",
        ),
        Refusal(
            "known",
            "已申诉过",
            "appealed already",
            "该处理已经申诉过。",
            "This decision was appealed already.",
            "this decision was appealed already",
        ),
    ],
)

# A routing rule may not take this step now.
STEP_REFUSALS: Family[Refusal] = Family(
    "step_refusal",
    "规则步骤被拒的原因",
    "why a step of a rule is refused",
    [
        Refusal(
            "no_backtest",
            "缺少回测",
            "no finished backtest",
            "此版本须先完成回测。",
            "This version needs a finished backtest first.",
        ),
        Refusal(
            "matches_all",
            "几乎全部命中",
            "matches nearly every article",
            "回测中几乎匹配所有文章：请收窄条件后重测。",
            "It matches nearly every article of its backtest: narrow it, and test again.",
        ),
        Refusal(
            "no_shadow",
            "未经影子运行",
            "never ran in shadow",
            "请先让此版本影子运行。",
            "Let this version run in shadow first.",
        ),
        Refusal(
            "saw_nothing",
            "影子期内没有文章",
            "saw no article in shadow",
            "影子期内 0 篇：请等待文章到来，或写明上线理由。",
            "It saw no article in shadow: wait for some, or say why it goes live.",
        ),
        Refusal(
            "is_live",
            "已上线",
            "live already",
            "此版本已经上线。",
            "This version is live already.",
        ),
        Refusal(
            "is_retired",
            "已停用",
            "retired already",
            "此规则已经停用。",
            "This rule is retired already.",
        ),
        Refusal(
            "nothing_before",
            "没有更早的上线版本",
            "no earlier live version",
            "此规则没有其他上过线的版本。",
            "No other version of this rule was ever live.",
        ),
        Refusal(
            "not_stopped",
            "未停止",
            "not stopped",
            "此版本没有被停止。",
            "This version is not stopped.",
        ),
        Refusal(
            "no_act",
            "没有可自动作出的处理",
            "nothing to decide",
            "上线的版本没有写自动处理。",
            "The live version says nothing to decide.",
        ),
        Refusal(
            "running",
            "回测进行中",
            "backtest running",
            "此版本已有回测正在进行。",
            "A backtest of this version is running already.",
        ),
        Refusal(
            "no_articles",
            "没有可测试的文章",
            "no articles to test on",
            "还没有可供回测的文章。",
            "There are no assessed articles yet to test on.",
        ),
        Refusal(
            "settled",
            "回测已结束",
            "backtest over",
            "此回测已经结束。",
            "This backtest is over already.",
        ),
    ],
)
