"""Sina: the news pages until 2016, whose time and outlet share a line, and blogs."""

from __future__ import annotations

from tests.parsing.platforms.layouts.story import HEADLINE, PARAGRAPHS, case, page, script

ASSETS = '<link href="//i0.sinaimg.cn/a.css"><link href="//i1.sinaimg.cn/b.css">'
MARKS = script("var sudameta = 1;", ' src="//n.sinaimg.cn/x.js"')
MINUTE = "2016-05-25 10:10:00+08:00"
DAY = "2016年05月25日10:10"


def news_2016(line: str, title: str = f'<h1 id="artibodyTitle">{HEADLINE}</h1>', head: str = "") -> str:
    return page(
        f'{MARKS}{title}<div class="page-info">{line}</div><div class="article" id="artibody">{PARAGRAPHS}'
        '<p class="article-editor">责任编辑：周明</p></div>',
        f'{ASSETS}<meta name="sudameta" content="urlpath:finance/">{head}',
    )


NAME = '<span data-sudaclick="media_name"><a href="http://www.hewan.example/">河湾财经</a></span>'
LINES = {
    "text": f'<span class="time-source">{DAY} 河湾财经</span>',
    "text_and_label": f'<span class="time-source" id="navtimeSource">{DAY}　来源：河湾财经</span>',
    "link": f'<span class="time-source" id="navtimeSource">{DAY}<span>\n{NAME}</span></span>',
    "span": f'<span class="time-source">{DAY}\t<span>河湾财经</span></span>',
    "buttons": f'<span class="time-source">{DAY} 河湾财经 微博 我有话说(12人参与)</span>',
    "button_link": f'<span class="time-source">{DAY} 河湾财经 <a>我有话说</a><a>收藏本文</a></span>',
    "two_spans": f'<span class="time-source"><span>{DAY}</span><span>河湾财经</span></span>',
    "name_first": f'<span class="time-source">河湾财经 {DAY}</span>',
    "wide_spaces": '<span class="time-source">2016年05月25日　10:10　河湾财经　我有话说(3)</span>',
    "numbers": '<span class="time-source">2016-05-25 10:10 河湾财经</span>',
}

CASES = [
    *(
        case(f"sina_2016_{name}", news_2016(line), account="河湾财经", time=MINUTE, template="sina_news_2014")
        for name, line in LINES.items()
    ),
    *(
        case(f"sina_2016_named_{name}", news_2016(LINES["text"].replace("河湾财经", name)), account=name, time=MINUTE)
        for name in ("36号财经", "河湾微博", "21世纪河湾报道")
    ),
    case(
        "sina_2016_other_heading",
        news_2016(LINES["text"], f"<h1>{HEADLINE}</h1>"),
        account="河湾财经",
        time=MINUTE,
        template="sina_news_2014",
    ),
    case(
        "sina_2016_without_marks",
        page(f"<h1>{HEADLINE}</h1><div>{LINES['text']}</div><div id='artibody'>{PARAGRAPHS}</div>"),
        account="河湾财经",
        time=MINUTE,
        platform="sina",
    ),
    case(
        "sina_2016_no_outlet", news_2016(f'<span class="time-source">{DAY} 我有话说</span>'), account=None, time=MINUTE
    ),
    case(
        "sina_2016_seconds",
        news_2016(LINES["text"], head='<meta name="weibo: article:create_at" content="2016-05-25 10:10:42">'),
        account="河湾财经",
        time="2016-05-25 10:10:42+08:00",
    ),
    case(
        "sina_blog",
        page(
            f'{MARKS}<div class="info_nm"><strong id="ownernick">河湾观察</strong></div><div class="articalTitle">'
            f'<h2 class="titName SG_txta">{HEADLINE}</h2><span class="time SG_txtc">(2012-05-25 10:10:42)</span></div>'
            f'<div id="sina_keyword_ad_area2" class="articalContent">{PARAGRAPHS}</div>',
            ASSETS,
        ),
        "http://blog.sina.com.cn/s/blog_5af303e30102yff6.html",
        time="2012-05-25 10:10:42+08:00",
        template="sina_blog",
    ),
]
