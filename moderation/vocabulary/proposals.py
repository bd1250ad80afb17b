"""Changes that loosen a rule, and so may need a second lead: their kinds, and why one is refused."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term
from moderation.vocabulary.refusals import Refusal

PROPOSAL_KINDS: Family[Term] = Family("proposal_kind", "待确认改动的类别", "kind of a proposed change")
ACT_RULE = PROPOSAL_KINDS.add(Term("act_rule", "处理的规定", "rule for an act"))
EXPOSURE_LIMIT = PROPOSAL_KINDS.add(Term("exposure_limit", "接触上限", "exposure limit"))
QUEUE = PROPOSAL_KINDS.add(Term("queue", "队列", "queue"))
RULE = PROPOSAL_KINDS.add(Term("rule", "自动处理规则", "automatic decisions of a rule"))
SOURCE_LINK = PROPOSAL_KINDS.add(Term("source_link", "账号关联", "link of accounts"))
API_KEY = PROPOSAL_KINDS.add(Term("api_key", "API 密钥", "API key"))

PROPOSAL_REFUSALS: Family[Refusal] = Family(
    "proposal_refusal",
    "改动未能确认的原因",
    "why a proposed change is not confirmed",
    [
        Refusal(
            "own",
            "本人提出",
            "own proposal",
            "这项改动由您提出，须由另一位负责人确认。",
            "You proposed this change; a different lead confirms it.",
        ),
        Refusal(
            "beneficiary",
            "涉及本人",
            "about oneself",
            "这项改动涉及您本人，须由其他负责人确认。",
            "This change is about yourself; a different lead confirms it.",
        ),
        Refusal(
            "same_credential",
            "同一凭据",
            "same credential",
            "提出与确认使用了同一凭据，视为同一人。",
            "It was proposed with the credential that you use: that counts as one person.",
        ),
        Refusal(
            "younger",
            "账号晚于改动",
            "account younger than the proposal",
            "您的账号在这项改动提出之后才建立，须由此前已有的负责人确认。",
            "Your account was made after this change was proposed; a lead who was there before confirms it.",
        ),
        Refusal(
            "proposer_left",
            "提出人已无权限",
            "proposer may not do it any more",
            "提出人已停用或不再有此权限，请重新提出。",
            "The person who proposed it has left or may not do it any more: propose it again.",
        ),
        Refusal(
            "outdated",
            "期间有变化",
            "changed meanwhile",
            "提出之后内容已有变化，这项改动已作废，请重新提出。",
            "What it is about has changed since: the proposal is void. Propose it again.",
        ),
        Refusal(
            "waiting",
            "已有待确认的改动",
            "another proposal waits",
            "同一对象已有一项改动等待确认，请先处理那一项。",
            "Another change of the same thing waits to be confirmed: settle that one first.",
        ),
        Refusal(
            "settled",
            "已有结果",
            "settled already",
            "这项改动已有结果。",
            "This proposal is settled already.",
        ),
    ],
)
