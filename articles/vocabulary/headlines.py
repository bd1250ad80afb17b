"""The kinds of headlines: what sort of promise one makes, whatever its topic."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

HEADLINE_KINDS: Family[Term] = Family("headline_kind", "标题类型", "kind of headline")
DEBUNK = HEADLINE_KINDS.add(Term("debunk", "辟谣", "debunk"))
BULLETIN = HEADLINE_KINDS.add(Term("bulletin", "公告快讯", "bulletin"))
SERVICE = HEADLINE_KINDS.add(Term("service", "办事服务", "service"))
GAME = HEADLINE_KINDS.add(Term("game", "游戏", "game"))
QUESTION = HEADLINE_KINDS.add(Term("question", "提问", "question"))
LISTICLE = HEADLINE_KINDS.add(Term("listicle", "清单", "listicle"))
JOKE = HEADLINE_KINDS.add(Term("joke", "笑话", "joke"))
QUOTE = HEADLINE_KINDS.add(Term("quote", "引语", "quote"))
STATEMENT = HEADLINE_KINDS.add(Term("statement", "一般陈述", "statement"))
