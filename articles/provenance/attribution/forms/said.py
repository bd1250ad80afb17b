"""Rule families b to e: a speaker and a verb of saying."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from articles.provenance.attribution.attribution import NAMED, Attribution
from articles.provenance.attribution.budget import Tally
from articles.provenance.attribution.claims import claim_after, claim_before
from articles.provenance.attribution.organisations import is_official_account, without_generic
from articles.provenance.attribution.speakers import Speaker, Speakers, reporting_title
from articles.provenance.lexicons import lexicon, one_of

_WORDS = lexicon("attribution_verbs")
_PAUSE = r"(?=\s?[,:“\"。]|\s?$|\n)"
_DOCUMENT = rf"(?P<document>{one_of(_WORDS['documents'])})(?:中|均|也|都|还|就)?{one_of(_WORDS['document_verbs'])}"
_PUBLIC = one_of(_WORDS["warned"])
_GUARDS = "".join(rf"(?<!{verb}(?={one_of(after)}))" for verb, after in _WORDS["not_after_verb"].items() if after)
_PAUSED = (*_WORDS["paused"], *_WORDS["of_named_paused"], *_WORDS["of_any_paused"])
_SAID = re.compile(
    rf"(?P<verb>{_DOCUMENT}"
    rf"|表示(?!(?:十分|非常|很|极其|相当|深感|万分)?{one_of(_WORDS['speech_act_objects'])}){_GUARDS}(?:称|说|道)?"
    rf"|(?:提醒|呼吁)(?={_PUBLIC})"
    rf"|(?:否认|反映)(?={one_of(_WORDS['denied'])})"
    rf"|(?<![此学等小听据传胡虽再别])(?<![^恩]来)说(?![,:“\" 。]|{one_of(_WORDS['said_idioms'])})(?=[^,。\n]{{4}})"
    rf"|(?!表示|承认[^,。;]{{1,16}}为){one_of(_WORDS['direct'])}{_GUARDS}(?!、)(?:称|说|道|到)?"
    r"|(?<=[网查宝])显示(?=[,:]|[^的器屏了])"  # 裁判文书网显示, 天眼查显示
    rf"|{one_of((*_WORDS['of_named'], *_WORDS['of_opinion']))}{_GUARDS}(?:称|说|道)?"
    rf"|(?<![此学等]){one_of(_PAUSED)}(?:称|说|道|到(?![这此那]|一半)|{_PAUSE})"
    rf"|(?P<decided>{one_of(_WORDS['of_institutions'])}{_GUARDS})(?=[^,:。\"”\n]{{4}})"
    r"|告诉(?:了)?[^,。:“\n]{0,16}?(?:记者|本报|本网|新闻|我们|媒体|》|财经|[日晚早晨快时]报|周刊|电视台|客户端|视频)(?=\s?[,:“。])"
    r"|(?<![名对职俗简宣声自号堪据著统昵尊爱谎诈戏并合])(?:(?<!人)|(?<=[言责事护理知诉料报内情]人))称(?![为号赞呼之得霸王病职作重其心道兄兵帝臣]))"
)
_SHORT_ROLE = re.compile("(?![说问])[^看听找让带拿打骂要做完到]{2,9}")
_SAYS = ("称", "说", "道")
_REPORTS = ("报道", "报导", "刊文")
_DOCUMENTS = re.compile(one_of(_WORDS["documents"]))
_OF_NAMED = re.compile(one_of((*_WORDS["of_named"], *_WORDS["of_named_paused"])) + r"(?!公告|通报|消息|声明|情况)")
_OF_OPINION = re.compile(one_of(_WORDS["of_opinion"]))
_OF_ANY = re.compile(one_of((*_WORDS["of_any_paused"], "回应", "反映", "通报", "提醒", "解释", "评论", "建议", "呼吁")))
# The verb is a noun, and no words of his follow: 对此进行指责, 征求建议.
_AS_NOUN = re.compile("(?:进行了?|予以|遭到|受到|加以|征求|收集|听取|意见)$")
_NAMELESS = ("anonymous", "institution_anonymous")
_NOUN_AFTER = re.compile(one_of(_WORDS["nouns_after"]) + "$")
_OPINIONS_OF = tuple(lexicon("speakers")["opinions_of"])
_CLAUSE_START = re.compile(r"[,。!?;:、\n“”\"‘’…【】\[\]|]| {2,}")
_LONGEST_CLAUSE = 60
_LONGEST_ASIDE = 24
_SENTENCE_ENDS = re.compile("[。!?;\n]")
_LONGEST_QUOTED = 16
_NICKNAMED = re.compile(
    "(?:微博|抖音|快手|知乎|贴吧|B站)?(?:网友|网民|博主|主播|用户|账号|发帖人|楼主|自媒体|UP主|微博|群友)$"
)
_LONGEST_ROLE = 8
_WITH_AN_OFFICE = 5  # characters; a longer name has its office before it
_ONE_NAME = re.compile(r"[^\W_]{3,14}")
# Nobody said it: the author supposes that somebody may (或许有人会说).
_SUPPOSED = re.compile(
    "[^,]{0,4}(?:或许|也许|可能|如果|要是|假如|假若|倘若|万一|即使|即便|肯定|一定|想必|难免|恐怕)(?:还|也|又|会|就|仍|总)*有"
    "|[^,]{0,2}(?:如果|要是|假如|假若|倘若|若是)"
    "|[^,]{0,6}人(?:可能|也许|或许|一定|肯定|难免|恐怕|就|都|便)*(?:要|会)$"
)
# The subject stands in the clause before, where he utters something: 河湾集团对此进行了反驳，称…
_CARRIED_ON = re.compile("[并还且又]?")
_CARRYING_VERBS = frozenset(_WORDS["carrying_verbs"])
_UTTERS = re.compile(f"(?!.*(?:接到|收到|转达)).*{one_of(_WORDS['utterances'])}")
_BYLINE = re.compile(r"\s?(?:[^,]{0,12}?)(?:记者|通讯员)\s?[^,]{1,12}")
_OF_NOBODY = re.compile(f" *{one_of(_WORDS['before_documents'])}*")
_PUBLISHED_IN = re.compile(r"(?:发表|刊登|刊发|刊载)[在于到](?P<who>[^,《》]{0,8}《[^《》]{2,24}》)")
_OF_A_DOCUMENT = re.compile(r"(?:(?<=..)[在于])?的?(?:最新|相关|有关|公开)?(?:[一多几两]项)?$")


def said(text: str, folded: str, speakers: Speakers, tally: Tally, heads: Iterable[int] = ()) -> Iterator[Attribution]:
    """Find the attributions of families b to e, in order; a clause begins at each of `heads`, too."""
    tally.restart()
    starts = sorted({0, *heads, *(mark.end() for mark in _CLAUSE_START.finditer(folded))})
    for verb in _SAID.finditer(folded):
        at = verb.start()  # once: a hostile text has a verb at every character
        begin = starts[bisect_right(starts, at) - 1]
        if at - begin > _LONGEST_CLAUSE or _in_title(folded, at):
            continue
        begin = _before_aside(folded, begin, at)
        clause = folded[begin:at]
        tally.enter(at, begin)
        speaker = _author(clause, speakers) if verb["document"] else speakers.speaker_in(clause)
        if speaker is None and verb["verb"] in _CARRYING_VERBS and _CARRIED_ON.fullmatch(clause):
            begin, speaker = _subject_before(folded, begin, starts, speakers)
        if speaker is None and verb["verb"].startswith(_REPORTS):
            speaker = reporting_title(clause)
        if speaker is None and folded[begin - 1 : begin] == "”" and not clause.strip():
            begin, speaker = _quoted_body(folded, begin, speakers)
        if speaker and not _may_say(verb["verb"], speaker, clause):
            continue
        if speaker and verb["decided"] and (not _may_decide(verb["verb"], speaker) or _NOUN_AFTER.search(clause)):
            continue  # a body that 宣布 or 认定 something speaks; what others so do is told of them
        if speaker and speaker.kind == "anonymous" and _SUPPOSED.match(clause):
            continue
        if speaker and _BYLINE.fullmatch(clause) and verb["verb"] in ("报道", "报导"):
            continue  # a byline: the text is his own
        if speaker:
            start, end, kind = begin + speaker.start, begin + speaker.end, speaker.kind
        elif verb["document"] and _OF_NOBODY.fullmatch(clause):
            start, end, kind = verb.start("document"), verb.end("document"), "unspecified"
        else:
            continue
        span = claim_after(folded, verb.end())
        if span[0] == span[1] or folded[verb.end() : verb.end() + 1] in ("。", "\n", ""):
            span = claim_before(folded, begin) or (verb.end(), verb.end())
        yield Attribution(text[start:end], kind, text[at : verb.end()], start, end, *span)


def _may_decide(verb: str, speaker: Speaker) -> bool:
    """Whether a body, or a person with an office, calls on others: 世卫组织总干事谭德塞呼吁各国报告."""
    if speaker.kind != "named_person":
        return speaker.kind == "named_institution"
    return speaker.end - speaker.start > _WITH_AN_OFFICE and verb.startswith(("呼吁", "敦促", "谴责", "斥责"))


def _may_say(verb: str, speaker: Speaker, clause: str) -> bool:
    """Whether such a speaker claims something by this verb: a nameless one who 发布, or a hero who 觉得, does not."""
    if clause.endswith("的") and not verb.endswith(_SAYS) and not _DOCUMENTS.match(verb):
        return False  # a noun: 被告人的供述
    if speaker.kind in _NAMELESS and _AS_NOUN.search(clause) and not verb.endswith(_SAYS):
        return False
    if verb == "说" and speaker.kind == "anonymous":
        role = clause[speaker.start : speaker.end]
        # 一位不愿透露姓名的员工
        if not (_SHORT_ROLE.fullmatch(role) or _SHORT_ROLE.fullmatch(without_generic(role))):
            return False
    if verb.startswith("要求") and clause.lstrip().startswith(("应", "按", "依")):
        return False  # 应刑警队要求，我们出示了证明
    if verb.startswith("指控") and _NOUN_AFTER.search(clause):
        return False
    if _OF_NAMED.match(verb) and not verb.endswith(_SAYS):
        is_work = clause.startswith("《", speaker.start)
        return speaker.kind in NAMED and not is_work and _NOUN_AFTER.search(clause) is None
    if _OF_OPINION.match(verb):
        who = clause[speaker.start : speaker.end]
        return (speaker.kind == "named_person" and len(who) > 3) or who.endswith(_OPINIONS_OF)
    return not (_OF_ANY.match(verb) and _NOUN_AFTER.search(clause))


def _author(clause: str, speakers: Speakers) -> Speaker | None:
    """Return the author of data or a study: 海岛大学的一项研究; somebody who cites a report is not its author."""
    if published := _PUBLISHED_IN.search(clause):
        return Speaker(*published.span("who"), "named_outlet")  # 一项发表在《自然》杂志上的研究
    return None if "通过" in clause else speakers.speaker_in(_OF_A_DOCUMENT.sub("", clause))


def _subject_before(folded: str, begin: int, starts: list[int], speakers: Speakers) -> tuple[int, Speaker | None]:
    """Return the start and the named speaker of the clause before a comma at `begin`, whose verb comes after it."""
    place = bisect_left(starts, begin)
    if place == 0 or folded[begin - 1 : begin] != "," or begin - starts[place - 1] > _LONGEST_CLAUSE:
        return begin, None
    before = starts[place - 1]
    clause = folded[before : begin - 1]
    if not _UTTERS.match(clause) or folded[before - 1 : before] == "、":
        return begin, None
    speaker = speakers.speaker_in(clause)
    return (before, speaker) if speaker and speaker.kind in NAMED else (begin, None)


def _before_aside(folded: str, begin: int, end: int) -> int:
    """Return where a clause begins that seems to begin within brackets: 河湾市消费者协会(以下简称“市消协”)发布."""
    if ")" not in folded[begin : min(end, begin + 2)] or "(" in folded[begin:end]:
        return begin
    opened = folded.rfind("(", max(0, begin - _LONGEST_ASIDE), begin)
    if opened < 0 or _SENTENCE_ENDS.search(folded, opened, begin):
        return begin
    floor = max(0, end - _LONGEST_CLAUSE)
    clause = max((mark.end() for mark in _CLAUSE_START.finditer(folded, floor, opened)), default=floor)
    return begin if 0 < clause == floor else clause


def _quoted_body(folded: str, begin: int, speakers: Speakers) -> tuple[int, Speaker | None]:
    """Return the start and the body or outlet whose name stands in quotation marks before a verb: “河湾早报”称."""
    opened = folded.rfind("“", max(0, begin - _LONGEST_QUOTED), begin)
    name = folded[opened + 1 : begin - 1]
    if opened >= 0 and is_official_account(name):
        return opened + 1, Speaker(0, len(name), "named_institution")
    if opened >= 0 and (role := _NICKNAMED.search(folded, max(0, opened - _LONGEST_ROLE), opened)):
        return role.start(), Speaker(0, begin - role.start(), "anonymous")  # 网友“河湾小鱼”留言
    if opened < 0 or not _ONE_NAME.fullmatch(name):
        return begin, None
    speaker = speakers.speaker_in(name)
    is_body = speaker is not None and speaker.kind in ("named_institution", "named_outlet")
    return (opened + 1, speaker) if is_body and speaker and speaker.start == 0 else (begin, None)


def _in_title(folded: str, offset: int) -> bool:
    """Whether the offset lies between 《 and 》: a verb in a title credits nobody."""
    window = folded[max(0, offset - _LONGEST_CLAUSE) : offset]
    return window.rfind("《") > window.rfind("》")
