"""What an API key may do. The long words are what somebody reads who grants a scope."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

SCOPES: Family[Term] = Family(
    "scope",
    "权限范围",
    "scope of a key",
    [
        Term(
            "articles:write",
            "提交文章",
            "submit articles",
            "提交、更正、撤回文章，批量导入，转交读者举报",
            "submit, correct and withdraw articles, import many, pass on readers' reports",
        ),
        Term(
            "articles:read",
            "读取文章",
            "read articles",
            "读取文章、溯源、来源和处理",
            "read articles, provenance, sources and decisions",
        ),
        Term(
            "scores:read",
            "读取评分",
            "read scores",
            "读取来源可靠度，为标题评分",
            "read the reliability of sources, score headlines",
        ),
        Term(
            "queue:work",
            "代人审核",
            "work the queue for people",
            "以所绑定审核员的名义领取、处理、撤销",
            "claim, decide and undo for the moderators it is bound to",
        ),
        Term(
            "appeals:write",
            "提交申诉",
            "file appeals",
            "提交作者的申诉和来源的答复",
            "file appeals of authors and replies of sources",
        ),
        Term(
            "webhooks:manage",
            "管理 Webhook",
            "manage webhooks",
            "登记、测试 Webhook 接收端，读取和重发投递",
            "register and test endpoints, read deliveries and send them again",
        ),
        Term(
            "reports:read", "读取周报", "read reports", "读取已发布的周报", "read the weekly reports that are published"
        ),
    ],
)
