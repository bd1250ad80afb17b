"""Whom a moderator could ask about an article.

More than the named attributions: a byline, a credit line, an official notice or an official body that handled the
matter, the account of an outlet or an authority, the author's own reporting, a law that is cited on it. A source in the
text counts when it says something of this matter; a remark in passing does not heal hearsay, and neither does a list of
names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.attribution.attribution import NAMED, Attribution
from articles.provenance.attribution.credited_names import MOST_NAMES, names_at
from articles.provenance.attribution.credits import reprint_credits
from articles.provenance.attribution.organisations import is_institution, is_official_account, is_press
from articles.provenance.attribution.signatures import signatures
from articles.provenance.hearsay import is_told_by_nobody
from articles.provenance.lexicons import lexicon, one_of
from articles.provenance.matter import Matter
from articles.text.prose_folding import fold_prose

_WORDS = lexicon("answerable")
_HAN = r"[^\W\d_a-zA-Z]"
_REPORTER = re.compile(
    rf"(?:记者|通讯员|报道员|报道组|特约撰稿人?|采写|撰文|供稿|摄影|摄像)[ :/|()]{{0,3}}{_HAN}{{2,4}}"
    rf"|(?:本报|本网|本台|本刊|本站|{_HAN}{{2,6}}[报网台])讯|文(?:字)?[/:] ?{_HAN}{{2,4}}|作者[:/ ]{{1,2}}{_HAN}{{2,4}}"
    rf"|来源[:|] ?(?!网络|互联网|网友|网上|未知|小编|编辑|本文|作者){_HAN}{{2,12}}?(?:综合自|整理自|综合|整理)"
    rf"|{_HAN}{{2,8}}的置评请求|援引(?:当地|该国)?(?:警方|警察|官方|检方|政府|消防)[^,。]{{0,6}}?(?:消息|的话|说法|通报|声明)"
    rf"|{one_of(_WORDS['own_reporting'])}|\([^()\n]{{0,12}}{_HAN}{{2,3}} ?(?:摄|文)\)"
)
# A page's own head, whatever the medium is called: 航空圈讯, 河湾之家(river.example)12月29日消息:
_OWN_HEAD = re.compile(
    rf"(?:^|\n) ?(?!{one_of(_WORDS['no_medium'])}){_HAN}{{2,8}}(?:\([a-z0-9.-]{{4,24}}\))?"
    r"(?:\d{1,2}月\d{1,2}日)?(?:讯(?=[ ,:]|$)|消息:)",
    re.MULTILINE,
)
_CREDIT = re.compile(
    r"(?:来源|转自|摘自|选自|稿源|供稿|参考资料|综合自|综合)[于:| ]{1,3}"
    rf"(?![^\n]{{0,3}}(?:网络|互联网|网友|网上|如下|未知))(?={_HAN}{{2}})"
)
_AUTHORITY = re.compile(one_of(_WORDS["authorities"]))
_ACT = re.compile(one_of(_WORDS["official_acts"]))
_NO_NAME = re.compile(r"[^\W\d_a-zA-Z该某关几两个家的和与在被]$")
_LAW = re.compile(r"《[^《》\n]{0,30}(?:法|条例|规定|办法|解释|意见|通知)》")
_NAMES = re.compile(r"[^\s、/:|?]+")
_WITHIN = re.compile(r"[^。!?;\n]*")
_REACH = 20
"""Characters after an authority within which its act stands."""
_MOST = 60
"""Attributions, and places of laws and authorities, that are looked at."""
_LEAD = 160
"""Characters of the text in which its main claim stands."""
_FEW = 6
"""Pairs of characters in the headline and the hearsay from which they tell the matter without the lead."""
_LISTED = 3
"""Names before one in its sentence from which it stands in a list: 新华社、人民日报、光明日报、河湾日报称."""


def is_answered_for(article: ExtractedArticle, attributions: Sequence[Attribution], *, by_account: bool) -> bool:
    """Whether the article itself names somebody to ask: byline, credit line, official body, its own account, a law.

    `by_account`: the account that published it may answer, if it is an outlet's or an authority's by its name.
    """
    source = article.source.name if article.source and by_account else None
    if source and (is_press(source) or is_institution(source) or is_official_account(source)):
        return True
    text = article.text
    folded = fold_prose("\n".join((article.headline, *article.body)))
    if _REPORTER.search(folded) or _OWN_HEAD.search(folded, len(article.headline)) or bool(reprint_credits(article)):
        return True
    if any(names_at(folded, folded, found.end()) for found in _CREDIT.finditer(folded)):
        return True
    if any(map(is_press, _NAMES.findall("\n".join(signatures(text))))):
        return True  # (河湾晚报 周澄)
    matter = matter_of(article, attributions)
    return _has_official(fold_prose(text), matter) or _has_law(fold_prose(text), matter)


def of_the_matter(article: ExtractedArticle, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Return the named attributions whose claim is about what the article is about."""
    text = article.text
    attributions = attributions[:_MOST]
    matter = matter_of(article, attributions)
    named = [each for each in attributions if each.kind in NAMED]
    return [each for each in named if not _is_listed(text, each) and matter.covers(_said_by(text, each))]


def matter_of(article: ExtractedArticle, attributions: Sequence[Attribution]) -> Matter:
    """Return the matter: headline and hearsay, and the lead where these say little or nothing is hearsay."""
    text = article.text
    told = [each for each in attributions[:_MOST] if is_told_by_nobody(text, each)]
    claims = [article.headline, *(text[each.claim_start : each.claim_end] for each in told)]
    matter = Matter(claims, article.headline + text)
    if told and matter.size >= _FEW:
        return matter
    named = [each for each in attributions[:_MOST] if each.kind in NAMED]
    return Matter([*claims, _without(text, named)], article.headline + text)


def _without(text: str, named: Sequence[Attribution]) -> str:
    """Return the lead without what named sources say in it: a claim is not about the matter for being told first."""
    lead, at = "", 0
    for each in sorted(named, key=lambda one: one.start):
        if each.start >= _LEAD:
            break
        lead += text[at : max(at, each.start)] + "\n"
        at = max(at, each.claim_end, each.end)
    return lead + text[at:_LEAD]


def _said_by(text: str, each: Attribution) -> str:
    """Return the claim; without one, the sentence that the source closes, without its name."""
    claim = text[each.claim_start : each.claim_end]
    if claim.strip():
        return claim
    begin = max(text.rfind(mark, 0, each.start) for mark in "。！？\n") + 1
    return text[begin : each.start]


def _is_listed(text: str, each: Attribution) -> bool:
    """Whether the name stands in a list of many, which credits nothing to any of them."""
    begin = max(text.rfind(mark, 0, each.start) for mark in "。！？；\n") + 1
    end = min((at for mark in "。！？；\n" if (at := text.find(mark, each.end)) >= 0), default=len(text))
    names = re.split("[、，,/|]", text[begin : each.end])
    return sum(1 < len(name) <= 10 for name in names) > _LISTED or (
        text[begin:end].count("、") >= MOST_NAMES and end - begin < 20 * MOST_NAMES
    )


def _has_official(folded: str, matter: Matter) -> bool:
    """Whether a named authority acts in this matter: 河湾市公安局…抓获; not 警方 alone, nor its other affairs."""
    for count, body in enumerate(_AUTHORITY.finditer(folded)):
        if count >= _MOST:
            return False
        if not _NO_NAME.search(folded, max(0, body.start() - 1), body.start()):
            continue
        sentence = _WITHIN.match(folded, body.end())[0]  # type: ignore[index]
        if _ACT.search(sentence[:_REACH]) and matter.covers(sentence):
            return True
    return False


def _has_law(folded: str, matter: Matter) -> bool:
    """Whether a law is cited on this matter."""
    for count, law in enumerate(_LAW.finditer(folded)):
        if count >= _MOST:
            return False
        begin = max(folded.rfind(mark, 0, law.start()) for mark in "。!?;\n") + 1
        if matter.shared(folded[begin : law.start()] + _WITHIN.match(folded, law.end())[0]):  # type: ignore[index]
            return True
    return False
