"""Who had a hand in an article, as the credits around its text name them."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

CREDIT_ROLES: Family[Term] = Family(
    "credit_role",
    "署名角色",
    "role of a credit",
    [
        Term("editor", "编辑", "editor"),
        Term("proofreader", "校对", "proof-reader"),
        Term("reviewer", "审核", "reviewer"),
        Term("supervisor", "监制", "supervisor"),
        Term("reporter", "采写", "reporter"),
        Term("photographer", "摄影", "photographer"),
        Term("designer", "制图排版", "designer"),
        Term("translator", "编译", "translator"),
        Term("source", "来源", "source"),
        Term("original_headline", "原标题", "original headline"),
    ],
)
