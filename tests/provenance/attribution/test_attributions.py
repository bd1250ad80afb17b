"""Who is credited, in each rule family and each class; every span is checked against the text."""

from __future__ import annotations

import pytest

from articles.provenance.attribution.attributions import Attribution, find_attributions


def only(text: str) -> Attribution:
    (found,) = find_attributions(text)
    assert text[found.start : found.end] == found.who
    return found


FAMILIES = [
    # a: 据 … and 从 … 获悉
    ("据海岛渔业研究院测算,明年产量翻番。", "海岛渔业研究院", "named_institution", "测算", "明年产量翻番"),
    ("根据青川省统计局公布的数据，人口在减少。", "青川省统计局", "named_institution", "数据", "人口在减少"),
    ("据外媒报道，火山爆发了。", "外媒", "anonymous", "报道", "火山爆发了"),
    ("据《海岛晨报》5月3日报道,渡轮停航。", "《海岛晨报》", "named_outlet", "报道", "渡轮停航"),
    ("据法新社报道，谈判破裂。", "法新社", "named_outlet", "报道", "谈判破裂"),
    ("记者从临江市公安局获悉，嫌犯已被抓获。", "临江市公安局", "named_institution", "获悉", "嫌犯已被抓获"),
    ("据悉，大桥年底通车。", "据悉", "unspecified", "悉", "大桥年底通车"),
    ("据了解,大桥年底通车。", "据了解", "unspecified", "了解", "大桥年底通车"),
    ("据不完全统计，三成商户已搬走。", "据不完全统计", "unspecified", "统计", "三成商户已搬走"),
    ("网传某桥已经停工。", "网传", "unspecified", "网传", "某桥已经停工"),
    # b: an outlet in its marks
    ("连《海岛时报》都忍不住吐槽：“到底演给谁看？”", "《海岛时报》", "named_outlet", "吐槽", "到底演给谁看？"),
    ("英国《经济评论》杂志指出，成本还会上升。", "英国《经济评论》杂志", "named_outlet", "指出", "成本还会上升"),
    # c: somebody, a colon, a quotation, in each style of quotes
    ("特朗普说:“我们赢了。”", "特朗普", "named_person", "说", "我们赢了。"),
    ("王女士告诉记者：「钱没了。」", "王女士", "anonymous", "告诉记者", "钱没了。"),
    ('路透社评论称:"这只是开始。"', "路透社", "named_outlet", "评论称", "这只是开始。"),
    (
        "正如彼得森研究所专家所言：“价值不在于此。”",
        "彼得森研究所专家",
        "institution_anonymous",
        "所言",
        "价值不在于此。",
    ),
    # d: the quotation first
    ("“我们很高兴，”徐立明说。", "徐立明", "named_person", "说", "我们很高兴，"),
    ("“价格不会再跌。”一位业内人士透露。", "一位业内人士", "anonymous", "透露", "价格不会再跌。"),
    # e: somebody and a verb
    ("外交部发言人徐立明表示，中方反对。", "外交部发言人徐立明", "named_person", "表示", "中方反对"),
    ("世界卫生组织（WHO）警告，疫情会反复。", "世界卫生组织（WHO）", "named_institution", "警告", "疫情会反复"),
    ("有网友表示太贵了。", "网友", "anonymous", "表示", "太贵了"),
    ("专家普遍认为，房价会涨。", "专家", "anonymous", "认为", "房价会涨"),
    ("知情人士透露，公司将裁员。", "知情人士", "anonymous", "透露", "公司将裁员"),
    ("李某承认偷了车。", "李某", "anonymous", "承认", "偷了车"),
    ("青川省统计局数据显示，收入上升。", "青川省统计局", "named_institution", "数据显示", "收入上升"),
    ("海岛大学的一项研究发现，鱼在减少。", "海岛大学", "named_institution", "研究发现", "鱼在减少"),
    ("研究表明，多喝水有好处。", "研究", "unspecified", "研究表明", "多喝水有好处"),
    ("海岛大学教授徐立明近日在一次论坛上指出，鱼在减少。", "海岛大学教授徐立明", "named_person", "指出", "鱼在减少"),
]


@pytest.mark.parametrize(("text", "who", "kind", "verb", "claim"), FAMILIES)
def test_every_family_finds_who_and_what(text: str, who: str, kind: str, verb: str, claim: str) -> None:
    found = only(text)
    assert (found.who, found.kind, found.verb) == (who, kind, verb)
    assert text[found.claim_start : found.claim_end] == claim


NOBODY = [
    "明天下雨，记得带伞。",
    "这些数据很重要，证据也很充分。",  # 据 inside a word
    "官网传来消息，互联网传播很快。",  # 网传 inside a word
    "外交部对事故表示慰问。",  # a speech act, not a claim
    "他表示不知情。",  # a pronoun
    "该公司表示不知情。",  # points back
    "航空公司认为这不是他们的责任。",  # a sort of institution, none by name
    "《公司信息披露规则》已经修订。",  # a verb in a title
    "我认为这件事很荒唐。",
    "这个称号说明了一切，小说里都这么写。",
    "被认为是最好的办法。",
    "一人选择听从医生的建议，没有手术。",
    "他低声对保安说：“开门。”",
    "市检察院通过媒体报道发现了线索。",
    "展会观众预计达三万人。",  # a quantity, not a claim
    "",
    "，。！？：；“”",
]


@pytest.mark.parametrize("text", NOBODY)
def test_no_credit_where_nobody_is_credited(text: str) -> None:
    assert find_attributions(text) == []


@pytest.mark.parametrize("preposition", ["对", "向"])
def test_the_addressee_is_not_the_source(preposition: str) -> None:
    assert find_attributions(f"{preposition}《海岛时报》记者表示，此事属实。") == []
    found = only(f"海岛大学教授徐立明{preposition}《海岛时报》记者表示，此事属实。")
    assert found.who == "海岛大学教授徐立明"


def test_one_who_was_asked_is_still_the_source() -> None:
    assert only("徐立明在接受《海岛时报》采访时表示，此事属实。").who == "徐立明"


@pytest.mark.parametrize(
    ("half", "full"),
    [
        ("据悉,大桥通车。", "据悉，大桥通车。"),
        ("徐立明说:“通车了!”", "徐立明说：“通车了！”"),
        ("世卫组织(WHO)警告,疫情会反复。", "世卫组织（WHO）警告，疫情会反复。"),
    ],
)
def test_half_and_full_width_read_the_same(half: str, full: str) -> None:
    assert [(a.kind, a.start, a.end, a.claim_start, a.claim_end) for a in find_attributions(half)] == [
        (a.kind, a.start, a.end, a.claim_start, a.claim_end) for a in find_attributions(full)
    ]


def test_traditional_characters_are_read_and_kept() -> None:
    found = only("據國家統計局測算，產量會翻倍。")
    assert (found.who, found.kind, found.verb) == ("國家統計局", "named_institution", "測算")


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("江苏警方", "named_institution"),
        ("市教育局工作人员", "institution_anonymous"),
        ("市教育局相关负责人", "named_institution"),  # speaks for it
        ("一位不愿透露姓名的知情人士", "anonymous"),
        ("多位专家", "anonymous"),
        ("村民徐立明", "named_person"),
        ("张教授", "named_person"),
        ("学科带头人徐立明教授", "named_person"),
        ("海岛时报等媒体", "named_outlet"),
        ("徐立明的家人", "anonymous"),
        ("海岛大学的教授", "institution_anonymous"),
        ("徐立明政委", "named_person"),
        ("生态环境部监测司负责人", "named_institution"),
        ("约翰·史密斯", "named_person"),
        ("金融分析师", "anonymous"),  # 金 is a surname, and here it is none
        ("美方", "named_institution"),
        ("英媒", "anonymous"),
        ("国都证券", "named_institution"),  # 都 belongs to the name
        ("对外经贸大学", "named_institution"),  # so does 对
    ],
)
def test_kinds(who: str, kind: str) -> None:
    found = only(f"{who}表示，情况属实。")
    assert (found.who, found.kind) == (who, kind)


def test_two_sources_in_one_sentence_are_two() -> None:
    text = "据《海岛时报》报道，知情人士透露，公司将裁员。"
    assert [each.who for each in find_attributions(text)] == ["《海岛时报》", "知情人士"]


def test_a_claim_ends_with_its_sentence_and_a_quotation_with_its_paragraph() -> None:
    text = "据悉，大桥通车。人很多。"
    found = only(text)
    assert text[found.claim_start : found.claim_end] == "大桥通车"
    open_quote = "徐立明说：“没有说完\n下一段。"
    found = only(open_quote)
    assert open_quote[found.claim_start : found.claim_end] == "没有说完"
