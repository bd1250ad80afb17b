"""Stories: how an article stands to the others that tell its event, and what moved it between stories."""

from __future__ import annotations

from dataclasses import dataclass

from articles.vocabulary.term import Family, Term


@dataclass(frozen=True, eq=False, repr=False)
class Relation(Term):
    """`is_copy`: its words stand in an earlier article of the story."""

    is_copy: bool = False


RELATIONS: Family[Relation] = Family("story_relation", "与事件的关系", "relation to a story")
OFFICIAL = RELATIONS.add(Relation("official", "官方、媒体", "official or outlet"))
ORIGINAL = RELATIONS.add(Relation("original", "原文", "original", "被照抄的原文", "the original of the copies"))
COPIED = RELATIONS.add(Relation("copied", "照抄", "copied", "照抄，未注明来源", "copied, not credited", is_copy=True))
CREDITED = RELATIONS.add(
    Relation("credited", "注明转载", "credited copy", "转载，已注明来源", "copied and credited", is_copy=True)
)
SHARES_TEXT = RELATIONS.add(
    Relation(
        "shares_text", "文字相同", "shares text", "文字相同，先后或注明与否不详", "shares text; order or credit unknown"
    )
)
REWORDED = RELATIONS.add(
    Relation(
        "reworded",
        "可能改写",
        "possibly reworded",
        "叙述高度对应，可能改写；也可能是独立报道",
        "the tellings correspond closely: perhaps reworded, perhaps independent",
    )
)
SAME_DISPATCH = RELATIONS.add(
    Relation("same_dispatch", "同源通稿", "same dispatch", "同一通稿或同一来源", "one dispatch or one source")
)
INDEPENDENT = RELATIONS.add(
    Relation("independent", "同一事件", "same event", "同一事件的报道", "another report of the event")
)

CHANGES: Family[Term] = Family("story_change", "事件的变动", "change of a story")
JOINED = CHANGES.add(Term("joined", "归入", "joined"))
MERGED = CHANGES.add(Term("merged", "并入另一事件", "merged into another story"))
SPLIT = CHANGES.add(Term("split", "移到另一事件", "moved to another story"))
LEFT = CHANGES.add(Term("left", "移出", "left"))
