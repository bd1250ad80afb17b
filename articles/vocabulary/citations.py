"""Who is credited, and how: classes of attributions, sources, credit of copied text, standing on the source list."""

from __future__ import annotations

from dataclasses import dataclass

from articles.vocabulary.term import Family, Term


@dataclass(frozen=True, eq=False, repr=False)
class AttributionClass(Term):
    """`is_named`: a reader learns a name to look up. `is_nameless_speaker`: nobody is named who said it."""

    is_named: bool = False
    is_nameless_speaker: bool = False


ATTRIBUTIONS: Family[AttributionClass] = Family(
    "attribution",
    "引述类别",
    "class of an attribution",
    [
        AttributionClass("named_person", "具名人士", "named person", is_named=True),
        AttributionClass("named_institution", "具名机构", "named institution", is_named=True),
        AttributionClass("named_outlet", "具名媒体", "named outlet", is_named=True),
        AttributionClass(
            "institution_anonymous",
            "机构（未具名人士）",
            "institution, nameless person",
            is_named=True,
            is_nameless_speaker=True,
        ),
        AttributionClass("anonymous", "匿名", "anonymous", is_nameless_speaker=True),
        AttributionClass("unspecified", "未指明", "unspecified", is_nameless_speaker=True),
    ],
)

SOURCE_KINDS: Family[Term] = Family("source_kind", "来源类别", "class of a source")
ACCOUNT = SOURCE_KINDS.add(Term("account", "账号", "account"))
OUTLET = SOURCE_KINDS.add(Term("outlet", "媒体", "outlet"))
INSTITUTION = SOURCE_KINDS.add(Term("institution", "机构", "institution"))

SOURCE_LINKS: Family[Term] = Family("source_link", "账号关联", "link of accounts")
SAME_OWNER = SOURCE_LINKS.add(Term("same_owner", "同一运营者", "same owner"))
SUCCESSOR = SOURCE_LINKS.add(Term("successor", "后继账号", "successor account"))

CREDITS: Family[Term] = Family("credit", "是否注明来源", "credit of copied text")
UNCREDITED = CREDITS.add(Term("uncredited", "未注明来源", "not credited"))
CREDITED = CREDITS.add(Term("credited", "已注明来源", "credited"))
SAME_SOURCE = CREDITS.add(Term("same_source", "同一来源", "same source"))
UNKNOWN = CREDITS.add(Term("unknown", "未知", "unknown", "是否注明不详", "credit unknown"))


@dataclass(frozen=True, eq=False, repr=False)
class Standing(Term):
    """`is_entry`: an entry of the source list says so; the others say that no entry does."""

    is_entry: bool = False


STANDINGS: Family[Standing] = Family("standing", "名单状态", "standing on the source list")
LISTED = STANDINGS.add(Standing("listed", "在名单", "listed", is_entry=True))
UNLISTED = STANDINGS.add(Standing("unlisted", "不在名单", "not in the list"))
FROZEN = STANDINGS.add(Standing("frozen", "已冻结", "frozen", is_entry=True))
REMOVED = STANDINGS.add(Standing("removed", "已移出", "removed", is_entry=True))
NO_EDITION = STANDINGS.add(Standing("no_edition", "当日无有效名单版本", "no edition was in force"))

GROUPS: Family[Term] = Family(
    "group",
    "来源群组",
    "group of sources",
    [
        Term("matrix", "账号矩阵", "account matrix"),
        Term("circle", "循环引用", "circular citation"),
    ],
)
