"""Known claims: what their publishers found, where an entry of the bank is from, and what people answer on a likeness.

A verdict is its publisher's word on the claim. It is never the product's word on an article that resembles it.
"""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

VERDICTS: Family[Term] = Family("claim_verdict", "发布方的结论", "verdict of the publisher")
FALSE = VERDICTS.add(Term("false", "不实", "false"))
PARTLY_FALSE = VERDICTS.add(Term("partly_false", "部分不实", "partly false"))
MISLEADING = VERDICTS.add(Term("misleading", "误导", "misleading"))
UNPROVEN = VERDICTS.add(Term("unproven", "无法证实", "unproven"))
TRUE = VERDICTS.add(Term("true", "属实", "true"))
OTHER = VERDICTS.add(Term("other", "另有说明", "see the publisher's words"))

CLAIM_ORIGINS: Family[Term] = Family("claim_origin", "已辟谣说法的来历", "origin of a known claim")
IMPORTED = CLAIM_ORIGINS.add(Term("imported", "批量导入", "imported"))
ADDED = CLAIM_ORIGINS.add(Term("added", "人工添加", "added"))
DECIDED = CLAIM_ORIGINS.add(Term("decided", "取自已处理的文章", "from a decided article"))

CLAIM_STATES: Family[Term] = Family("claim_state", "已辟谣说法的状态", "state of a known claim")
ACTIVE = CLAIM_STATES.add(Term("active", "有效", "in force"))
WITHDRAWN = CLAIM_STATES.add(Term("withdrawn", "已撤回", "withdrawn"))

LEVELS: Family[Term] = Family("claim_level", "与已辟谣说法的相似程度", "likeness to a known claim")
MATCH = LEVELS.add(
    Term("match", "高度相似", "close", "与已辟谣说法高度相似", "a sentence is close to a claim that was checked")
)
SUGGEST = LEVELS.add(
    Term("suggest", "相似", "similar", "与已辟谣说法相似", "a sentence is similar to a claim that was checked")
)

METHODS: Family[Term] = Family("claim_method", "相似的依据", "basis of a likeness")
WORDS = METHODS.add(Term("words", "用词", "words"))
MEANING = METHODS.add(Term("meaning", "语义", "meaning"))

CLAIM_ANSWERS: Family[Term] = Family("claim_answer", "对相似说法的判断", "answer on a similar claim")
SAME = CLAIM_ANSWERS.add(Term("same", "同一说法", "the same claim"))
DIFFERENT = CLAIM_ANSWERS.add(Term("different", "不是", "another claim"))
UNCLEAR = CLAIM_ANSWERS.add(Term("unclear", "看不出", "cannot tell"))
