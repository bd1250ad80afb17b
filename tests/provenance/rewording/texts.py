"""Texts of our own about invented places: a story, two rewordings of it, and another report of its event."""

from __future__ import annotations

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.reuse.own_text import OwnText
from articles.provenance.rewording.narrative import Narrative

STORY = (
    "3月16日下午，我们在北郊的锦绣里、槐荫路走访了12户人家，其中9户说自来水有土腥味。",
    "最早闻到味道的是槐荫路27号的一位住户，她记得那是3月13日早上。",
    "她把水烧开放凉，味道轻了一些，但没有散。",
    "楼下便利店的桶装水两天卖出340桶，是平时的4倍。",
    "北郊水厂建于1998年，日供水18万吨，取水口在南岭湖西岸。",
    "水厂值班人员说，今年湖水升温早，藻类比往年多。",
    "云泽市水务局当晚的情况说明称，出厂水12项指标全部合格，异味来自藻类代谢物。",
    "云泽大学一位研究水处理的教师告诉我们，人对这种土腥味很敏感，每升10纳克就能闻出来。",
    "他说，加投粉末活性炭一般5到7天见效。",
)
REWORDING = (
    "最近，半座城的人打开水龙头，第一反应都是捂鼻子。",
    "一家便利店的老板算过账，桶装水两天走了340桶，比往常翻了几番。",
    "有高校老师解释，人的鼻子对土腥味格外灵，一升水里有10纳克就藏不住。",
    "有人在北郊逐门逐户问过去，12户里有9户点头，都说自来水一股子土腥味。",
    "时间也对得上，槐荫路的一位大姐说，13日早上她就觉得味道不对。",
    "烧开了放凉，还是那个味道，只是轻一点。",
    "给这一片供水的北郊水厂1998年投产，从南岭湖西岸取水，一天供水18万吨。",
    "水务局的说法是，出厂水各项指标都合格，异味是藻类代谢留下的。",
    "水厂值班的人把原因归到天气：湖水升温早，藻类就多。",
    "要把味道压下去，得往水里投活性炭，总要5到7天才见效。",
)
OTHER_REPORT = (
    "云泽市水务局3月17日召开发布会，回应市民关心的自来水异味问题。",
    "局长介绍，目前全市5座水厂运行正常，出厂水检测频次已由每日1次增加到每日6次。",
    "对于北郊居民反映的情况，水务局称主要原因是藻类代谢物，对健康没有危害。",
    "市疾控中心同日采集了26个末梢水样，结果将在官网公布。",
    "发布会上还公布了24小时热线，居民可以预约上门检测。",
)


def narrative(*body: str) -> Narrative:
    """The narrative of an article with these paragraphs."""
    return Narrative.of(OwnText.of(ExtractedArticle(headline="", body=body)))
