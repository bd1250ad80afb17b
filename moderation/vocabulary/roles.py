"""The roles of people: groups of every installation, with what each is for."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

ROLES: Family[Term] = Family(
    "role",
    "角色",
    "role",
    [
        Term(
            "moderator", "审核员", "moderator", "领取条目、查看证据、作出处理", "takes items, reads evidence, decides"
        ),
        Term(
            "lead",
            "负责人",
            "lead",
            "另可调度队列、作第二人、改写规则、名单与门槛",
            "also steers queues, is the second person, changes rules, lists and gates",
        ),
        Term("auditor", "审计员", "auditor", "查看一切，不能改动", "sees everything and changes nothing"),
        Term(
            "integrator",
            "接入工程师",
            "integrator",
            "管理 API 密钥与 Webhook 接收端",
            "manages API keys and webhook endpoints",
        ),
        Term(
            "head",
            "安全主管",
            "head of trust and safety",
            "读周报和证据，管理周报订阅，不作处理",
            "reads reports and evidence, keeps the subscribers of reports, decides nothing",
        ),
    ],
)
