"""The actions of the audit chain, as `subject.action`; what a decision did is an act of its own family."""

from __future__ import annotations

from collections.abc import Iterable

from articles.vocabulary.term import Family, Term
from moderation.vocabulary.acts import ACTS

AUDIT_ACTIONS: Family[Term] = Family(
    "audit_action",
    "审计动作",
    "action of the audit chain",
    [
        Term("item.taken_over", "接手条目", "item taken over"),
        Term("item.held", "暂缓条目", "item put on hold"),
        Term("item.let_go", "解除暂缓", "hold ended"),
        Term("item.handed_over", "转交条目", "item handed over"),
        Term("execution.approved", "第二人同意", "second person agreed"),
        Term("execution.refused", "第二人退回", "second person refused"),
        Term("execution.in_effect", "处理生效", "decision took effect"),
        Term("appeal.filed", "提交申诉", "appeal filed"),
        Term("appeal.upheld", "申诉：维持原处理", "appeal answered: upheld"),
        Term("appeal.overturned", "申诉：撤销原处理", "appeal answered: overturned"),
        Term("bulk.started", "批量处理开始", "bulk run started"),
        Term("bulk.cancelled", "批量处理取消", "bulk run cancelled"),
        Term("bulk.undone", "批量处理撤回", "bulk run undone"),
        Term("rule.written", "写入规则版本", "rule version written"),
        Term("rule.reordered", "调整规则顺序", "rules reordered"),
        Term("rule.shadow", "规则进入影子", "rule into shadow"),
        Term("rule.live", "规则上线", "rule live"),
        Term("rule.rolled_back", "规则回退", "rule rolled back"),
        Term("rule.retired", "规则停用", "rule retired"),
        Term("rule.stopped", "规则因故停止", "rule stopped by a fault"),
        Term("rule.resumed", "规则恢复运行", "rule resumed"),
        Term("rule.switched_on", "开启自动处理", "automatic decisions switched on"),
        Term("rule.switched_off", "停止自动处理", "automatic decisions switched off"),
        Term("backtest.started", "回测开始", "backtest started"),
        Term("backtest.cancelled", "回测取消", "backtest cancelled"),
        Term("bank.written", "写入词库版本", "phrase bank written"),
        Term("headline_model.promoted", "启用标题模型", "headline model put into use"),
        Term("headline_model.withdrawn", "停用标题模型", "headline model withdrawn"),
        Term("policy.published", "发布规范", "policy published"),
        Term("report.published", "发布周报", "weekly report published"),
        Term("wording.confirmed", "确认声明措辞", "disclaimer wording confirmed"),
        Term("wording.dismissed", "排除声明措辞", "disclaimer wording dismissed"),
        Term("webhook_endpoint.made", "新建接收端", "webhook endpoint made"),
        Term("webhook_endpoint.changed", "修改接收端", "webhook endpoint changed"),
        Term("webhook_endpoint.secret_rotated", "更换接收端密钥", "webhook secret rotated"),
        Term("webhook_endpoint.secret_shown", "查看接收端密钥", "webhook secret shown"),
        Term("webhook_endpoint.enabled", "启用接收端", "webhook endpoint enabled"),
        Term("webhook_endpoint.disabled", "停用接收端", "webhook endpoint disabled"),
        Term("webhook_endpoint.broken", "接收端故障停用", "webhook endpoint broken"),
        Term("webhook_endpoint.recovered", "接收端恢复", "webhook endpoint recovered"),
        Term("webhook_endpoint.removed", "删除接收端", "webhook endpoint removed"),
        Term("webhook_endpoint.tested", "测试接收端", "webhook endpoint tested"),
        Term("webhook_delivery.replayed", "重发消息", "webhook message sent again"),
    ],
)
_DECISION = "decision."


def audit_actions() -> Iterable[Term]:
    """Every action there is, one for each act among them."""
    yield from AUDIT_ACTIONS.terms
    for act in ACTS:
        yield audit_action(f"{_DECISION}{act}")


def audit_action(code: str) -> Term:
    """The action of a code. Raises UnknownTerm for one that nobody has named."""
    if code.startswith(_DECISION):
        act = ACTS[code.removeprefix(_DECISION)]
        return Term(code, f"处理：{act.zh}", f"decision: {act.en}")
    return AUDIT_ACTIONS[code]
