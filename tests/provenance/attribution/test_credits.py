"""Whom an article says it is taken from."""

from __future__ import annotations

import pytest

from articles.parsing.extracted import ExtractedArticle, ExtractedReference, ExtractedSource
from articles.parsing.submitted.structured import from_fields
from articles.provenance.attribution.attributions import find_attributions
from articles.provenance.attribution.credited_names import is_authority
from articles.provenance.attribution.credits import (
    credits_name,
    is_author,
    names_source,
    possible_names,
    reprint_credits,
    told_by,
)


def article(*body: str, **fields) -> ExtractedArticle:
    return ExtractedArticle(headline="老桥封闭", body=body, **fields)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("来源：云岭日报", "云岭日报"),
        ("本文来源: 云岭日报", "云岭日报"),
        ("转载自：《云岭日报》", "云岭日报"),
        ("（转自云岭日报）", "云岭日报"),
        ("本文转载自云岭日报，作者李明", "云岭日报"),
        ("文章来源于云岭观察", "云岭观察"),
        ("原載：雲嶺日報", "雲嶺日報"),
    ],
)
def test_a_credit_is_read_with_its_place(line, name):
    (credit,) = reprint_credits(article("正文。", line))
    assert credit.name == name
    assert article("正文。", line).text[credit.start : credit.end].strip("《》") == name


def test_several_names_are_several_credits_and_what_is_glued_on_is_cut():
    names = [credit.name for credit in reprint_credits(article("来源：云岭日报、临江发布责任编辑：李明"))]
    assert names == ["云岭日报", "临江发布"]


@pytest.mark.parametrize(
    "line",
    [
        "来源：网络", "素材来自网络", "来源于互联网，侵删", "禁止转载：违者必究", "收入来源：打工",
        "图片来源：自己拍的", "图片来源：云岭日报", "本文来自大风号，仅代表作者观点",
        "这个消息的来源还不清楚", "未经许可不得转载。",
    ],
)  # fmt: skip
def test_the_web_and_other_sources_are_nobody(line):
    assert [credit.name for credit in reprint_credits(article(line))] == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("来源：http://www.example.cn/a/1.html", ["example.cn"]),
        ("来源：https://paper.people.com.cn/a/1.html", ["人民网"]),
        ("转自公众号：河湾周刊", ["河湾周刊"]),
        ("转载自微信公众号《河湾周刊》", ["河湾周刊"]),
        ("来源：微博@河湾周刊", ["河湾周刊"]),
        ("来源丨河湾周刊（ID：hewan）", ["河湾周刊"]),
        ("来源：河湾日报全媒体就几个小时的工夫", ["河湾日报"]),
        ("来源：河湾晚报国内新闻", ["河湾晚报"]),
        ("来源：河湾晚报记者周澄", ["河湾晚报"]),
        ("来源：河湾晚报版权归原作者所有", ["河湾晚报"]),
        ("来源：河湾网下一篇讲的是供水", ["河湾网"]),
        ("来源：光明网生活频道—", ["光明网"]),
        ("来源：人民网-河湾频道", ["人民网"]),
        ("来源：新华社河湾分社", ["新华社"]),
        ("来源：中国青年网", ["中国青年网"]),
        ("来源：河湾市公安局官方微博", ["河湾市公安局官方微博"]),
        ("来源：河湾市总工会5月18日", ["河湾市总工会"]),
        ("来源：综合新华社、河湾日报等", ["新华社", "河湾日报"]),
        ("來源：河灣日報", ["河灣日報"]),
        ("来源：河湾都市快报", ["河湾都市快报"]),
        ("来源：北京时间", ["北京时间"]),
        ("视频来源：河湾周刊", ["河湾周刊"]),
    ],
)
def test_names_are_cut_where_they_end(line, names):
    assert [credit.name for credit in reprint_credits(article("正文。", line))] == names


@pytest.mark.parametrize(
    "line",
    [
        "本文信息首发传谣者系外地一男子",
        "资料出处：百度百科、贴吧",
        "来源：我们在现场看到的情况",
        "凡本网注明“来源：河湾网”的所有作品，版权均为本网所有",
        "转载请注明来源：河湾网",
        "【声明】本文来自腾讯新闻客户端自媒体，不代表腾讯新闻的观点",
        "本文并非转自河湾观察",
        "如擅自改为“稿件来源:河湾新闻网”，本网将追究责任",
        "首发：3-郭方、6-童明、9-高一",
        "来自： tieba.baidu.com/p/1",
        "来源：返回首页",
        "来源：知乎",
        "凡未标有“来源：河湾网”的均为转载",
        "本公众号内容转载自其他媒体",
        "来源：2025年1-4月，河湾市",
        "来源：" + "、".join(f"{n}城早报" for n in "甲乙丙丁戊己庚辛"),
    ],
)
def test_clauses_rules_denials_the_web_and_long_lists_name_nobody(line):
    assert reprint_credits(article("正文。", line)) == ()


def test_a_registered_name_wins_over_the_form_of_the_words():
    made = article("来源：河湾小道今日快讯早知道")
    assert [each.name for each in reprint_credits(made, {"河湾小道"})] == ["河湾小道"]
    assert "河湾小道" in possible_names(made)


def test_a_credit_of_a_video_is_no_credit_of_the_text():
    assert [each.is_material for each in reprint_credits(article("视频来源：河湾周刊", "来源：河湾网"))] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    "name", ["河湾消防", "平安河湾", "河湾市中级人民法院", "河湾发布", "河湾市卫健委官微", "water.gov.cn"]
)
def test_official_bodies_and_their_accounts_are_known(name):
    assert is_authority(name)


@pytest.mark.parametrize("name", ["河湾晚报", "河湾周刊", "河湾那些事", "平安", "光明网"])
def test_outlets_and_accounts_are_no_official_bodies(name):
    assert not is_authority(name)


def named(text: str, *names: str, **fields) -> bool:
    made = article(text, **fields)
    return names_source(told_by(made, find_attributions(made.text)), names)


def test_a_name_counts_wherever_a_reader_meets_it():
    assert named("据临江早报报道，老桥封闭。", "临江早报")
    assert named("老桥封闭了，临江早报记者最早发现了裂缝。", "临江早报")
    assert named("老桥封闭。", "临江早报", references=(ExtractedReference("消息", "临江早报客户端"),))
    assert named("据新华社电，老桥封闭。", "新华网")
    assert not named("老桥封闭了。取材网络。", "临江早报")
    assert not named("早报说老桥封闭了。", "早报")
    assert not named("老桥封闭。")


@pytest.mark.parametrize(
    "text",
    [
        "老桥封闭了。临江早报的读者最早发现了裂缝。",
        "我在临江早报楼下吃饭，老桥封闭了。",
        "老桥封闭了。本文与临江早报无关。",
        "老桥封闭了。本文并非转自临江早报。",
        "老桥封闭了。综合" + "、".join(f"{n}城早报" for n in "甲乙丙丁戊己庚") + "、临江早报整理。",
        "老桥封闭了。来源：" + "、".join(f"{n}城早报" for n in "甲乙丙丁戊己庚") + "、临江早报",
    ],
)
def test_a_mention_a_denial_and_a_long_list_are_no_credit(text):
    assert not named(text, "临江早报")


def test_links_are_told_too():
    linked = article("老桥封闭。", references=(ExtractedReference("消息", url="https://example.com/1"),))
    assert told_by(linked, ()).urls == {"https://example.com/1"}


@pytest.mark.parametrize(
    "text", ["据湖城快讯报道老桥封闭", "湖城快讯爆料称老桥封闭", "转自湖城快讯", "湖城快讯账号发布"]
)
def test_an_account_is_credited_by_the_words_around_its_name(text):
    assert credits_name(text, "湖城快讯")


@pytest.mark.parametrize("text", ["我在湖城快讯楼下吃饭", "没有提到", ""])
def test_a_mere_mention_of_an_account_is_no_credit(text):
    assert not credits_name(text, "湖城快讯")
    assert not credits_name("据生活报道", "生活")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("综合新华社、河湾日报、河湾晚报", ("新华社", "河湾日报", "河湾晚报")),
        ("综合：新华社、河湾日报", ("新华社", "河湾日报")),
        ("本文综合自新华社、央视新闻", ("新华社", "央视新闻")),
        ("来源：河湾日报 河湾晚报 河湾广播等", ("河湾日报", "河湾晚报", "河湾广播")),
        ("来源：http://www.xinhuanet.com/politics/1.htm", ("新华网",)),
        ("来源——河湾日报", ("河湾日报",)),
        ("来源 / 河湾日报", ("河湾日报",)),
        ("稿源：河湾新闻网", ("河湾新闻网",)),
        ("原载《河湾文艺》2025年第3期", ("河湾文艺",)),
        ("来源：河湾日报 编辑：周澄", ("河湾日报",)),
        ("编辑：周澄 来源：法治河湾", ("法治河湾",)),
        ("来源：河湾日报 记者周澄", ("河湾日报",)),
        ("来源：周澄朋友圈", ()),
        ("综合治理、源头治理，两手都要硬。", ()),
        ("图片来源：河湾晚报", ()),
    ],
)
def test_credit_lines_of_every_form(line: str, names: tuple[str, ...]) -> None:
    fields = {"headline": "老城区供水工程下月开工", "body": ["老城区供水管网下月改造，工期三个月。", line]}
    assert tuple(each.name for each in reprint_credits(from_fields(fields))) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("作者：周澄\n来源：周澄", "周澄"),
        ("来源：周澄 编辑：李然、周澄", "周澄"),
        ("来源：云岭快看\n转载请注明来自云岭快看", "云岭快看"),
        ("关注云岭快看，每天知道身边事。\n来源：云岭快看", "云岭快看"),
        ("把“云岭快看”设为星标。来源：云岭快看", "云岭快看"),
        ("来源：云岭快看\n云岭快看爆料群", "云岭快看"),
    ],
)
def test_the_name_under_which_the_text_speaks_is_its_author(text, name):
    assert is_author(article(*text.split("\n")), name)


def test_another_account_that_copies_such_lines_is_no_author():
    text = "来源：云岭快看\n云岭快看爆料群"
    assert not is_author(article(text, source=ExtractedSource("河湾闲话")), "云岭快看")
    assert not is_author(article("关注河湾闲话，每天知道身边事。", "来源：云岭快看"), "云岭快看")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("来源：云岭日报2024-05-06", ["云岭日报"]),
        ("来源：hilltech2024-05-06", ["hilltech"]),
        ("来源：云岭快看合作电话：15800000000", ["云岭快看"]),
        ("来源：云岭快看更多精彩内容", ["云岭快看"]),
        ("综合自：云岭日报、河湾气象等", ["云岭日报", "河湾气象"]),
        ("来源：河湾各公众号", []),
        ("来源：河湾快报：桥塌了", ["河湾快报"]),
        ("诉求来源：区长信箱诉求标题：路灯不亮", []),
    ],
)
def test_a_name_ends_where_the_page_goes_on(line, names):
    assert [each.name for each in reprint_credits(article("正文。", line))] == names


@pytest.mark.parametrize("line", ["（本文部分素材源自云岭日报）", "部分内容来自：云岭日报"])
def test_a_credit_of_a_part_is_one_of_material(line):
    assert all(each.is_material for each in reprint_credits(article("正文。", line)))


@pytest.mark.parametrize(
    "text",
    [
        "老桥封闭。（来源：视觉中国）",
        "老桥封闭。（来源：受访者供图）",
        "图片来自：《河湾周刊》",
        "封面来源丨河湾周刊公众号",
        "图为老桥。来自：河湾杂志",
    ],
)
def test_a_picture_is_no_reprint(text: str) -> None:
    assert reprint_credits(article(text)) == ()


@pytest.mark.parametrize("text", ["△老桥的护栏，来源：河湾日报\n老桥封闭。", "老桥封闭。（来源：河湾快讯截图）"])
def test_a_caption_credits_material_only(text: str) -> None:
    assert [each.is_material for each in reprint_credits(article(text))] == [True]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("来源：周晓峰李明/河湾日报", "河湾日报"),
        ("来源：湖城卫视据美国媒体报道，老桥封闭。", "湖城卫视"),
        ("来源：河湾之声最近，老桥封闭了。", "河湾之声"),
        ("来源 | 河湾周刊本作品著作权归河湾周刊", "河湾周刊"),
    ],
)
def test_a_name_ends_where_the_text_goes_on(text: str, name: str) -> None:
    assert [each.name for each in reprint_credits(article(text))] == [name]
