"""The events that a platform is told by webhook, each with the fields of its message: the contract of receivers.

A field may be added to an event; none is ever renamed, removed or given another type.
`moderation/webhooks/protocol/schemas.py` makes the JSON Schema of a whole message from an entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from articles.vocabulary.citations import SOURCE_LINKS
from articles.vocabulary.facts import FACTS
from articles.vocabulary.kinds import KINDS
from articles.vocabulary.term import Family, Term
from articles.vocabulary.topics import TOPICS
from moderation.vocabulary.acts import ACTS, OVERTURN

Schema = dict[str, Any]


@dataclass(frozen=True, eq=False, repr=False)
class EventType(Term):
    """`fields` gives the JSON Schemas of its data, by name; `optional` names those that a message may lack.

    `is_subscribable`: endpoints ask for it. Every endpoint gets tests of its own, which are not subscribed to.
    """

    fields: Callable[[], dict[str, Schema]] = dict
    optional: tuple[str, ...] = ()
    is_subscribable: bool = True


_ID: Schema = {"type": "integer", "minimum": 1}
_TEXT: Schema = {"type": "string"}
_CODE: Schema = {"type": "string", "minLength": 1}


def _or_null(schema: Schema, words: str) -> Schema:
    return {**schema, "type": [schema["type"], "null"], "description": words}


_ARTICLE = {
    "article": {**_ID, "description": "our id of the article"},
    "platform": {**_CODE, "description": "the code of the article's platform"},
    "external_id": _or_null(_TEXT, "the article's id on the platform, as it was submitted; null when it has none"),
    "url": _or_null(_TEXT, "where the article is read, as it was submitted; null when that is not known"),
}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_QUEUE_ITEM = {
    "queue_item": {**_ID, "description": "id for /queue-items/{id}/"},
    "queue": {**_CODE, "description": "the code of its queue"},
}
# Events of before 2026-12 are without them, and may be sent again.
_ADDED = ("platform", "url")
_SCORE: Schema = {
    "type": "object",
    "required": ["name", "value", "band", "model"],
    "properties": {
        "name": _CODE,
        "value": {"type": ["number", "null"]},
        "band": {**_TEXT, "description": "the word for the value"},
        "model": {**_TEXT, "description": "name and version of what scored"},
    },
}


def _decision() -> dict[str, Schema]:
    return {
        "decision": {**_ID, "description": "id for /decisions/{id}/"},
        **_ARTICLE,
        "version": {**_ID, "description": "number of the article version decided on"},
        "act": {"type": "string", "enum": list(ACTS)},
        "label": _or_null(_CODE, "the label to show, for the act label"),
        "policy": _or_null(_CODE, "the clause it rests on"),
        "policy_version": _or_null(_ID, "the edition of the policy"),
    }


EVENTS: Family[EventType] = Family("event", "事件", "webhook event")
ARTICLE_ASSESSED = EVENTS.add(
    EventType(
        "article.assessed",
        "文章评估完成，或其发现有变化",
        "all scores and findings of an article version are there, or a finding of it changed",
        optional=_ADDED,
        fields=lambda: {
            **_ARTICLE,
            "version": {**_ID, "description": "number of the article version"},
            "scores": {"type": "array", "items": _SCORE},
            "findings": {"type": "array", "items": _CODE, "description": "codes of the findings, sorted"},
            "queue_item": _or_null(_ID, "the open queue item; null when no human need look"),
        },
    )
)
ARTICLE_UPDATED = EVENTS.add(
    EventType(
        "article.updated",
        "平台更正了文章的事实，正文未变或同时更新",
        "the platform corrected facts about an article, such as its time, source or address",
        fields=lambda: {
            **_ARTICLE,
            "version": {**_ID, "description": "number of the article version that holds them"},
            "changed": {
                "type": "array",
                "items": {"type": "string", "enum": list(FACTS)},
                "description": "what was corrected; /articles/{id}/ shows before and after",
            },
        },
    )
)
ARTICLE_WITHDRAWN = EVENTS.add(
    EventType(
        "article.withdrawn",
        "平台已撤稿：不再处理",
        "the platform withdrew an article: nobody works on it any more",
        fields=lambda: {**_ARTICLE, "withdrawn_at": {**_TEXT, "format": "date-time"}},
    )
)
TOPIC_CORRECTED = EVENTS.add(
    EventType(
        "article.topic_corrected",
        "文章的类型或主题被审核员更正",
        "a moderator corrected the kind or the topic of an article; its findings may change",
        optional=_ADDED,
        fields=lambda: {
            **_ARTICLE,
            "version": {**_ID, "description": "number of the article version that was read"},
            "kind": {"type": "string", "enum": list(KINDS)},
            "topic": {"type": "string", "enum": list(TOPICS)},
            "needs_source": {"type": "boolean", "description": "whether a text of this kind needs a source label"},
        },
    )
)
DECISION_MADE = EVENTS.add(
    EventType(
        "decision.made",
        "处理生效：请执行",
        "a decision takes effect: carry it out",
        optional=_ADDED,
        fields=_decision,
    )
)
DECISION_OVERTURNED = EVENTS.add(
    EventType(
        "decision.overturned",
        "已生效的处理被撤销：请恢复",
        "a decision that was in effect is taken back: undo it",
        optional=_ADDED,
        fields=lambda: {
            **_decision(),
            "override_of": {**_ID, "description": "the decision that no longer holds"},
            "overturned_act": {"type": "string", "enum": [act for act in ACTS if act != OVERTURN]},
        },
    )
)


def _linked() -> dict[str, Schema]:
    return {
        "link": {**_ID, "description": "our id of the link"},
        "sources": {
            "type": "array",
            "items": _ID,
            "description": "our ids of the two accounts, for /sources/{id}/",
        },
        "kind": {"type": "string", "enum": list(SOURCE_LINKS)},
    }


SOURCE_LINKED = EVENTS.add(
    EventType("source.linked", "账号已关联", "a lead linked two accounts: they share doubt from now on", fields=_linked)
)
SOURCE_UNLINKED = EVENTS.add(
    EventType("source.unlinked", "账号已解除关联", "the link of two accounts has ended", fields=_linked)
)
APPEAL_FILED = EVENTS.add(
    EventType(
        "appeal.filed",
        "作者提交了申诉",
        "an author appeals against a decision",
        fields=lambda: {
            "appeal": _ID,
            "decision": {**_ID, "description": "the decision appealed against"},
            **_ARTICLE,
            "queue_item": {**_ID, "description": "the item where it is answered"},
        },
    )
)
QUEUE_ITEM_OPENED = EVENTS.add(
    EventType(
        "queue_item.opened",
        "文章进入待审队列",
        "an article waits for a moderator",
        fields=lambda: {**_QUEUE_ITEM, **_ARTICLE, "due_at": {**_TEXT, "format": "date-time"}},
    )
)
QUEUE_ITEM_CLAIMED = EVENTS.add(
    EventType(
        "queue_item.claimed",
        "外部工作台领取了条目",
        "an outside console claimed an item for a moderator",
        fields=lambda: {**_QUEUE_ITEM, **_ARTICLE, "claimed_until": {**_TEXT, "format": "date-time"}},
    )
)
IMPORT_FINISHED = EVENTS.add(
    EventType(
        "import.finished",
        "导入已结束",
        "an import has ended: done, cancelled or failed",
        fields=lambda: {
            "import": {**_ID, "description": "id for /imports/{id}/"},
            "platform": _or_null(_CODE, "the platform of its key; null for a key of all platforms"),
            "state": {"type": "string", "enum": ["done", "cancelled", "failed"]},
            "lines": _COUNT,
            "created": _COUNT,
            "updated": _COUNT,
            "duplicates": _COUNT,
            "rejected": _COUNT,
        },
    )
)
APPEAL_RESOLVED = EVENTS.add(
    EventType(
        "appeal.resolved",
        "作者的申诉有了答复",
        "an author's appeal is answered",
        optional=_ADDED,
        fields=lambda: {
            "appeal": _ID,
            "decision": {**_ID, "description": "the decision appealed against"},
            **_ARTICLE,
            "outcome": {
                "type": "string",
                "enum": ["upheld", "overturned"],
                "description": "what became of the decision",
            },
            "answer": {**_TEXT, "description": "for the author"},
        },
    )
)
REPORT_PUBLISHED = EVENTS.add(
    EventType(
        "report.published",
        "周报已发布",
        "a weekly report can be fetched",
        fields=lambda: {
            "week": {**_TEXT, "pattern": r"^\d{4}-W\d{2}$", "description": "ISO week, as in /reports/weekly/{week}/"}
        },
    )
)
RULE_MATCHED = EVENTS.add(
    EventType(
        "rule.matched",
        "分流规则命中文章",
        "a routing rule matched an article",
        fields=lambda: {"rule": {**_CODE, "description": "the rule's code"}, **_ARTICLE},
        optional=("article", "external_id", *_ADDED),
    )
)
RULE_ALARM = EVENTS.add(
    EventType(
        "rule.alarm",
        "分流规则命中率异常",
        "the match rate of a routing rule is abnormal",
        fields=lambda: {"rule": {**_CODE, "description": "the rule's code"}},
    )
)
AUDIT_HEAD = EVENTS.add(
    EventType(
        "audit.head",
        "审计链头：请妥善保存",
        "the signed head of the audit chain: keep it",
        fields=lambda: {
            "installation": {**_TEXT, "description": "the public address of the installation"},
            "sequence": {"type": "integer", "minimum": 0, "description": "the number of the newest entry"},
            "hash": {**_TEXT, "description": "the hash of that entry; empty before the first one"},
            "at": {**_TEXT, "format": "date-time"},
            "algorithm": {"type": "string", "enum": ["Ed25519"]},
            "key": {**_CODE, "description": "the id of the public key"},
            "signature": {**_CODE, "description": "over the four first fields, in base64"},
            "timestamp": {**_CODE, "description": "the time-stamp of an outside authority (RFC 3161), in base64"},
        },
        optional=("timestamp",),
    )
)
WEBHOOK_TEST = EVENTS.add(
    EventType(
        "webhook.test",
        "测试消息，没有发生任何事",
        "a test message; nothing happened to an article",
        fields=lambda: {"endpoint": {**_ID, "description": "id for /webhook-endpoints/{id}/"}},
        is_subscribable=False,
    )
)
