"""Phones' pages of Baijiahao, Sohu, Tencent, iFeng, The Paper, Huanqiu, Xinhua and Sina."""

from __future__ import annotations

from tests.parsing.platforms.layouts.story import HEADLINE, PARAGRAPHS, STAMP, TIME, case, page, script, state

MINUTE = "2025-03-04 09:20:00+08:00"
OUTLET = "河湾日报"
QQ = {
    "title": HEADLINE,
    "media": "河湾观察",
    "media_id": "5048",
    "pubtime": TIME,
    "originContent": {"text": PARAGRAPHS},
}
IFENG = {
    "title": HEADLINE,
    "source": OUTLET,
    "newsTime": TIME,
    "contentData": {"contentList": [{"type": "text", "data": PARAGRAPHS}]},
}
PAPER = {"name": HEADLINE, "content": PARAGRAPHS, "pubTime": "2025-03-04 09:20", "source": OUTLET}

CASES = [
    case(
        "baijiahao_phone",
        page(
            f'<div class="titleTxt">{HEADLINE}</div><div class="authorInfo"><a class="authorName">河湾观察</a></div>'
            f'<div class="mainContent">{PARAGRAPHS}</div>'
        ),
        "https://mbd.baidu.com/newspage/data/landingsuper?context=1",
        template="baijiahao_phone",
        time=None,
    ),
    case(
        "sohu_phone",
        page(
            f'<h2 class="title-info">{HEADLINE}</h2><header class="name">河湾观察</header><footer class="time">'
            f'2025-03-04 09:20</footer><div id="articleContent"><div class="display-content">{PARAGRAPHS}</div></div>'
        ),
        "https://m.sohu.com/a/123456789_120000",
        template="sohu",
        account_id="120000",
        time=MINUTE,
    ),
    case(
        "qq_phone",
        page(script(f"window.DATA = {state(QQ)};")),
        "https://view.inews.qq.com/a/20250304A01ABC00",
        template="qq_news_2018",
        account_id="5048",
    ),
    case(
        "ifeng_phone",
        page(script(f"var allData = {state({'docData': IFENG})};")),
        "https://i.ifeng.com/c/8abc",
        template="ifeng_state_2018",
        account=OUTLET,
    ),
    case(
        "thepaper_phone",
        page(
            script(
                state({"props": {"pageProps": {"detailData": {"contentDetail": PAPER}}}}),
                ' id="__NEXT_DATA__" type="application/json"',
            )
        ),
        "https://m.thepaper.cn/newsDetail_forward_1",
        template="thepaper_2022",
        account=OUTLET,
        time=MINUTE,
    ),
    case(
        "huanqiu_phone",
        page(
            f'<textarea class="article-title">{HEADLINE}</textarea><textarea class="article-content">{PARAGRAPHS}'
            f'</textarea><textarea class="article-time">{STAMP}000</textarea>'
            f'<textarea class="article-source-name">{OUTLET}</textarea>'
        ),
        "https://m.huanqiu.com/article/4abc",
        template="huanqiu_2019",
        account=OUTLET,
    ),
    case(
        "xinhua_phone",
        page(
            f'<div class="mheader"><h1>{HEADLINE}</h1><div class="info">{TIME} 来源：{OUTLET}</div></div>'
            f'<div id="detail">{PARAGRAPHS}</div>'
        ),
        "http://www.news.cn/2025-03/04/c_1.htm",
        template="xinhua_2021",
        account=OUTLET,
    ),
    case(
        "sina_phone",
        page(
            f'<h1 class="art_tit_h1">{HEADLINE}</h1><time class="art_time">2025-03-04 09:20</time>'
            f'<cite class="art_cite">{OUTLET}</cite><section class="art_content">{PARAGRAPHS}</section>'
        ),
        "https://news.sina.cn/2025-03-04/detail-i.d.html",
        template="sina_mobile",
        account=OUTLET,
        time=MINUTE,
    ),
]
