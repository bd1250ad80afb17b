"""WeChat: articles of 2018 to today, and posts of text, pictures, video and sound, as their scripts hold them."""

from __future__ import annotations

from tests.parsing.platforms.layouts.story import (
    ACCOUNT,
    HEADLINE,
    LINES,
    PARAGRAPHS,
    STAMP,
    case,
    page,
    script,
)

GH, BIZ = "gh_0f1e2d3c4b5a", "MzA5HEWAN=="
URL = "https://mp.weixin.qq.com/s/HEWAN0000000000000001"
PICTURES = [f"https://mmbiz.qpic.cn/mmbiz_jpg/{name}/0?wx_fmt=jpeg" for name in ("one", "two", "three")]
META = f'<meta property="og:title" content="{HEADLINE}"><meta property="og:url" content="{URL}">'
NOISE = script(
    'var attrs = {nickname: "data-miniprogram-nickname", appid: "data-miniprogram-appid"};'
    "var comment = {nick_name: '路人甲', create_time: '1500000000', content: '写得好'};"
    "seajs.config({nickname: 'data-nickname'}); function f(t) { t.nick_name = '路人乙'; t.ct = '1500000001'; }"
)
BULK = script("var bundle = '" + "x" * 2_000_000 + "';")


def escaped(text: str) -> str:
    """A text as the platform writes it into its scripts."""
    for character in "\\<>&'\"\n":
        text = text.replace(character, f"\\x{ord(character):02x}")
    return text


def data(kind: int, title: str = HEADLINE, members: str = "", name: str = "window.cgiDataNew") -> str:
    """The post's own object, as the platform writes it since 2023."""
    return script(
        f"(function() {{ function JsDecode(str) {{ return str; }} try {{ {name} = {{ base_resp: {{ ret: '0' * 1, "
        f"errmsg: JsDecode('ok') }}, nick_name: JsDecode('{ACCOUNT}'), user_name: JsDecode('{GH}'), bizuin: "
        f"JsDecode('{BIZ}'), title: JsDecode('{escaped(title)}'), create_time: '{STAMP}' * 1, {members} "
        f"item_show_type: '{kind}' * 1, user_info: {{ nick_name: '读者丙', create_time: '1500000002' }} }}; }} "
        "catch (e) {} })();"
    )


def member(name: str, text: str) -> str:
    return f"{name}: JsDecode('{escaped(text)}'),"


def listed(addresses: list[str]) -> str:
    items = ", ".join(
        f"{{ cdn_url: JsDecode('{escaped(address)}'), width: '1080' * 1, share_cover: {{ cdn_url: "
        f"JsDecode('https://mmbiz.qpic.cn/cover') }}, watermark_info: {{ cdn_url: "
        "JsDecode('https://mmbiz.qpic.cn/mark') "
        "} }"
        for address in addresses
    )
    return f"picture_page_info_list: [ {items} ],"


def article(scripts: str, head: str = "", body: str = PARAGRAPHS, title: str = HEADLINE, above: str = "") -> str:
    return page(
        f'{NOISE}<div id="js_article" class="rich_media"><div id="img-content"><h1 class="rich_media_title" id='
        f'"activity-name">\n{title}\n</h1><div id="meta_content">{head}<em id="publish_time"></em></div>{above}'
        f'<div class="rich_media_content" id="js_content" style="visibility: hidden;">{body}</div></div></div>'
        f"{scripts}",
        META,
    )


def post(scripts: str, inside: str = "", head: str = META) -> str:
    return page(f'{NOISE}<div id="js_article" class="share_content_page">{inside}</div>{scripts}', head)


OLD = script(
    f'var biz = "" || "{BIZ}"; var nickname = "{ACCOUNT}"; var ct = "{STAMP}"; var user_name = "{GH}"; var msg_title = '
    f'"{HEADLINE}";'
)
DECODED = OLD.replace(f'"{ACCOUNT}"', f'htmlDecode("{ACCOUNT}")')
PLACE = script(
    "window.ip_wording = {\n  countryName: '中国',\n  countryId: '156',\n  provinceName: '重庆',\n  provinceId: '',\n};"
)
ABROAD = PLACE.replace("中国", "新加坡").replace("156", "702").replace("重庆", "")
MEMBERS = script(
    f"window.__initCgiDataConfig = function(d) {{ d.nick_name = (xml ? getXmlValue('nick_name.DATA') : "
    f"'{ACCOUNT}').html(false); "
    f"d.user_name = xml ? getXmlValue('user_name.DATA') : '{GH}'; d.create_time = xml ? getXmlValue('a.DATA') : "
    f"'{STAMP}'; d.biz = xml ? '' : '{BIZ}'; }};"
)
LINES_AS_TEXT = "\n\n".join(LINES)
TEXT_PAGE = f"text_page_info: {{ is_user_title: '1' * 1, content: JsDecode('{escaped(LINES_AS_TEXT)}') }},"
SHELL = (
    '<div id="js_content"><div class="wx_follow_nickname">河湾观察</div><h1 id="js_text_title">{}</h1>'
    '<p id="js_text_desc"></p></div>'
)
NAME = '<a id="js_name">\n  河湾观察 </a>'
LINKED = LINES_AS_TEXT.replace("水务部门", '<a class="wx_topic_link" data-topic="1">水务部门</a>')
SHORT_TEXT = ("今天东街停水。大家提前接好水。", *LINES[1:])

ARTICLES = [
    case("wechat_2018", article(OLD), account_id=GH, platform="wechat", template="wechat", url=URL),
    case("wechat_2020_decoded_name", article(DECODED), account_id=GH),
    case("wechat_2022_name_and_place", article(OLD + PLACE, NAME), place="重庆"),
    case("wechat_2022_abroad", article(OLD + ABROAD, NAME), place="新加坡"),
    case("wechat_2024_own_object", article(data(0)), account_id=GH),
    case("wechat_2025_members", article(MEMBERS), account_id=GH),
    case(
        "wechat_2026_drawn_by_script",
        article(data(0, members=member("content_noencode", PARAGRAPHS)), body=""),
    ),
    case(
        "wechat_2026_drawn_quote",
        article(
            data(
                0,
                members=member("content_noencode", f'<blockquote style="a">{PARAGRAPHS}</blockquote>'),
            ),
            body="",
        ),
    ),
    case(
        "wechat_paid_badge",
        article(OLD, NAME, title=f'<span class="js_title_inner">{HEADLINE}</span><span class="pay__tag">已付费</span>'),
    ),
    case(
        "wechat_paid_badge_without_inner_span",
        article(OLD, NAME, title=f'{HEADLINE}<span class="pay_tag">付费</span>'),
    ),
    case(
        "wechat_reprint_card",
        article(
            OLD,
            NAME,
            above='<div class="original_area_primary"><div class="original_primary_card_tips">'
            "<span>以下文章来源于河湾日报</span>"
            "<span> ，作者周澄</span></div></div>",
        ),
        flags=[("reprint", "element")],
    ),
    case(
        "wechat_claimed_source",
        article(
            data(0) + script("window.claim_source = { claim_source_type: '1', claim_source: '内容由AI生成' };"), NAME
        ),
        flags=[("ai_generated", "element")],
    ),
]

POSTS = [
    case(
        "wechat_text_post",
        post(data(10, members=TEXT_PAGE), SHELL.format(HEADLINE)),
        account_id=GH,
        url=URL,
    ),
    case("wechat_text_post_without_frame", page(NOISE + SHELL.format(HEADLINE) + data(10, members=TEXT_PAGE), META)),
    case("wechat_text_post_scripts_only", page(NOISE + data(10, members=TEXT_PAGE), META)),
    case(
        "wechat_text_post_untitled",
        page(
            NOISE + SHELL.format("") + data(10, LINES_AS_TEXT, TEXT_PAGE.replace("'1'", "'0'")),
            f'<meta property="og:title" content="{LINES_AS_TEXT}">'.replace("\n", "\\n"),
        ),
        headline=LINES[0],
    ),
    case(
        "wechat_text_post_links",
        post(data(10, members=f"text_page_info: {{ {member('content_noencode', LINKED)} }},")),
    ),
    case(
        "wechat_text_post_2022",
        post(
            DECODED
            + script(
                "var item_show_type = '10'; var TextContentNoEncode = window.a_value_which_never_exists || "
                f"'{escaped(LINES_AS_TEXT)}';"
            )
        ),
    ),
    case(
        "wechat_text_post_drawn",
        post(data(10), f'<div id="js_content"><p id="js_text_desc">{"<br><br>".join(LINES)}</p></div>'),
    ),
    case(
        "wechat_pictures_as_variables",
        post(
            script(
                f"window.item_show_type = '8' || ''; window.ct = '{STAMP}' || ''; window.nickname = '{ACCOUNT}'; "
                f"window.msg_title = window.title = '{HEADLINE}' || ''; window.desc = \"{escaped(LINES_AS_TEXT)}\"; "
                f"window.{listed(PICTURES).replace(': [', ' = [').rstrip(',')};"
            )
        ),
        images=PICTURES,
    ),
    case(
        "wechat_pictures_older_object",
        post(
            data(
                8,
                members=f"content_noencode: '{escaped(LINES_AS_TEXT)}', {listed(PICTURES[:1])}",
                name="window.cgiData",
            )
        ),
        images=PICTURES[:1],
    ),
    case(
        "wechat_pictures_members",
        post(
            MEMBERS
            + script(f"var item_show_type = '8'; window.cgiData = {{ {listed(PICTURES)} }};")
            + script(f"window.desc = '{escaped(LINES_AS_TEXT)}';")
        ),
        images=PICTURES,
    ),
    case(
        "wechat_pictures_untitled",
        post(
            data(8, "", member("content_noencode", "\n".join(SHORT_TEXT)) + listed(PICTURES)),
            head="",
        ),
        headline="今天东街停水。",
        body=SHORT_TEXT,
    ),
    case(
        "wechat_video_2021",
        post(
            DECODED
            + script(
                f"var item_show_type = '5'; var videoContentNoEncode = window.a_value_which_never_exists || "
                f"'{escaped(LINES_AS_TEXT)}';"
            )
        ),
    ),
    case("wechat_audio", post(data(7, members=member("content_noencode", PARAGRAPHS)))),
    case("wechat_music", post(data(6, members=member("content_noencode", LINES_AS_TEXT)))),
    case(
        "wechat_share_with_note",
        post(
            data(11),
            f'<div class="original_page"><p id="js_share_notice">{"<br>".join(LINES)}</p><span id="js_share_source" '
            f'data-url="{URL}">'
            "阅读全文</span></div>",
        ),
    ),
    case("wechat_short", post(data(17, members=member("short_content", LINES_AS_TEXT)))),
]

CASES = [*ARTICLES, *POSTS]
# Real pages of posts hold megabytes of script in the element of the text.
BULKY = [
    case(
        "wechat_pictures_with_bulk",
        post(
            BULK + data(8, members=member("content_noencode", LINES_AS_TEXT) + listed(PICTURES)),
            BULK,
        ),
        images=PICTURES,
        account_id=GH,
    ),
    case(
        "wechat_video",
        post(
            data(5, members=member("content_noencode", LINES_AS_TEXT)),
            f'<div id="js_content">{BULK}<div><p id="js_common_share_desc"></p></div></div>',
        ),
    ),
    case("wechat_article_with_bulk", article(data(0), NAME, body=f"{BULK}{PARAGRAPHS}{BULK}")),
]
