"""How the headline of a reprint differs from the one seen first."""

from __future__ import annotations

import pytest

from articles.provenance.headline_comparison import compare_headlines


@pytest.mark.parametrize(
    ("first", "headline"),
    [
        ("河湾市长会见外宾", "河湾市长未会见外宾"),
        ("河湾一工地事故致3人受伤", "河湾一工地事故致30人受伤"),
        ("老城区供水管网下月改造", "老城区供水管网下月不改造"),
        ("河湾法院予以立案", "河湾法院不予立案"),
        ("河湾一男子涉嫌盗窃被抓", "河湾一男子盗窃被抓"),
        ("河湾大桥或将封闭", "河湾大桥将封闭"),
        ("河湾市民同意修桥", "河湾市民不同意修桥"),
        ("河湾警方否认商场失火", "河湾警方称商场失火"),
        ("网传河湾停水系谣言", "网传河湾停水"),
        ("河湾一工地事故致三人受伤", "河湾一工地事故致五人受伤"),
        ("河湾人均收入增长5%", "河湾人均收入增长5.2%"),
        ("河湾多人受伤", "河湾3人受伤"),
        ("河湾3月4日起停水", "河湾3月5日起停水"),
        ("河湾大桥明日通车", "河湾大桥昨日通车"),
        ("河湾地铁三号线开工", "河湾地铁三号线停工"),
        ("河湾两人落水获救", "河湾两人落水遇难"),
        ("河湾市长王海会见外宾", "河湾市长王涛会见外宾"),
        ("河湾市民中心开放", "青浦市民中心开放"),
        ("张伟起诉李强名誉侵权", "李强起诉张伟名誉侵权"),
        ("河湾民办教师得不到补贴", "河湾民办教师得到补贴"),
        ("甲队3比1胜乙队", "乙队3比1胜甲队"),
        ("银行起诉房企", "房企起诉银行"),
    ],
)
def test_another_number_time_name_denial_or_order_is_another_fact(first, headline):
    assert compare_headlines(headline, first) == "facts"


@pytest.mark.parametrize(
    "frame",
    [
        "快看！{}，邻居坐不住了", "不得了！{}", "{}，网友炸锅了", "震惊！{}", "注意！{}", "{}，真相竟是这样",
        "刚刚，{}", "{}，看哭了", "万万没想到，{}",
        "炸裂！{}", "这下好了！{}", "{}，太解气了", "{}，说出了大家的心声", "{}！过瘾",
    ],
)  # fmt: skip
def test_words_that_bait_are_a_frame(frame):
    assert compare_headlines(frame.format("老城区供水管网下月改造"), "老城区供水管网下月改造") == "frame"


@pytest.mark.parametrize(
    ("first", "headline"),
    [
        ("河湾一工地事故致3人受伤", "河湾一工地事故致三人受伤"),
        ("河湾一工地事故致3人受伤", "7月3日河湾一工地事故致3人受伤"),
        ("老桥封闭九天，护栏松动", "护栏松动，老桥封闭九天"),
        ("河湾今日起调整公交线路", "河湾今天起调整公交线路"),
        ("河湾发布高温预警", "河湾发布高温预警（图）"),
        ("老城区供水管网下月改造", "河湾晚报：老城区供水管网下月改造"),
        ("老城区供水管网下月改造", "快讯｜老城区供水管网下月改造"),
        ("老城区供水管网下月改造", "【提醒】老城区供水管网下月改造"),
        ("河湾市居民参加植树活动", "河湾市不少居民参加植树活动"),
        ("河湾城市公园表演今晚举行", "河湾城市公园无人机表演今晚举行"),
        ("", "河湾表演今晚举行"),
        ("老城区供水管网下月改造", "老城区供水管网下月改造_河湾网"),
        ("老城区供水管网下月改造", "老城区供水管网下月改造！"),
    ],
)
def test_retouches_are_the_same_headline(first, headline):
    assert compare_headlines(headline, first) is None


def test_other_words_are_told_as_such():
    assert compare_headlines("大桥通车了，河湾人等了十年", "河湾大桥通车") == "wording"
