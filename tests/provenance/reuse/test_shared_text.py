"""Text that belongs to nobody, and how much of a copy is an article's own."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.attribution.attributions import read_attributions
from articles.provenance.attribution.origins import bylines, common_byline, common_origin, origins
from articles.provenance.reuse.compared import compared_text
from articles.provenance.reuse.containment import containment
from articles.provenance.reuse.own_text import OwnText, Share
from articles.provenance.reuse.passages import passages
from articles.provenance.reuse.shared_text import shared_text
from articles.provenance.reuse.shingles import shingles
from tests.provenance.stored.world import OTHER, STORY


def article(*body: str) -> ExtractedArticle:
    return ExtractedArticle(headline="标题", body=body)


def own_share(one: ExtractedArticle, other: ExtractedArticle) -> Share:
    a, b = compared_text(one), compared_text(other)
    share, _ = containment(shingles(a.text), shingles(b.text))
    return OwnText.of(one).share(share, [astuple(each) for each in passages(a, b)])


def is_form(one: ExtractedArticle, other: ExtractedArticle) -> bool:
    a, b = compared_text(one), compared_text(other)
    return OwnText.of(one).is_form([astuple(each) for each in passages(a, b)], b.text)


NOBODYS = [
    "被告人周某犯盗窃罪，判处有期徒刑一年，并处罚金人民币二千元。",
    "如不服本判决，可在接到判决书的第二日起十日内，通过本院或者直接向河湾市中级人民法院提出上诉。",
    "《中华人民共和国民法典》第一千零三十二条规定：“自然人享有隐私权。任何组织或者个人不得以刺探、侵扰等方式侵害他人的隐私权。”",
    "盗窃公私财物，数额较大的，处三年以下有期徒刑、拘役或者管制，并处或者单处罚金。",
    "目前，案件正在进一步侦办中。",
    "明天白天多云转阴，有小到中雨，偏北风三到四级，最高气温18℃，最低气温9℃。",
    "金牛座今天的财运不错，幸运色是蓝色，幸运数字是七。",
    "本期大乐透一等奖开出3注，单注奖金1000万元，奖池滚存9亿元。",
    "规模以上工业增加值同比增长5.1%，增速比上月回落0.3个百分点。",
    "昨日新增确诊病例3例，均为境外输入，新增无症状感染者5例。",
    "小区容积率2.5，绿化率35%，物业费每平2.8元，户型为三房，均价每平15000元。",
    "中共中央总书记、国家主席、中央军委主席出席会议并发表讲话。",
    "床前明月光，疑是地上霜。举头望明月，低头思故乡。",
    "起来！不愿做奴隶的人们！把我们的血肉筑成我们新的长城！",
    "点击这里找回密码",
    "市教育局负责人周澄表示：“学校的操场从下月起每天对居民开放，双休日也不例外。”",
]


@pytest.mark.parametrize("text", NOBODYS)
def test_words_that_belong_to_nobody_are_known(text: str) -> None:
    marked = set()
    for each in shared_text(text):
        marked |= set(range(each.start, each.end))
    assert len(marked) >= 0.7 * sum(map(str.isalnum, text))


@pytest.mark.parametrize("text", [*STORY, *OTHER])
def test_a_reporters_own_sentences_are_his(text: str) -> None:
    assert shared_text(text) == []


def test_a_copy_is_told_whole_and_its_shared_words_are_not() -> None:
    share = own_share(article(*STORY), article(*STORY))
    assert (round(share.share, 2), share.is_told) == (1.0, True)
    formula = article(STORY[0], *NOBODYS[:4])
    share = own_share(formula, article(OTHER[0], *NOBODYS[:4]))
    assert (share.share < 0.05, share.is_told) == (True, False)
    assert not own_share(article(*OTHER, *NOBODYS[:4]), formula).is_told


def test_a_short_text_in_a_long_one_accuses_nobody_of_the_long_one() -> None:
    long = article(*(f"{number}号桥：{line}" for number in range(60) for line in OTHER), STORY[0])
    assert not own_share(long, article(STORY[0])).is_told


@pytest.mark.parametrize(
    ("share", "characters", "told"),
    [
        (0.15, 120, True),
        (0.14, 900, False),
        (0.5, 119, False),
        (0.01, 4000, False),
        (0.9, 80, True),
        (0.9, 79, False),
    ],
)
def test_floors(share: float, characters: int, told: bool) -> None:
    assert Share(share, characters).is_told is told


FORM = (
    "{}年{}月，{}县接待游客{}人次，旅游收入{}万元，其中民宿入住{}人，"
    "景区门票收入{}万元，停车场停车{}辆，比上一年的同一个月多了{}辆。"
)


def test_a_form_that_both_filled_in_is_no_copy() -> None:
    one = article(FORM.format(2025, 4, "云岭", 34512, 871, 2310, 164, 9921, 320) * 3)
    other = article(FORM.format(2025, 4, "临江", 81234, 1920, 5521, 301, 7210, 118) * 3)
    assert is_form(one, other)
    assert not is_form(one, one)
    copy = article("小编说两句。" + FORM.format(2025, 4, "云岭", 34512, 871, 2310, 164, 9921, 320) * 2)
    assert not is_form(copy, one)


def named(*body: str) -> tuple[str, ...]:
    made = article(*body)
    return origins(made, read_attributions(made.text)[0])


@pytest.mark.parametrize(
    ("one", "other", "parties", "origin"),
    [
        ("新华社河湾3月4日电 老桥封闭。", "据新华社报道，老桥封闭了。", ["河湾观察", "河湾晚报"], "新华社"),
        ("新华社河湾3月4日电 老桥封闭。", "老桥封闭。\n来源：新华社客户端", ["河湾观察", "河湾晚报"], "新华社"),
        ("新华社河湾3月4日电 老桥封闭。", "新华社河湾3月4日电 老桥封闭。", ["河湾观察", "新华社"], None),
        ("新华社河湾3月4日电 老桥封闭。", "老桥封闭。", ["河湾观察", "河湾晚报"], None),
        ("老桥封闭。\n来源：新华社", "老桥封闭。\n来源：河湾日报", ["河湾观察", "河湾晚报"], None),
    ],
)
def test_a_third_party_that_both_name(one: str, other: str, parties: list[str], origin: str | None) -> None:
    assert common_origin(named(*one.split("\n")), named(*other.split("\n")), parties) == origin


def test_a_long_list_of_sources_names_none() -> None:
    text = "来源：新华社、河湾日报、河湾晚报、临江早报、湖城快讯"
    assert named("老桥封闭。", text) == ()


def test_a_byline_that_a_copy_kept_names_where_its_text_is_from() -> None:
    assert bylines("河湾晚报讯（记者 周澄）老桥封闭。") == ("河湾晚报", "周澄")
    assert bylines("原标题：老桥封闭 新华社河湾11月17日电 老桥封闭。") == ("新华社",)
    assert bylines("本报讯(吴建轩 刘睿)老桥封闭。") == ("吴建轩",)
    assert bylines("老桥今早封闭，公交改道。电话一直占线，记者也没有打通。") == ()
    kept, other = "河湾晚报讯（记者 周澄）老桥封闭。", "老桥封闭。（河湾晚报讯 记者周澄）"
    assert common_byline(kept, other, ["湖城快讯", "临江早报"]) == "河湾晚报"
    assert common_byline(kept, other, ["湖城快讯", "河湾晚报"]) is None
    assert common_byline(kept, "老桥封闭。", ["湖城快讯", "临江早报"]) is None
