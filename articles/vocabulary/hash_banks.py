"""Banks of picture hashes: what an entry is to the bank's purpose, by the exchange's own words, and its state."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

SIGNAL_CATEGORIES: Family[Term] = Family("signal_category", "哈希与库的用途的关系", "category of a signal")
POSITIVE = SIGNAL_CATEGORIES.add(Term("positive_class", "属于本库", "belongs to the bank's class"))
SEED = SIGNAL_CATEGORIES.add(Term("investigation_seed", "待核查的线索", "seed for an investigation"))
NEGATIVE = SIGNAL_CATEGORIES.add(Term("negative_class", "不属于本库（误收）", "does not belong to the class"))

HASH_STATES: Family[Term] = Family("hash_state", "库中哈希的状态", "state of a hash in a bank")
ACTIVE = HASH_STATES.add(Term("active", "有效", "in force"))
WITHDRAWN = HASH_STATES.add(Term("withdrawn", "已撤回", "withdrawn"))
