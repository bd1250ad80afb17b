"""What a body does not keep of its headline, and all that is no difference."""

from __future__ import annotations

import pytest

from articles.provenance.headline_body.comparison import unkept_promises
from articles.text.search_folding import fold_for_search

BOOKS = (
    "昨天下午，全市读书周在河湾图书馆开幕，二十家出版社带来了新书。现场设有儿童阅读区，孩子们围坐在一起听故事。"
    "馆长介绍说，读书周将持续到月底，期间安排了十二场讲座，作者会与读者见面。许多读者一早就排队入场，挑选自己喜欢的小说和画册。"
    "图书馆还延长了开放时间，并为老年读者准备了大字本。读者凭借书证可以免费听讲座，也可以把旧书带来交换。"
)
SPORTS = "临江市昨天举行了春季运动会，各个学校的选手参加了跑步、跳远和拔河，场边的家长一直加油到傍晚才散去。" * 5


def unkept(headline: str, body: str) -> list[tuple[str, str]]:
    folded = fold_for_search(headline).text
    return [(each.kind, folded[each.start : each.end]) for each in unkept_promises(folded, body)]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("河湾民宿大会召开，6家民宿获奖", BOOKS),
        ("江口化工厂爆炸致4人遇难", BOOKS),
        ("震惊！护栏松动老桥封闭", SPORTS),
        ("江口老橋護欄斷裂，12輛貨車被困", BOOKS),
        ("江口老桥护\u200b栏断裂，１２辆货车被困", BOOKS),
        ("Factory explosion kills twelve workers", "Spring sports were held in the old stadium on Friday. " * 6),
    ],
)
def test_headline_of_another_event_has_no_claim_in_the_body(headline, body):
    assert [kind for kind, _ in unkept(headline, body)] == ["claim"]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("河湾读书周开幕，二十家出版社带来新书", BOOKS),
        ("江口化工厂爆炸致4人遇难", "现场视频。来源：江口消防"),
        ("江口化工厂爆炸致4人遇难", "图1 现场\n图2 消防员\n图3 伤者被送医"),
        ("江口化工厂爆炸致4人遇难", ""),
        ("江口化工厂爆炸致4人遇难", " \n"),
        ("这件事看完你就明白了，别再上当", BOOKS),
        ("阅读的5个好处，第3个想不到", BOOKS),
        ("为什么孩子不爱听故事？", BOOKS),
        ("大手牵小手 共筑平安梦", BOOKS),
        ("江口新闻网欢迎您", BOOKS),
        ("江口化工厂爆炸致4人遇难", "版权声明：本网注明来源的稿件，转载须经许可。联系电话见首页。登录后可以评论。" * 8),
    ],
)
def test_captions_teasers_and_page_furniture_are_not_about_something_else(headline, body):
    assert "claim" not in [kind for kind, _ in unkept(headline, body)]


@pytest.mark.parametrize(
    ("headline", "body", "said"),
    [
        ("河湾市长未会见代表团", "河湾市长王海昨天会见了代表团，双方谈了两个小时。", "未会见"),
        ("河湾市長未會見代表團", "河湾市长王海昨天会见了代表团，双方谈了两个小时。", "未会见"),
        ("河湾市长会见代表团", "河湾市长王海昨天未会见代表团，代表团已经离开。", "会见"),
        ("河湾法院不予受理环保诉讼", "河湾法院受理环保诉讼，并通知了双方当事人。", "不予受理"),
        ("河湾大桥明日通车", "记者获悉，河湾大桥明日不通车，时间另行通知。", "通车"),
        ("河湾地铁三号线下月开工", "河湾地铁三号线下月停工，工期另定。", "开工"),
        ("张伟起诉李强", "昨天，李强起诉张伟一案开庭。", "张伟起诉李强"),
        ("河湾队战胜江口队", "昨晚，江口队主场战胜了河湾队，比分3比1。", "河湾队战胜江口队"),
        ("河湾一工地事故致30人受伤", "昨天，河湾一工地发生事故，造成3人受伤，伤者已经送医。", "30人"),
        ("河湾一工地事故致３０人受伤", "昨天，河湾一工地发生事故，造成三人受伤，伤者已经送医。", "30人"),
        ("河湾男子入室盗窃19起 涉案金额2万元", "河湾警方说，他在河湾入室盗窃6起，涉案金额两万元。", "19起"),
        ("河湾一工地坍塌致5人死亡", "昨天，河湾一工地发生坍塌，造成3人死亡、2人受伤。", "5人"),
        ("河湾队3比1击败江口队", "昨晚，江口队以3比1击败河湾队，升到第二位。", "河湾队3比1击败江口队"),
        ("河湾老城供水改造涉及8万户居民", "河湾老城的供水改造开工了。工程分三期，涉及五万户居民。", "8万户"),
        ("河湾新城大桥6月7日通车", "河湾新城大桥六月九日通车，市民可以步行过桥。", "6月7日"),
        ("河湾6家民宿获奖", "昨天，河湾16家民宿获奖，奖牌由市长颁发。", "6家"),
        ("河湾新城大桥6月7日通车", "河湾新城大桥6月9日通车，市民可以步行过桥。", "6月7日"),
    ],
)
def test_body_that_says_otherwise_contradicts_its_headline(headline, body, said):
    assert ("contradicted", said) in unkept(headline, body)


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("工地事故致3人受伤", "昨天工地发生事故，三人受伤。"),
        ("工地事故致三人受伤", "昨天工地发生事故，造成3名工人受伤。"),
        ("事故致5人受伤", "事故中3名女工和2名男工受伤，共有五人。"),
        ("事故致5人受伤", "事故造成3名女工、2名男工受伤。"),
        ("事故致5人死伤", "事故造成3人死亡、2人受伤。"),
        ("河湾大桥6月7日通车", "河湾大桥六月七日通车，市民可以步行过桥。"),
        ("河湾队3比1击败江口队", "昨晚，河湾队以3比1击败江口队，升到第二位。"),
        ("上百人参加义诊", "昨天，130多人参加了义诊。"),
        ("100多人参加义诊", "昨天，上百人参加了义诊。"),
        ("河湾数十人报名", "河湾42人报名参加了活动。"),
        ("河湾新增就业近30万人", "今年河湾新增就业29.8万人，比去年多。"),
        ("河湾居民收入增长5.2%", "河湾居民收入增长百分之五点二。"),
        ("河湾居民收入增长5%", "河湾居民收入增长5.2%。"),
        ("捐出1300元", "他捐出１，３００元。"),
        ("投资5000万元", "项目投资0.5亿元。"),
        ("19-21日河湾有雨", "19日到21日，河湾有一次降雨过程，20日最大。"),
        ("23:54:58，河湾发生停电", "昨天深夜，河湾发生停电，一小时后恢复。"),
        ("河湾大桥通车40周年", "1986年，河湾大桥通车，成为两岸的纽带。"),
        ("360回应用户投诉", "公司昨天回应了用户的投诉，表示将退款。"),
        ("58同城回应", "公司昨天回应了此事。"),
        ("河湾一官员被“双开”", "河湾市一名官员昨天被开除党籍和公职。"),
        ("两家公司隔空“炮轰”", "甲公司和乙公司昨天先后发表声明，互相指责。"),
        ("“五一”假期出游攻略", "劳动节假期将至，河湾的景区准备了许多活动。"),
        ("10个方法教你省电", "下面的办法可以省电。先关灯，再调高空调温度。"),
        ("河湾工地事故致3人受伤", "河湾工地发生事故，3人受伤。去年同一工地曾有8人受伤。"),
        ("河湾警方否认商场失火", "河湾警方昨天否认商场失火，称现场是演练。"),
        ("网传河湾大桥不通车", "网传河湾大桥不通车，交通局辟谣：大桥正常通车。"),
        ("河湾不少居民参加植树", "昨天，河湾居民参加植树活动，种下三百棵树苗。"),
        ("未来河湾将有两条地铁", "河湾将有两条地铁线路，明年开工。"),
        ("两车相撞两人受伤", "昨天两车相撞，两名司机受伤，已经送医。"),
        ("河湾卫健委：明日起接种", "河湾市卫生健康委员会昨天通知，明日起接种。"),
        ("川普宣布退出协定", "特朗普昨天宣布退出这项协定。"),
        ("张伟怒斥物业公司", "该男子怒斥物业公司收费不清，要求公开账目。"),
        ("王建国回应质疑", "王先生昨天回应了外界的质疑，表示会公开资料。"),
        ("Trump meets three senators", "The president met 3 senators in the capital on Monday."),
    ],
)  # fmt: skip
def test_other_words_for_the_same_are_no_difference(headline, body):
    assert unkept(headline, body) == []


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("张伟怒斥物业公司", "张伟"),
        ("市长王海会见代表团", "王海"),
        ("江口市教育局通报补课名单", "江口市教育局"),
    ],
)
def test_person_or_institution_that_the_body_never_names_is_missing(headline, name):
    body = "河湾一小区的居民对收费不满，昨天在门口聚集，要求公开账目和名单，并会见了代表。"
    assert ("name", name) in unkept(headline, body)


def test_amount_that_a_long_body_never_holds_is_missing():
    assert unkept("图书馆花3000万元买书", BOOKS) == [("number", "3000万元")]
    assert unkept("图书馆花3000万元买书", BOOKS + "买书花了三千万元。") == []
    assert unkept("图书馆花900元买书", BOOKS[:80]) == [], "a short body need not say it"
    assert unkept("老人捐出3000万", "老人昨天捐了一笔钱。") == [("number", "3000万")]


def test_site_names_and_labels_are_no_part_of_the_headline():
    assert unkept("【江口大学】读书周在图书馆开幕_江口新闻网", BOOKS) == []
    assert unkept("读书周在图书馆开幕-江口热线网", BOOKS) == []


def test_hostile_headlines_and_bodies_are_read_in_bounds():
    for headline in ("未" * 300, "1" * 300, "一二三" * 80, "(" * 200, "甲起诉乙" * 50):
        for body in ("未" * 20_000, "1人" * 9_000, "甲起诉乙。" * 4_000, "\x00" * 500):
            unkept(headline, body)


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("湖城车祸致6死", "6死"),
        ("湖城车祸致7人死亡", "7人"),
        ("湖城车祸9人伤", "9人"),
        ("湖城车祸致2死3伤", None),
        ("湖城车祸致5人死伤", None),
    ],
)
def test_the_dead_are_counted_alike_however_they_are_told(headline, said):
    body = "3月5日上午，湖城城东路口发生车祸，造成2人死亡、3人受伤。伤者已送医院治疗。事故原因正在调查。交通已经恢复。"
    assert unkept(headline, body) == ([("contradicted", said)] if said else [])
