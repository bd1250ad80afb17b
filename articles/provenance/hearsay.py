"""Hearsay: claims that nobody answers for, and whether an article's main claim is among them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.attribution.attribution import Attribution
from articles.provenance.lexicons import lexicon, one_of
from articles.provenance.matter import bigrams
from articles.text.prose_folding import fold_prose

_WORDS = lexicon("answerable")
_HEARSAY_VERB = re.compile(one_of(_WORDS["hearsay_verbs"]))
_HEARSAY_WHO = re.compile(one_of(_WORDS["hearsay_people"]) + "$")
_HEARSAY_PRESS = re.compile(one_of(_WORDS["hearsay_press"]) + "$")
_RUMOUR = re.compile(one_of(_WORDS["rumours"]))
_REPORTED = re.compile(one_of(_WORDS["reported"]))
_ANYBODY = re.compile("(?:有|很多|不少|许多|大多数)人$")
_TIP = re.compile("爆料|反映|发帖|举报|投诉|曝")
_WISH = re.compile("为什么|希望|应该|应当|真的|支持|[吗吧?]")
_WISHED = 24
# That the press reported something says nothing of what it reported: 媒体多次报道, 引起关注.
_WAS_REPORTED = re.compile("(?:都|也|曾|已|均|多次|纷纷|争相|大量|先后|竞相|广泛){1,3}(?:报道|关注)(?:过|了)?[,。]")
_PUBLIC = re.compile(one_of(_WORDS["public_matters"]))
_OPINION = re.compile("预[计测估]|认为|评[论价]|分析|质疑|猜测|推测|感叹|调侃|吐槽")
_EXAM = re.compile("面试热点|命题预测|热点背景|真题|申论|作文素材")
_SHORT = 240
_SAME = 3
_FIGURES = re.compile("统计|数据|研究|调查|资料|报告|通报|介绍")
_NEAR = 60
_TIMED = re.compile(
    r"\d{1,2}[日号时点]|今天|今日|今晨|今早|今晚|昨[天日晚夜]|近日|日前|近期|上午|下午|凌晨|晚上|刚刚|周[一二三四五六日]|补贴|名单|[下本上]个?月|[今明后]年|即日起|明起"
)
_HEAD = 24
"""Characters in which a claim is the main one, whatever the headline says."""
_LEAD = 160
"""Characters of the text in which its main claim stands."""


def is_hearsay(article: ExtractedArticle, each: Attribution) -> bool:
    """Whether an attribution passes on what nobody answers for, and the article's main claim is among it."""
    return is_told_by_nobody(article.text, each) and _is_main(article, each)


def is_first_claim(article: ExtractedArticle, each: Attribution) -> bool:
    """Whether a short text tells its headline by 据悉 and the like alone."""
    text = article.text
    claim = bigrams(text[each.claim_start : each.claim_end])
    is_short = len(text) <= _SHORT and not _was_only_reported(text, each)
    return is_short and len(claim & bigrams(article.headline)) >= _SAME and not _FIGURES.search(fold_prose(each.who))


def is_told_by_nobody(text: str, each: Attribution) -> bool:
    """Whether somebody who cannot be asked states a fact: 网传, 网友爆料, 知情人透露, 据外媒报道; no mere opinion."""
    who = fold_prose(each.who)
    if each.kind == "unspecified":
        marker = fold_prose(text[each.start : max(each.end, each.claim_start)])
        return _RUMOUR.search(marker) is not None or _REPORTED.search(marker) is not None
    if each.kind != "anonymous":
        return False
    verb = fold_prose(each.verb)
    if _HEARSAY_PRESS.search(who):
        return _OPINION.search(verb) is None and not _was_only_reported(text, each)
    if who.endswith("人") and _ANYBODY.search(who):
        return _TIP.search(verb) is not None  # 有人说 opens many an essay
    if _WISH.search(fold_prose(text[each.claim_start : each.claim_start + _WISHED])):
        return False
    return _HEARSAY_WHO.search(who) is not None and _HEARSAY_VERB.search(verb) is not None


def _was_only_reported(text: str, each: Attribution) -> bool:
    return _WAS_REPORTED.match(fold_prose(text[each.end : each.end + _WISHED])) is not None


def is_public_rumour(article: ExtractedArticle, told: Sequence[Attribution]) -> bool:
    """Whether a rumour is of what everybody must rely on: benefits, closures, dangers; whatever the text's topic."""
    if not any(_RUMOUR.search(fold_prose(each.who)) for each in told if each.kind == "unspecified"):
        return False
    claims = "\n".join(article.text[each.claim_start : each.claim_end] for each in told)
    return _PUBLIC.search(fold_prose(f"{article.headline}\n{claims}")) is not None


def _is_main(article: ExtractedArticle, each: Attribution) -> bool:
    text = article.text
    claim = bigrams(text[each.claim_start : each.claim_end])
    if not claim:
        return False
    shared = len(claim & bigrams(article.headline))
    around = fold_prose(
        article.headline + text[:_LEAD] + text[max(0, each.start - _NEAR) : max(each.claim_end, each.end) + _NEAR]
    )
    if _TIMED.search(around) is None or _EXAM.search(around):
        return False  # no event of a time: an essay, a legend
    if shared >= 3 or (shared >= 1 and each.start < _LEAD):
        return True
    # Many an essay begins with 据说 and goes on to something else.
    return each.start < _HEAD and fold_prose(each.who) != "据说"
