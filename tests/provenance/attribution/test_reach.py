"""Speakers of every kind are found where a reader finds them, and nobody where there is none."""

from __future__ import annotations

import pytest

from articles.provenance.attribution.attributions import find_attributions

# Characters that are words of their own, in given names; double, foreign and rare names.
NAMES = [
    "杨家和",
    "何多",
    "吕和",
    "施一",
    "张年",
    "孔月明",
    "金民",
    "端木家",
    "公孙道人",
    "朱民生",
    "秦月",
    "许方",
    "蒋友道",
    "沈一方",
    "曹中天",
    "严家友",
    "陶道",
    "戚方圆",
    "司马青",
    "上官婉",
    "东方月",
    "慕容雪",
    "那仁图雅",
    "阿依古丽",
    "其其格",
    "泽连斯基",
    "让-克洛德·容克",
    "古丽娜尔·吐尔逊",
    "岸田文雄",
    "石破茂",
    "王国庆",
    "高志强",
    "周一凡",
    "马克龙",
    "J·K·罗琳",
]
TITLES = [
    "护林员",
    "乘务长",
    "楼长",
    "书记员",
    "巡河员",
    "养殖户",
    "总领事",
    "参赞",
    "公证员",
    "裁判长",
    "副检察长",
    "村支书",
    "院士",
    "老船长",
    "首席质量官",
    "护师",
    "列车长",
    "监事长",
    "园长",
    "调度员",
]
NO_NAMES = [
    "周边",
    "高中",
    "安全员",
    "方便面",
    "金融业",
    "万人",
    "何处",
    "白天",
    "成都",
    "马路边",
    "万余家",
    "高铁",
    "时代",
    "黄金",
    "任何人",
    "连日来",
    "相关",
    "常年",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "sentence",
    ["{}表示，工程按期完成。", "“工程按期完成。”{}说。", "当地时间7日，{}在记者会上说，工程按期完成。"],
)
def test_a_name_is_found_before_a_verb(name: str, sentence: str) -> None:
    found = find_attributions(sentence.format(name))
    assert [(each.who, each.kind) for each in found] == [(name, "named_person")]


@pytest.mark.parametrize("title", TITLES)
def test_a_word_for_a_person_is_a_title(title: str) -> None:
    (found,) = find_attributions(f"河湾市{title}周澄告诉记者，设备已经到位。")
    assert (found.who, found.kind) == (f"河湾市{title}周澄", "named_person")


@pytest.mark.parametrize("word", NO_NAMES)
def test_a_word_is_no_name(word: str) -> None:
    assert [each for each in find_attributions(f"{word}表示，很好。") if each.kind == "named_person"] == []


FOUND = [
    ("樊小东说这三场比赛值得总结，因为对手越来越强。", "樊小东", "named_person"),
    ("大叔说今天天气不好，比平时少了许多人。", "大叔", "anonymous"),
    ("被司机殴打的周澄在微博发声称，人已经找到。", "周澄", "named_person"),
    ("周澄否认自己醉酒。", "周澄", "named_person"),
    ("民政部门回应，补贴已经发放。", "民政部门", "named_institution"),
    ("有关部门表示，正在核实。", "有关部门", "anonymous"),
    ("多个部门均称不归他们管。", "多个部门", "anonymous"),
    ("公诉方表示，犯罪事实清楚。", "公诉方", "named_institution"),
    ("合议庭认为，证据不足。", "合议庭", "named_institution"),
    ("河湾区人民检察院指控，被告人收受财物。", "河湾区人民检察院", "named_institution"),
    ("河湾区城管委老城中队称，已找到高空抛物者。", "河湾区城管委老城中队", "named_institution"),
    ("河湾电影工作室表示，会配合查清真相。", "河湾电影工作室", "named_institution"),
    ("河湾银行分析师周澄则指出，汇率走低。", "河湾银行分析师周澄", "named_person"),
    ("河湾市市长称，正在核实。", "河湾市市长", "institution_anonymous"),
    ("外交部长8日在例行会见后表示，立场没有变。", "外交部长", "institution_anonymous"),
    ("宣传部门工作人员称，此事由车管所负责。", "宣传部门工作人员", "anonymous"),
    ("一家公司的客服人员称，短信已停发。", "一家公司的客服人员", "anonymous"),
    ("河湾幼儿园的家长向记者反映，门口粉尘很大。", "河湾幼儿园的家长", "anonymous"),
    ("据涉案人员交代，货已卖出。", "涉案人员", "anonymous"),
    ("公开资料显示，公司成立于2001年。", "资料", "unspecified"),
    ("庭审信息显示，涉案儿童共7名。", "信息", "unspecified"),
    ("也门政府官员说，已交换名单。", "也门政府官员", "institution_anonymous"),
    ("【同期声】河湾村村民 张晓梅：堆得比路还高，又臭又难看。", "河湾村村民 张晓梅", "named_person"),
    ("图为肖爱华指导学员。河湾在线5月1日讯(记者 周澄)大桥今天通车。", "河湾在线", "named_outlet"),
    ("河湾质量新闻网讯2026年3月26日，食药局发布通告。", "河湾质量新闻网", "named_outlet"),
    ("河湾晚报曝光，三家饭店使用过期油。", "河湾晚报", "named_outlet"),
    ("Mayor Zhou Cheng told reporters the bridge was safe.", "Mayor Zhou Cheng", "named_person"),
    ("周\u200b澄\u200b说\u200b这\u200b座桥修了三年。", "周\u200b澄", "named_person"),
    ("周 澄 表 示 ， 工 程 按 期 完 成 。", "周 澄", "named_person"),
]


@pytest.mark.parametrize(("text", "who", "kind"), FOUND)
def test_a_speaker_is_found(text: str, who: str, kind: str) -> None:
    assert (who, kind) in [(each.who, each.kind) for each in find_attributions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "对于住在周边的人来说，这座桥很重要。",
        "总的来说这座桥很重要，大家都明白。",
        "民警已发布降雪预警，这也意味着明天要停课。",
        "经核实，不存在网上流传“抢小孩”的事实。",
        "初步检测，结果发现了许多问题。",
        "根据科学预报，明天有雨。",
        "《河湾市大气白皮书》发布。",
        "应刑警队队长要求，我们出示了证明。",
        "欢迎加入河湾新闻爆料群，爆料有奖，每天更新。",
        "《水浒传》中说，好汉聚在水泊。",
        "记者周澄报道，大桥今天通车。",
        "责任编辑 周澄：审核已经通过了这一篇稿件。",
        "秦小滨当庭表示认罪、悔罪，不上诉。",
        "被告人对其违法事实供认不讳，另案处理。",
    ],
)
def test_nobody_speaks(text: str) -> None:
    assert find_attributions(text) == []


def test_a_name_introduced_with_an_office_is_known_alone() -> None:
    text = "国家副主席韩明16日会见老挝国家副主席本通。\n本通表示，老方愿深化合作。"
    assert ("本通", "named_person") in [(each.who, each.kind) for each in find_attributions(text)]
    assert find_attributions("本通表示，老方愿深化合作。") == []


def test_a_body_introduced_by_its_short_form_or_stock_code_is_known_alone() -> None:
    short = "河湾电影发行有限公司（以下简称“湾影”）昨天开会。\n湾影表示，影片如期上映。"
    stock = "河湾运业（002357.SZ）晚间停牌。\n河湾运业公告称，子公司收到通知。"
    assert ("湾影", "named_institution") in [(each.who, each.kind) for each in find_attributions(short)]
    assert ("河湾运业", "named_institution") in [(each.who, each.kind) for each in find_attributions(stock)]


def test_the_speaker_of_a_quoted_sentence_is_found_beside_the_one_who_quotes() -> None:
    text = "王海燕说：“局长李建民表示，工期不变。”"
    found = [(each.who, each.kind) for each in find_attributions(text)]
    assert found == [("王海燕", "named_person"), ("局长李建民", "named_person")]


@pytest.mark.parametrize(
    ("text", "who", "kind"),
    [
        (
            "河湾市消费者协会(以下简称“市消协”)发布“服装试验结果”，称合格率不高。",
            "河湾市消费者协会",
            "named_institution",
        ),
        ("武装组织“真主党运动”斥责这是“愚蠢的决定”。", "真主党运动", "named_institution"),
        ("据“河湾纪事报”报道，这个家庭已经搬走。", "河湾纪事报", "named_outlet"),
        ("“云岭早报”称，大桥明年通车。", "云岭早报", "named_outlet"),
        ("网易体育讯 北京时间5日，河湾队获胜。", "网易体育", "named_outlet"),
        ("据@河湾高速警察12月8日晚8:37分发布消息称，前方拥堵。", "河湾高速警察", "named_institution"),
        ("云岭市发言人称，机上共有20人。", "云岭市发言人", "named_institution"),
        ("知情人称，合同早就签了。", "知情人", "anonymous"),
        ("据海岛抗灾署24号公布的数字，两万人转移。", "海岛抗灾署", "named_institution"),
        ("河湾警方呼吁市民，应在正规平台购物。", "河湾警方", "named_institution"),
        ("河湾市中级人民法院二审审理认为，合同有效。", "河湾市中级人民法院", "named_institution"),
        ("河湾派出所接到群众报警称，湖里有人呼救。", "群众", "anonymous"),
        ("云岭派出所接周先生报案称，家中失窃。", "周先生", "anonymous"),
        ("IAEA表示，核材料没有泄漏。", "IAEA", "named_institution"),
    ],
)
def test_a_reader_sees_who_speaks(text: str, who: str, kind: str) -> None:
    found = [(each.who.partition("(")[0], each.kind) for each in find_attributions(text)]
    assert (who, kind) in found


@pytest.mark.parametrize(
    "text",
    [
        "他点头说“好的”，表示没有问题。",
        "他被人称为英雄。",
        "有一段“老规矩”，表示谢意时不能免。",
        "派出所接到报警称得上是家常便饭。",
    ],
)
def test_words_in_quotation_marks_or_of_others_are_nobody(text: str) -> None:
    assert find_attributions(text) == []
