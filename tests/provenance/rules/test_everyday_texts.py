"""Findings on everyday texts: what each must say of a text, and what it must not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.provenance.rules.makers import NEWS, flag, found

WEB = (flag("web_sourced", "声明：取材网络，谨慎辨别"),)
HEARSAY = "网传湖城一商场昨晚起火，已造成多人伤亡。有网友爆料称，商场消防通道被锁。"


def told(code: str, headline: str, text: str, **changes):
    article = replace(NEWS, headline=headline, body=tuple(text.split("\n")), **changes)
    finding = found(code, article)
    return finding and finding.severity


@pytest.mark.parametrize(
    "text",
    [
        "湖城广播网讯（记者周航 通讯员吴越）3月9日晚，湖城一商场起火。据悉，火灾原因正在调查。",
        "湖城新闻网3月9日电 昨晚，湖城一商场起火。据悉，没有人员伤亡。",
        "昨晚，湖城一商场起火，浓烟滚滚。据悉，没有人员伤亡。\n来源：湖城晚报",
        "湖城市消防救援支队发布情况通报：3月9日晚，湖城一商场起火，已扑灭。据悉，原因正在调查。",
        "消防支队支队长赵立新介绍，火是从二楼烧起来的。网友表示，浓烟很大。",
        "昨晚，湖城一商场起火。记者赶到现场时，火势已被控制。记者从现场消防员处了解到，没有人员伤亡。",
    ],
)
def test_whom_one_can_ask_makes_sourcing_clear(text):
    assert told("vague_sourcing", "湖城一商场起火", text) is None


@pytest.mark.parametrize(
    "text",
    [
        HEARSAY,
        "昨晚，湖城一商场突发大火。据知情人士透露，起火时有数十人被困，至少三人死亡。网友称现场一片混乱。",
        f"{HEARSAY}湖城日报指出，要加强节日安全工作。",
        f"{HEARSAY}\n#手机 #芯片 #显卡 #数码 #续航",
        f"{HEARSAY}\n综合新华社、人民日报、央视新闻、湖城日报、湖城晚报、云岭日报、山城晚报整理",
    ],
)
def test_hearsay_stays_vague_whatever_is_put_beside_it(text):
    assert told("vague_sourcing", "湖城一商场起火", text) == "medium"


@pytest.mark.parametrize("matter", ["春节补贴名单", "育儿津贴标准"])
def test_a_rumour_of_public_money_needs_a_source_whatever_its_topic(matter):
    text = f"据网传消息，多地公布{matter}，网友表示已经收到。有相关人士称，每人可领八百元。"
    assert told("vague_sourcing", f"多地公布{matter}", text, provenance_flags=WEB) in ("medium", "high")


def test_an_essay_that_begins_with_what_is_said_rests_on_nothing():
    text = (
        "昨天，河湾集团举办年会，据说朋友圈都被刷屏了。但是没有网络，再热闹的场面也没法分享，今天就谈谈运营商的竞争。"
    )
    assert told("vague_sourcing", "全网通营销的正确姿势", text) is None


def test_an_essay_from_the_web_is_disclosed_and_not_vague():
    text = "网友说猫不爱喝水，据说放流动水就好了。我家猫果然喝得多。"
    assert told("vague_sourcing", "聊聊我的养猫日常", text, provenance_flags=WEB) is None


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("湖城桥梁检测结果公布", "3月9日，湖城市通报大桥检测结果。湖城大学教授周航等专家表示，桥面裂缝不影响通行。"),
        (
            "湖城一公司欠薪案开庭",
            "3月9日，湖城法院开庭审理欠薪案。被告代理律师称，公司资金困难。原告方律师表示，应当支付。",
        ),
        ("湖城天气转凉", "3月9日，湖城降温。\n• 医生说：这四种菜别隔夜吃"),
        ("湖城楼市回暖", "3月9日，湖城住建局公布数据，成交上涨。业内人士认为，回暖还会持续。"),
    ],
)
def test_named_partial_and_furniture_experts_are_no_anonymous_ones(headline, text):
    assert told("anonymous_expert", headline, text) is None


def test_an_expert_without_a_name_is_told():
    text = "3月9日，湖城多个小区自来水有异味。有专家表示，长期饮用会致癌。"
    assert told("anonymous_expert", "湖城自来水有异味", text) == "medium"


@pytest.mark.parametrize(
    "text",
    [
        "昨晚湖城一商场起火。该市民说，这段视频是他自己拍的。",
        "昨晚湖城一商场起火。图片由受访者本人拍摄供图。",
        "湖城警方通报一起传播案。嫌疑人交代：“照片是我拍的，发完就删了。”",
    ],
)
def test_what_others_took_is_no_own_picture(text):
    assert told("own_shot_without_place", "湖城一商场起火", text) is None


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("湖城查处过期奶粉", "近日，湖城市场监管局查处一批2019年5月6日生产的奶粉，涉事店铺被罚款。"),
        ("湖城警方悬赏征集线索", "近日，湖城警方发布通告，征集2016年8月3日一起杀人案线索，奖金五万元。"),
        ("湖城一企业获奖", "近日，成立于2012年3月1日的湖城纺织厂获得质量奖。"),
        ("湖城停水通知", "近日接通知，因管网检修，2020年3月5日起湖城城东停水一天，请市民提前储水。"),
    ],
)
def test_the_day_of_something_else_makes_no_old_news(headline, text):
    assert told("old_news_without_date", headline, text) is None


def test_a_day_in_the_next_sentence_makes_old_news():
    text = "昨晚，湖城一商场起火，三人受伤。2021年6月7日晚，消防部门接到报警，迅速赶到现场扑救。"
    assert told("old_news_without_date", "湖城商场起火", text) == "medium"
