"""NetEase: account pages of 2019 and of today, phones' pages, pages shared from the app."""

from __future__ import annotations

from tests.parsing.platforms.layouts.story import HEADLINE, PARAGRAPHS, PUBLISHED, STORAGE, TIME, case, page, script

ASSET = script("", ' src="https://static.ws.126.net/163/f2e/post.js"')
META = '<meta name="author" content="网易">'
NOTICE = (
    "Notice: The content above is uploaded by a user of NetEase Hao, which only provides information storage services."
)
DAY_AND_NAME = '<p class="time"><span>2025-03-04</span><span class="point"> · </span><span>河湾观察</span></p>'
OWN = f'data-wemediaid="W123" data-docid="D1" data-ptime="{TIME}"'
DAY = ("2025-03-04 00:00:00+08:00", "2025-03-05 00:00:00+08:00")
BOTH = [("storage_only", "zh"), ("storage_only", "en")]
TIP = '<div class="s-tip js-open-app"><span>打开网易新闻 查看精彩图片</span><i class="icon-arrow"></i></div>'
PICTURE = (
    '<div class="s-img"><img data-src="https://nimg.ws.126.net/?url=http%3A%2F%2Fdingyue.ws.126.net%2F1.jpg"></div>'
)
PHONE = "https://m.163.com/dy/article/D1.html"


def account_2019(line: str = DAY_AND_NAME, own: str = OWN, notices: str = f"<p>{STORAGE}</p><p>{NOTICE}</p>") -> str:
    return page(
        f'{ASSET}<div class="wrapper" id="contain" {own}><div class="article_title"><h2>{HEADLINE}</h2>{line}</div>'
        f'<div id="content">{PARAGRAPHS}</div><div class="statement">{notices}</div></div>'
        '<ul class="hot"><li data-docid="D2" data-ptime="2024-01-01 01:01:01" data-source="别的">别的文章</li></ul>',
        META,
    )


def mobile_2021(line: str, body: str = PARAGRAPHS, name: str = "js-article-body") -> str:
    return page(
        f'{ASSET}<main><article><header class="article-header"><h1>{HEADLINE}</h1>{line}</header>'
        f'<section class="article-body {name}">{PICTURE}{TIP}{body}</section></article></main>',
        '<meta name="author" content="手机网易网"><link rel="canonical" href="https://www.163.com/dy/article/D1.html">',
    )


CARD = '<a class="author-homePage" href="https://m.163.com/news/sub/T1536566896022.html">河湾观察</a>'
LINE = f'<div>{CARD}<div class="time-source-address"><time datetime="{TIME}">{TIME}</time><span>重庆</span></div></div>'

CASES = [
    case(
        "netease_2019",
        account_2019(),
        template="netease_account_2019",
        platform="netease",
        account_id="W123",
        disclaimers=BOTH,
    ),
    case("netease_2019_plain_line", account_2019('<p class="time">2025-03-04 · 河湾观察</p>')),
    case("netease_2019_name_first", account_2019('<p class="time"><b>河湾观察</b> <i>2025年3月4日</i></p>')),
    case("netease_2019_labelled", account_2019('<p class="time"><span>2025-03-04</span> 来源：河湾观察</p>')),
    case("netease_2019_own_name", account_2019('<p class="time">2025-03-04</p>', f'{OWN} data-source="河湾观察"')),
    case("netease_2019_day_only", account_2019(own='data-wemediaid="W123"'), time=None, account_id="W123", bounds=DAY),
    case(
        "netease_2019_shown_minute",
        account_2019('<p class="time"><span>2025-03-04 09:20</span><span>河湾观察</span></p>', own=""),
        time="2025-03-04 09:20:00+08:00",
        account_id=None,
    ),
    case("netease_2019_nameless", account_2019('<p class="time"><span>2025-03-04</span></p>'), account=None),
    case("netease_2019_button", account_2019(DAY_AND_NAME.replace("</p>", "<span>举报</span></p>"))),
    case("netease_2019_broken_data", account_2019(own='data-ptime="0000-00-00 00:00:00"'), time=None, bounds=DAY),
    case("netease_2019_notice_lines", account_2019(notices=f"{STORAGE}<br>{NOTICE}"), disclaimers=BOTH),
    case(
        "netease_2019_notice_blocks", account_2019(notices=f"<div>{STORAGE}</div><div>{NOTICE}</div>"), disclaimers=BOTH
    ),
    case("netease_2019_one_notice", account_2019(notices=STORAGE), disclaimers=BOTH[:1]),
    case(
        "netease_2019_declared",
        account_2019(notices="").replace(
            '<div class="statement">', "<div>声明：取材网络，谨慎辨别</div><div class=statement>"
        ),
        flags=[("web_sourced", "element")],
    ),
    case(
        "netease_phone",
        mobile_2021(LINE),
        PHONE,
        template="netease_mobile_2021",
        account_id="T1536566896022",
        place="重庆",
        images=["http://dingyue.ws.126.net/1.jpg"],
        url="https://www.163.com/dy/article/D1.html",
    ),
    case("netease_phone_no_address", mobile_2021(LINE), template="netease_mobile_2021", place="重庆"),
    case("netease_phone_other_body", mobile_2021(LINE, name="x").replace("article-body", "text"), PHONE),
    case(
        "netease_phone_button_paragraphs",
        mobile_2021(LINE, f"<p>打开网易新闻 查看精彩图片</p>{PARAGRAPHS}<p>打开网易新闻，查看更多图片</p>"),
        PHONE,
    ),
    case(
        "netease_phone_follow_button",
        mobile_2021(LINE.replace(">河湾观察<", "><img src=a.png><span>河湾观察</span><span>关注</span><")),
        PHONE,
    ),
    case(
        "netease_phone_labelled_place",
        mobile_2021(LINE.replace("<span>重庆</span>", "<em>IP属地：上海</em>")),
        PHONE,
        place="上海",
    ),
    case(
        "netease_phone_place_in_line",
        mobile_2021(LINE.replace("<span>重庆</span>", " · 来自重庆")),
        PHONE,
        place="重庆",
    ),
    case("netease_phone_no_place", mobile_2021(LINE.replace("<span>重庆</span>", "")), PHONE, place=None),
    case(
        "netease_phone_outlet",
        mobile_2021(f'<div class="time-source-address"><time>{TIME}</time><span>来源：河湾日报</span></div>'),
        PHONE,
        account="河湾日报",
    ),
    case(
        "netease_phone_plain_outlet",
        mobile_2021(f'<div class="info"><span>{TIME}</span><span>河湾日报</span></div>'),
        PHONE,
        account="河湾日报",
    ),
    case("netease_phone_labelled_name", mobile_2021(LINE.replace(">河湾观察", ">来源：河湾观察")), PHONE),
    case(
        "netease_3g",
        page(
            f'{ASSET}<article><div class="head"><h1 class="title">{HEADLINE}</h1><div class="info">'
            f'<span class="time js-time">{TIME}</span><span class="source js-source">河湾观察</span></div></div>'
            f'<div class="content"><div class="page js-page on">{PARAGRAPHS}'
            '<div class="otitle_editor">（责任编辑：周明）</div></div></div></article>'
        ),
        "https://3g.163.com/news/article/D1.html",
        template="netease_mobile_2016",
        time=PUBLISHED,
    ),
    case(
        "netease_app",
        page(
            f'{ASSET}<article><h1 class="header-title">{HEADLINE}</h1><div class="header-subtitle">'
            f'<div class="header-subtitle-middle"><p class="s-source">河湾观察</p><p>{TIME}</p></div></div>'
            f"<div><div data-v-304061dd>{PARAGRAPHS}</div></div></article>",
            f'<meta property="og:title" content="{HEADLINE}">',
        ),
        "https://c.m.163.com/news/a/D1.html",
        template="netease_app",
    ),
]
