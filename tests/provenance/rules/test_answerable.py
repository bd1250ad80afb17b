"""Who answers for an article, what is hearsay, and which experts have no name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.parsing.extracted import ExtractedSource
from articles.parsing.submitted.structured import from_fields
from articles.provenance.record import assess_provenance
from tests.provenance.makers import WEB, article
from tests.provenance.rules.test_sourcing import finding

FIRE = "河湾老城区一仓库起火"
PLAIN = "3月4日凌晨，河湾老城区一仓库起火，现场浓烟滚滚。"
RUMOUR = "据网传消息，仓库起火造成三人受伤。"
ANSWERED = [
    ("河湾新闻网讯（记者周澄 通讯员李然）3月4日凌晨，河湾老城区一仓库起火。", "据悉，起火原因正在调查。"),
    ("河湾新闻网3月4日电 河湾老城区一仓库起火。", "据悉，原因正在调查。"),
    (PLAIN, RUMOUR, "来源：河湾日报"),
    ("河湾市中级人民法院官方网站发布情况通报。据悉，仓库起火案已立案。",),
    (PLAIN, "副检察长王爱民说，起火原因正在调查。", "网友表示，仓库起火时有爆炸声。"),
    (PLAIN, "数据显示，起火多在冬季。", "各国与会人士表示，关注此事。"),
    ("网传河湾老城区一仓库起火。河湾市公安局表示，网传内容不实。",),
    ("网传河湾老城区一仓库起火。据河湾日报报道，仓库起火原因正在调查。",),
    (PLAIN, RUMOUR, "河湾市消防救援支队接到报警后赶赴现场。"),
    (PLAIN, RUMOUR, "本报记者 周澄"),
    (PLAIN, f"{RUMOUR}（河湾晚报 周澄）"),
    (PLAIN, RUMOUR, "据《河湾晚报》报道，火灾由电线老化引起，已排除人为。"),
    (PLAIN, RUMOUR, "记者从现场了解到，火势已经减弱。"),
    (PLAIN, RUMOUR, "依据《消防法》第五条，仓库起火应当立即报警。"),
    (PLAIN, "有人说，人生就像一场火。"),
    (PLAIN, "网友表示：希望大家都平安。"),
    (PLAIN, RUMOUR, "河湾市公安局通报，仓库起火没有造成伤亡。"),
    (PLAIN, RUMOUR, "仓库老板刘和平说，火是从西墙烧起来的，仓库里没有人。"),
    (PLAIN, RUMOUR, "河湾市应急管理局回应，情况属实，正在处置。"),
    (PLAIN, RUMOUR, "河湾日报报道，仓库火情已经扑灭。"),
    (PLAIN, RUMOUR, "来源：河湾在线综合自网友爆料"),
    (PLAIN, "据外媒报道，仓库起火与走私有关。", "仓库老板没有回应河湾电视台的置评请求。"),
    ("当地媒体援引警方消息报道说，3月4日河湾老城区一仓库起火。",),
    (PLAIN, "网传仓库起火造成三人死亡。[详细]", "近日，城东修路。[详细]"),
    ("消防圈讯 3月4日凌晨，河湾老城区一仓库起火。", "据消息人士透露，仓库起火系电线老化。"),
    ("河湾之家(river.example)3月4日消息:河湾老城区一仓库起火。", "据外媒报道，仓库起火与走私有关。"),
    (PLAIN, "本网了解到，仓库起火系电线老化。", "据知情人称，仓库起火时无人。"),
    (PLAIN, "此前媒体多次报道，仓库起火与管理有关的事时有发生。"),
]
HEARSAY = [
    ("河湾老城区一仓库起火，网传下月起仓库一律拆除。",),
    (PLAIN, RUMOUR, "有网友表示，仓库起火时有爆炸声。"),
    (PLAIN, RUMOUR, "河湾日报指出，做好防汛工作很重要。"),
    (PLAIN, RUMOUR, "河湾日报称，读书使人快乐。"),
    ("据网友爆料，3月4日凌晨，河湾老城区一仓库起火。",),
    ("知情人士透露，3月4日河湾老城区仓库起火系电线老化。",),
    (PLAIN, "据外媒报道，仓库起火与走私有关。"),
    (PLAIN, "网传仓库起火造成多人死亡。", "河湾市是一座古城。"),
    # Whom one could ask about something else answers for nothing here.
    (PLAIN, RUMOUR, "河湾市统计局介绍，去年全市粮食增产。"),
    (PLAIN, RUMOUR, "河湾市教育局局长王海燕表示，正在调查校服质量。"),
    (PLAIN, RUMOUR, "河湾市公安局召开表彰大会，二十名民警受到表彰。"),
    (PLAIN, RUMOUR, "河湾晚报报道，市民都爱吃早茶。"),
    (PLAIN, RUMOUR, "《道路交通安全法》规定，行人应当走人行道。"),
    (PLAIN, RUMOUR, "新华社、人民日报、光明日报、经济日报、中国青年报、河湾日报等媒体报道，事故引发关注。"),
    (PLAIN, RUMOUR, "综合：新华社、人民日报、光明日报、经济日报、中国青年报、河湾日报、河湾晚报、河湾广播网"),
    (PLAIN, "网传仓库起火造成三人死亡。", "河湾市气象局介绍，当天风力三级，气温下降。"),
    (PLAIN, RUMOUR, "来源：网友综合整理"),
    (PLAIN, RUMOUR, "来源：小编综合自网络"),
    ("网友爆料，", "3月4日凌晨，河湾老城区一仓库起火，火光冲天。"),
    ("据相关消息报道，3月4日河湾老城区一仓库起火。",),
    ("知情人透漏：3月4日河湾老城区仓库起火时门被锁着。",),
    ("最新消息:3月4日河湾老城区一仓库起火。", RUMOUR),
    ("网友3月4日消息:河湾老城区一仓库起火。", RUMOUR),
    (PLAIN, "知情人士称，仓库起火时老板锁了门。", "据新华社报道，全国粮食再获丰收。", "河湾日报称，读书使人快乐。"),
]


@pytest.mark.parametrize("body", ANSWERED)
def test_somebody_answers_for_it(body: tuple[str, ...]) -> None:
    assert finding(article(FIRE, *body), "vague_sourcing") is None


@pytest.mark.parametrize("body", HEARSAY)
def test_nobody_answers_for_it(body: tuple[str, ...]) -> None:
    found = finding(article(FIRE, *body), "vague_sourcing")
    assert found is not None
    assert found.severity == "medium"
    assert found.spans[0].text in found.zh


@pytest.mark.parametrize("name", ["河湾日报", "河湾发布", "河湾市应急管理局"])
def test_an_outlet_or_authority_answers_for_its_own_account(name: str) -> None:
    own = replace(article(FIRE, PLAIN, RUMOUR), source=ExtractedSource(name))
    assert finding(own, "vague_sourcing") is None


def test_a_rumour_of_public_matters_counts_whatever_the_topic() -> None:
    told = "据网传消息，多地公布补贴名单，网友表示名单已经公示，相关人士称下月发放。"
    assert finding(article("多地公布补贴名单", told, declaration=WEB), "vague_sourcing") is not None


@pytest.mark.parametrize(
    "text",
    [
        "张澄成等专家表示，桥会塌。",
        "李建民等多位专家认为，桥会塌。",
        "原告律师表示，合同有效。",
        "其代理律师表示，合同有效。",
        "辩护律师认为，证据不足。",
        "业内人士表示，价格会涨。",
        "他的诗获得诗坛专家点评。",
        "• 医生说：这五种水不能喝",
        "主治医生表示，治疗要三十万元。",
        "河湾大学教授王海燕说，桥会塌。专家介绍，桥龄已有三十年。",
    ],
)
def test_no_nameless_expert(text: str) -> None:
    assert finding(article(FIRE, text), "anonymous_expert") is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("专家认为，桥会塌。", 1),
        ("有专家指出，桥会塌。另有学者表示，桥不会塌。", 2),
        ("有律师表示，此举违法。", 1),
        ("河湾大学一名教授表示，桥会塌。", 1),
        ("多位医生提醒，不要喝生水。", 1),
    ],
)
def test_experts_without_a_name_are_counted(text: str, count: int) -> None:
    found = finding(article(FIRE, text), "anonymous_expert")
    assert found is not None
    assert found.zh.startswith(f"{count} 处")


def test_experts_beside_named_sources_are_low() -> None:
    found = finding(article(FIRE, "专家认为，桥会塌。", "河湾市应急管理局表示，正在调查。"), "anonymous_expert")
    assert found is not None
    assert found.severity == "low"


@pytest.mark.parametrize(
    ("account", "declared", "severity"),
    [
        ("河湾观察", True, "high"),
        ("河湾周刊", True, "high"),
        ("河湾观察", False, "medium"),
        ("热点快报", False, "medium"),
        ("河湾晚报", False, None),
        ("河湾晚报", True, "high"),
        ("新华社", False, None),
    ],
)
def test_a_name_like_an_outlets_answers_for_nothing(account: str, declared: bool, severity: str | None) -> None:
    body = ["据网友爆料，河湾老桥今天早上垮塌，多辆车坠河。", "知情人士称，已有多人受伤送医，原因正在调查。"]
    fields = {"headline": "河湾老桥垮塌，多辆车坠河", "body": body, "source": account}
    article = from_fields({**fields, "declarations": ["声明：取材网络，谨慎辨别"] if declared else []})
    found = {one.code: one.severity for one in assess_provenance(article).findings}
    assert found.get("vague_sourcing") == severity
