"""The actions of the audit chain, as `subject.action`; what a decision did is an act of its own family."""

from __future__ import annotations

from collections.abc import Iterable

from articles.vocabulary.term import Family, Term
from moderation.vocabulary.acts import ACTS

# Rows that people edit in forms: the model, the first word of its actions, and what it is called.
_ROWS = (
    ("auth.user", "user", "用户", "user"),
    ("auth.group", "group", "用户组", "group"),
    ("moderation.actrule", "act_rule", "处理的规定", "rule for an act"),
    ("moderation.exposurelimit", "exposure_limit", "接触上限", "exposure limit"),
    ("moderation.queue", "queue", "队列", "queue"),
    ("moderation.reportsubscriber", "report_subscriber", "周报订阅人", "report subscriber"),
    ("articles.platform", "platform", "平台", "platform"),
    ("articles.source", "source", "来源", "source"),
    ("articles.listedition", "list_edition", "名单版本", "edition of the source list"),
    ("articles.precisiongate", "precision_gate", "发现的门槛", "gate for findings"),
    ("articles.listentry", "list_entry", "名单条目", "entry of the source list"),
    ("otp_totp.totpdevice", "otp_device", "一次性验证码设备", "device for one-time codes"),
    ("axes.accessattempt", "sign_in_lock", "登录限制记录", "sign-in lock"),
    ("axes.accesslog", "sign_in_log", "登录记录", "sign-in log"),
    ("axes.accessfailurelog", "sign_in_failure", "登录失败记录", "sign-in failure"),
)
_CHANGES = (("made", "新建", "made"), ("changed", "修改", "changed"), ("removed", "删除", "removed"))
# The first word of the actions on rows of a model; rows of any other model have `row`.
RECORDED_ROWS = {model: code for model, code, _zh, _en in _ROWS}

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
        Term("finding.answered", "评判发现", "finding answered right or wrong"),
        Term("retelling.answered", "判断叙述对应", "answer on two tellings"),
        Term("original.protected", "保护原文", "original protected"),
        Term("story.split", "移出事件", "articles taken out of a story"),
        Term("original.unprotected", "取消保护原文", "original no longer protected"),
        Term("finding_precision.registered", "登记发现的准确率", "precision of a finding registered"),
        Term("headline_model.promoted", "启用标题模型", "headline model put into use"),
        Term("headline_model.withdrawn", "停用标题模型", "headline model withdrawn"),
        Term("priority_model.promoted", "启用排序模型", "priority model put into use"),
        Term("priority_dials.set", "修改排序权重", "weights of the queue's order set"),
        Term("scorer.registered", "登记外部评分", "scorer outside registered"),
        Term("scorer.changed", "修改外部评分", "scorer outside changed"),
        Term("scorer.shadow", "外部评分进入影子", "scorer outside into shadow"),
        Term("scorer.live", "外部评分上线", "scorer outside live"),
        Term("scorer.off", "停用外部评分", "scorer outside switched off"),
        Term("scorer.secret_rotated", "更换外部评分密钥", "secret of a scorer outside rotated"),
        Term("scorer.broken", "外部评分故障暂停", "scorer outside broken"),
        Term("scorer.recovered", "外部评分恢复", "scorer outside recovered"),
        Term("policy.published", "发布规范", "policy published"),
        Term("report.published", "发布周报", "weekly report published"),
        Term("article.updated", "平台更正文章的事实", "platform corrected facts of an article"),
        Term("article.withdrawn", "平台撤稿", "platform withdrew an article"),
        Term("article.time_confirmed", "确认发布时间", "time of publication confirmed"),
        Term("article.time_doubted", "撤回发布时间的确认", "time of publication no longer confirmed"),
        Term("article.topic_corrected", "更正文章类型与主题", "kind and topic of an article corrected"),
        Term("wording.confirmed", "确认声明措辞", "disclaimer wording confirmed"),
        Term("declaration.confirmed", "确认作者声明的含义", "meaning of a declaration confirmed"),
        Term("declaration.dismissed", "排除作者声明", "declaration dismissed"),
        Term("wording.dismissed", "排除声明措辞", "disclaimer wording dismissed"),
        Term("source_link.made", "关联账号", "accounts linked"),
        Term("source_link.ended", "解除账号关联", "accounts unlinked"),
        Term("public_text.added", "添加公共文本", "public text added"),
        Term("public_text.withdrawn", "撤回公共文本", "public text withdrawn"),
        Term("public_text.restored", "恢复公共文本", "public text restored"),
        Term("known_claim.imported", "导入已辟谣说法", "known claims imported"),
        Term("known_claim.added", "添加已辟谣说法", "known claim added"),
        Term("known_claim.edited", "修改已辟谣说法", "known claim edited"),
        Term("known_claim.withdrawn", "撤回已辟谣说法", "known claim withdrawn"),
        Term("known_claim.restored", "恢复已辟谣说法", "known claim restored"),
        Term("known_claim.answered", "判断相似说法", "answer on a similar claim"),
        Term("hash_bank.imported", "导入图片哈希库", "hashes imported into a bank"),
        Term("hash_bank.made", "新建图片哈希库", "hash bank made"),
        Term("hash_bank.changed", "修改图片哈希库", "hash bank changed"),
        Term("banked_hash.added", "添加库中哈希", "hash added to a bank"),
        Term("banked_hash.edited", "修改库中哈希", "hash of a bank edited"),
        Term("banked_hash.withdrawn", "撤回库中哈希", "hash of a bank withdrawn"),
        Term("banked_hash.restored", "恢复库中哈希", "hash of a bank restored"),
        Term("user.invited", "邀请用户", "person invited"),
        Term("user.joined", "受邀用户设置密码", "invited person set a password"),
        Term("api_key.made", "新建 API 密钥", "API key made"),
        Term("api_key.changed", "修改 API 密钥", "API key changed"),
        Term("api_key.bound", "API 密钥绑定审核员", "API key bound to a moderator"),
        Term("api_key.unbound", "API 密钥解除绑定", "API key unbound from a moderator"),
        Term("api_key.replaced", "更换 API 密钥", "API key replaced"),
        Term("api_key.revoked", "吊销 API 密钥", "API key revoked"),
        Term("outside_console.registered", "登记外部工作台", "outside console registered"),
        Term("outside_console.changed", "修改外部工作台", "outside console changed"),
        Term("outside_console.secret_replaced", "更换外部工作台密钥", "outside console's secret replaced"),
        Term("person_token.begun", "在外部工作台登录", "sign-in at an outside console"),
        Term("person_token.ended", "外部工作台登录结束", "sign-in at an outside console ended"),
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
        Term("second_factor.enrolled", "启用两步验证", "second factor set up"),
        Term("second_factor.replaced", "更换验证设备", "device of the second factor replaced"),
        Term("second_factor.removed", "停用两步验证", "second factor removed"),
        Term("second_factor.reset", "重置他人的两步验证", "second factor reset by somebody else"),
        Term("second_factor.recovery_code_used", "使用恢复码", "recovery code used"),
        Term("second_factor.recovery_codes_renewed", "重新生成恢复码", "recovery codes made anew"),
        Term("sign_on.signed_in", "统一登录", "signed in through the provider"),
        Term("sign_on.account_made", "统一登录：新建账号", "account made at the first sign-on"),
        Term("sign_on.roles_changed", "统一登录：更新角色", "roles changed at a sign-on"),
        Term("sign_on.linked", "关联统一登录身份", "account linked to the provider"),
        Term("sign_on.unlinked", "解除统一登录关联", "account unlinked from the provider"),
        Term("webhook_delivery.replayed", "重发消息", "webhook message sent again"),
        *(
            Term(f"{code}.{change}", f"{verb_zh}{zh}", f"{en} {verb}")
            for code, zh, en in (*(row[1:] for row in _ROWS), ("row", "后台数据", "row in the administration"))
            for change, verb_zh, verb in _CHANGES
        ),
        Term("user.password_set", "为他人设置密码", "password set by somebody else"),
        Term("user.password_changed", "修改本人密码", "own password changed"),
        Term("proposal.made", "提出放宽改动", "loosening proposed"),
        Term("proposal.confirmed", "确认放宽改动", "loosening confirmed"),
        Term("proposal.refused", "不同意放宽改动", "loosening not confirmed"),
        Term("proposal.withdrawn", "撤回放宽改动", "proposed loosening withdrawn"),
        Term("proposal.outdated", "放宽改动作废", "proposed loosening void"),
        Term("admin.action", "后台批量操作", "batch action in the administration"),
        Term("list_edition.imported", "导入名单版本", "edition of the source list imported"),
        Term("export.decisions", "导出处理记录", "decisions exported"),
        Term("export.report", "导出周报", "weekly report exported"),
        Term("export.rules", "导出规则与词库", "rules and phrase banks exported"),
        Term("export.bundle", "导出证据包", "evidence bundle exported"),
        Term("export.known_claims", "导出已辟谣说法", "known claims exported"),
        Term("export.hash_banks", "导出图片哈希库", "hash banks exported"),
        Term("export.skips", "导出跳过记录", "skips exported"),
        Term("export.page", "下载页面原文", "page as received downloaded"),
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
