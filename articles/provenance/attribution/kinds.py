"""Classify a phrase as a kind of speaker: by its last word, by known names, by the form of names."""

from __future__ import annotations

import re

from articles.provenance.attribution.attribution import Kind
from articles.provenance.attribution.organisations import (
    is_any_institution,
    is_country,
    is_definite,
    is_generic,
    is_institution,
    is_official_account,
    is_outlet,
    is_titled,
    without_generic,
)
from articles.provenance.attribution.person_names import (
    is_addressed,
    is_foreign_name,
    is_masked,
    is_person,
    may_be_name,
)
from articles.provenance.lexicons import lexicon, one_of

_WORDS = lexicon("speakers")
_PRONOUNS = frozenset(_WORDS["pronouns"])
_SENTENCE_WORDS = re.compile(
    r"[了着过吗呢吧把将让给她他它我你您这那谁]|被(?!告)|不是|就是|只是|没有|什么|怎么|自己|因为|所以|如果|[,。!?;:\n]"
)
_PLACE = re.compile(r"[^\W\d_a-zA-Z]{1,8}[省市县区镇乡村州]")
_SPEAKS_FOR = frozenset(_WORDS["spokesperson_roles"])
_ROLE = re.compile(one_of({*_WORDS["anonymous_roles"], *_WORDS["expert_roles"], *_SPEAKS_FOR}) + "们?$")
_UNDERGONE = re.compile("作为|现场情况|寻?找|[回答]复|重视|[遭被引受]到?|获得?|邀请|请来|组织|面对|[收接]到|[对向跟]")
# The object of such a verb is not the speaker: in 欺骗朱女士称 the cheat speaks.
_DONE_TO = re.compile(r"欺骗|哄骗|蒙骗|威胁|询问|劝说|冒充|假冒")
# The role behind such words is their object: 面对媒体追问, 收到客户投诉; in 媒体援引官员 the official is only cited.
_OBJECT_OF = re.compile(
    "(?:面对|[见看听遇碰找收接遭受]到|采访|回应|针对|告知|通知|告诉|询问|劝说|提醒|要求|联系|安慰|安抚|陪同|帮助|哄|骂|逗|陪|叮嘱|嘱咐|催促|[对向跟])$"
)
# A body by its short name, which its place makes a name: 河湾市供热办, 市客运处.
_LOCAL_BODY = re.compile(
    "[^\\W\\d_a-zA-Z]{0,6}(?:省|(?<![城超门])市|县|(?<![小社校园辖景厂营地])区|州|镇|乡)"
    "(?![各多某几一])[^\\W\\d_a-zA-Z]{1,8}(?:办|处|科|站|所|队|中心|馆|园|场)"
)
_POLICED = re.compile(
    "(?!执勤|值[班勤]|现场|路面|办案|事故|处[理置]|巡逻|出警|带队|年轻|当班|一线|基层|辖区|当地|到场|随后|其中)[^\\W\\d_a-zA-Z男女老位名多]{2,3}(?:高速)?"
)
_POLICE_ACCOUNT = re.compile("平安[^\\W\\d_a-zA-Z夜无是度银证保集则也]{2,3}")  # 平安河湾通报
_CITES = re.compile("援引|引述|引用|转引|转述")
# Words of grammar that begin no name: a definition (是指消费者), a headline run into the text (已为女童…妇联工作人员).
_NO_HEAD = re.compile("使(?!馆|者|领|用)|令(?!狐)|是|已|正在|拟|系(?!主任|里)")
_COUNTED = re.compile(r"(?:[一某两多几][名位个]?)?(?:相关|有关)?$")
_OFFICE = re.compile(f"(?:副|前|时任)?{one_of(_WORDS['offices'])}$")
# The channel through which a body speaks: 民政部网站 is the ministry.
_SITE = re.compile("(?:的)?(?:官方网站|门户网站|官网|网站)$")
_ISSUED = re.compile(
    "(?P<who>[^《》]{2,20}?)(?:近日|日前|今日|昨日|今天|昨天)?(?:发布|公布|印发|出台|下发|联合发布|发表|刊发)[^《》]{0,8}《.*"
)
_OUTSIDERS = frozenset(_WORDS["outsiders"])
_SOME = re.compile("[一某](?:家|所|个|间|名|位|些)|某")
# A unit of a body that is not named: 宣传部门工作人员.
_PLACES = re.compile("(?:[^,的]{2,10}[部局委厅办院省市县区州]和)?[^,的和本该全]{2,6}(?:自治[区州县]|[省市县区州])")
_LONGEST_UNIT = 3
_UNIT = re.compile(
    "(?:宣传|市场|销售|人事|护理|公关|客服|保卫|后勤|质量|编辑|技术|财务|运营|法务|采购|工程|行政|教务|学生|项目|安全监察质量)部"
    "|[^省市县区州镇乡国厅局部院]{1,7}(?:部门|科|处|室)"
)
_UNIT_OF = re.compile(rf"(?P<body>.{{3,}}[部局委厅办院会司署校台站队所])(?:的|下属)?(?:{_UNIT.pattern})")
_IN_CHARGE = re.compile("(?<=..)(?:分管|主管|负责|从事)[^,的]{1,10}$")
_BRANCH_OF = re.compile(
    rf"(?P<body>{one_of(_WORDS['branching'])}|.{{2,}}?(?:集团|公司|大学|医院|银行|学院|委员会|管委会|局))"
    r"(?![^,]*(?:门口|附近|对面|旁|楼下|隔壁|周边|门前))[^\W\d_a-zA-Z]{2,6}"
)
_AMONG = re.compile("等(?:[一二两三四五六七八九十几多]+[位名])?[^等]{0,6}$")
_RELATIONS = re.compile(one_of(_WORDS["relations"]))
_NO_PART = re.compile(
    "[★●■◆=+…|/↓→↑)]|(?<![所现正实内外])在(?!校|读|线|职|野)|规定|提供|委托|拨打|看到|[仍还也又都]有|欢迎|\\d{4}|截图|价格|按|依照"
)
_SOMEBODY = re.compile("(?:[一多几数两三][位名个]|不少|很多|许多)[^,《》]{1,14}的人")
_SOME_AUTHORITY = re.compile(
    "[^,向对]{0,4}(?:有关|相关)部门|(?:有关|相关|上级|职能|主管|监管|执法|政府|当地|涉事|各级|各|多个|[多几两三四五六七八九十]+)*部门"
)
_GAP = re.compile(r"(?<=[^\W\d_a-zA-Z]) (?=[^\W\d_a-zA-Z])")
_ADDRESSED_AS = re.compile(one_of(_WORDS["masked_titles"]) + "$")
_TEAMS = frozenset(
    ("专家组", "调查组", "课题组", "研究团队", "研究小组", "评审组", "工作组", "事故调查组", "联合调查组")
)
# A trade that no list holds: 一名电缆架线工, 架线工. What ends in 工 and is no trade: 施工, 竣工.
_TRADE = re.compile(
    "(?:[一某多几两]+[名位个])[^,的和与]{1,10}(?:工|员|师|手|者|户|商|生|民|客|友|匠)"
    "|(?!(?:.*(?:施|科|加|分|开|停|复|竣|完|动|手|人|化|军|轻|重|用|招|返|旷|罢|误|赶|监|美|唱|员|职)工))[^\\W\\d_a-zA-Z的]{2,3}工"
)
_NICKNAME = re.compile("(?:微博)?(?:网友|网民|博主|用户)@")
_INVOLVED = re.compile("涉事|当事|被投诉的?|肇事|被举报的?")  # 涉事酒店: a body that the text does not name
_ORGANISED = frozenset({"方面", "官方"})  # only an organisation has a 方面 that speaks

LONGEST = 40
"""Longest name of a speaker with titles, in characters."""


def kind_of(phrase: str) -> Kind | None:
    """Return the kind of speaker of a folded phrase; None for a pronoun, half a sentence and the like."""
    if " " in phrase:
        phrase = _GAP.sub("", phrase)  # 河湾村村民 张晓梅
    if not 1 < len(phrase) <= LONGEST or phrase in _PRONOUNS:
        return None
    if _SENTENCE_WORDS.search(phrase):
        return "named_person" if is_foreign_name(phrase) else None
    if (issued := _ISSUED.fullmatch(phrase)) and (is_institution(issued["who"]) or is_definite(issued["who"])):
        return None  # the issuer speaks; what he issued is cut off
    if site := _SITE.search(phrase):
        phrase = phrase[: site.start()]
        if len(phrase) < 2:
            return None
    if "《" in phrase or "》" in phrase:
        return "named_outlet" if is_titled(phrase) else None
    if _DONE_TO.match(phrase) or _NO_HEAD.match(phrase) or _CITES.search(phrase) or phrase.startswith("本文"):
        return None
    if phrase.startswith("@"):
        return _account(phrase)
    if is_masked(phrase):
        whole = _ADDRESSED_AS.sub("", phrase)  # 万友方老人 is named, 王老人 is not
        return "named_person" if len(whole) < len(phrase) and is_person(whole) else "anonymous"
    if phrase in _TEAMS or _NICKNAME.match(phrase) or _TRADE.fullmatch(phrase):
        return "anonymous"
    if _SOME_AUTHORITY.fullmatch(phrase) or _SOMEBODY.fullmatch(phrase):
        return "anonymous"
    if is_definite(phrase):
        return "named_institution"
    if found := _ROLE.search(phrase):
        return _with_role(phrase[: found.start()], found.group())
    if is_outlet(phrase):
        return "named_outlet"
    if is_institution(phrase) or _POLICE_ACCOUNT.fullmatch(phrase):
        return "named_institution"
    if is_person(phrase) or may_be_name(phrase):
        return "named_person"
    if (involved := _INVOLVED.match(phrase)) and is_any_institution(phrase[involved.end() :]):
        return "anonymous"
    if found := _OFFICE.search(phrase):
        return _with_office(phrase[: found.start()], found.group())
    return None


def _account(phrase: str) -> Kind | None:
    """Return the kind of an account that is addressed with @: 河湾发布, 平安河湾, an outlet, an authority."""
    name = phrase[1:]
    if is_official_account(name):
        return "named_institution"
    return "named_outlet" if is_outlet(name) else "named_institution" if is_institution(name) else None


def _with_office(before: str, office: str) -> Kind | None:
    """Return the kind of the holder of an office who is not named: 局长, 该国总统, 外交部长, 河湾市教育局局长."""
    if not before or is_generic(before) or is_country(before) or before.endswith("国") or before[0] in "该此":
        return "anonymous"
    if is_person(before):
        return "named_person"  # 河湾邮政支局陈忠祥局长
    if is_any_institution(before.removeprefix("一")):
        return "anonymous"
    if _SOME.search(before):
        return "anonymous"  # 某上市公司技术总监
    is_a_unit = len(before) <= _LONGEST_UNIT and not (_UNDERGONE.search(before) or _NO_PART.search(before))
    if is_a_unit and not is_institution(before + office[0]) and not _PLACE.fullmatch(before):
        return "anonymous"  # 教导主任, 护理部主任
    bodies = (before, before + office[0])  # 外交部长 heads the 外交部
    return "institution_anonymous" if any(map(is_institution, bodies)) or _PLACE.fullmatch(before) else None


def _is_body(name: str) -> bool:
    return is_institution(name) or _LOCAL_BODY.fullmatch(name) is not None


def _without_unit(before: str) -> str:
    """Return the named body without the unit of it that speaks: 河湾市教育局基教科 gives 河湾市教育局."""
    before = _IN_CHARGE.sub("", before)
    found = _UNIT_OF.fullmatch(before) or _BRANCH_OF.fullmatch(before)
    return found["body"] if found and _is_body(found["body"]) else before


def _with_role(before: str, role: str) -> Kind | None:
    if not before or is_generic(before):
        return "anonymous"
    if _OBJECT_OF.search(before):
        return None
    if is_masked(before) or (_RELATIONS.fullmatch(role) and is_person(before)):
        return "anonymous"  # 章女士的父亲 is not 章女士
    if is_addressed(before, role) or is_person(before):
        return "named_person"
    if role.endswith("媒体") and before.endswith(("官方", "主流", "权威")):
        return "anonymous"
    if (among := _AMONG.search(before)) and is_person(before[: among.start()]):
        return "named_person"  # 张澄成等专家
    before = _COUNTED.sub("", before) or before  # 教育局一相关负责人
    before = before.removesuffix("的")  # 海岛大学的教授; but 徐立明的家人 is not 徐立明
    if role == "媒体" and before.endswith("等") and is_outlet(before[:-1]):
        return "named_outlet"
    if role in _OUTSIDERS or _UNIT.fullmatch(before):
        return "anonymous" if len(before) <= 16 and not _NO_PART.search(before) else None
    if role == "交警" and _POLICED.fullmatch(before):
        return "named_institution"  # 河湾交警 is the police of a town, 执勤交警 an officer
    before = _without_unit(before)
    if role in _SPEAKS_FOR and _PLACES.fullmatch(before):
        return "named_institution"  # 河湾自治区有关负责人
    if is_country(before) and role not in _SPEAKS_FOR:
        return "anonymous"  # 美国官员, as 美媒
    if _is_body(before) or is_outlet(before):
        if before != without_generic(before) or _SOME.search(before):
            return "anonymous"  # 一家平台的客服
        return "named_institution" if role in _SPEAKS_FOR else "institution_anonymous"
    if role in ("发言人", "新闻发言人") and 2 <= len(before) <= 8 and not is_any_institution(before):
        return "named_institution"  # 滴滴一名发言人: the name is not a known institution, but it has a spokesperson
    if role in _ORGANISED and not is_any_institution(before):
        return "named_institution" if len(before) <= 8 else None
    if is_any_institution(before):
        return "anonymous"
    return "anonymous" if len(before) <= 12 and not (_UNDERGONE.search(before) or _NO_PART.search(before)) else None
