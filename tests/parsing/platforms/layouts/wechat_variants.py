"""WeChat: other forms in which scripts hold the same posts, and what stands beside them."""

from __future__ import annotations

import json

from tests.parsing.platforms.layouts import wechat
from tests.parsing.platforms.layouts.story import ACCOUNT, HEADLINE, LINES, PARAGRAPHS, STAMP, Case, case, page, script
from tests.parsing.platforms.layouts.wechat import (
    DECODED,
    GH,
    LINES_AS_TEXT,
    LINKED,
    MEMBERS,
    META,
    NAME,
    NOISE,
    OLD,
    PICTURES,
    URL,
    article,
    data,
    escaped,
    listed,
    member,
    post,
)  # fmt: skip

TEXT = escaped(LINES_AS_TEXT)
NEVER = "window.a_value_which_never_exists || "
OWN = {
    "nick_name": ACCOUNT,
    "user_name": GH,
    "title": HEADLINE,
    "create_time": str(STAMP),
    "item_show_type": 10,
    "text_page_info": {"content": LINES_AS_TEXT},
}


def text_post(text: str, members: str = "") -> str:
    return post(data(10, members=f"{members} text_page_info: {{ {member('content', text)} }},"))


def spelled(literal: str) -> str:
    """A text post whose text is this literal, escapes and all."""
    return post(data(10, members=f"text_page_info: {{ content: JsDecode('{literal}') }},"))


def shown(time: str) -> str:
    return article(OLD, NAME).replace('<em id="publish_time"></em>', f'<em id="publish_time">{time}</em>')


def drawn(members: str, kind: int = 0, body: str = "") -> str:
    return article(data(kind, members=members), body=body)


CARD = "<div><span>以下文章来源于河湾日报</span><span> ，作者周澄</span></div>"
CONTENT = '<div class="rich_media_content"'
PROFILE = '<section><mp-common-profile data-nickname="别的号" data-id="MzX"></mp-common-profile></section>'
PLACE = "ip_wording: { country_name: JsDecode('中国'), country_id: '156', province_name: JsDecode('重庆') },"
CLAIM = "claim_source: {{ claim_source_type: '{}' * 1, claim_source: JsDecode('') }},"

SCRIPTS = [
    case("wechat_json", post(script(f"window.cgiDataNew = {json.dumps(OWN, ensure_ascii=False)};"))),
    case(
        "wechat_double_quotes",
        post(
            script(
                f'window.cgiDataNew = {{"nick_name": JsDecode("{ACCOUNT}"), "title": JsDecode("{HEADLINE}"), '
                f'"create_time": "{STAMP}" * 1, "item_show_type": "8" * 1, "content_noencode": JsDecode("{TEXT}"), '
                f'"picture_page_info_list": [{{"cdn_url": JsDecode("{PICTURES[0]}")}}]}};'
            )
        ),
        images=PICTURES[:1],
    ),
    case(
        "wechat_time_as_text",
        post(
            script(
                f"window.cgiDataNew = {{ nick_name: '{ACCOUNT}', title: '{HEADLINE}', create_time: '2025-03-04 09:20', "
                f"ori_create_time: '{STAMP}' * 1, item_show_type: '10' * 1, text_page_info: {{ content: '{TEXT}' }} }};"
            )
        ),
    ),
    case(
        "wechat_real_kind",
        post(
            DECODED
            + script(
                f"var real_item_show_type = '10'; var item_show_type = '10'; var TextContentNoEncode = {NEVER}'{TEXT}';"
            )
        ),
    ),
    case(
        "wechat_kind_as_number",
        post(
            script(
                f"window.item_show_type = 8; window.cgiData = {{ nick_name: '{ACCOUNT}', title: '{HEADLINE}', "
                f"{listed(PICTURES)} }}; window.ct = '{STAMP}'; window.desc = '{TEXT}';"
            )
        ),
        images=PICTURES,
    ),
    case(
        "wechat_other_objects_before",
        post(
            script("e.nick_name = 'x'; t.d.nick_name = 'y'; var o = {title: 'z', create_time: '1'};")
            + MEMBERS
            + script(f"var item_show_type = '10'; window.TextContentNoEncode = '{TEXT}';")
        ),
    ),
    case(
        "wechat_list_of_comments_before",
        post(
            script("var list = [{nick_name: '评论者', item_show_type: '0'}];")
            + data(10, members=f"text_page_info: {{ {member('content', LINES_AS_TEXT)} }},")
        ),
    ),
    case("wechat_unknown_kind", post(data(9, members=member("content_noencode", PARAGRAPHS)))),
    case("wechat_share_of_an_article", drawn(member("content_noencode", PARAGRAPHS), 11)),
    case("wechat_article_still_loading", drawn(member("content_noencode", PARAGRAPHS), body="<div></div><p></p>")),
]
TEXTS = [
    case("wechat_text_with_spaces", text_post(LINES_AS_TEXT.replace("。", "。&nbsp;"))),
    case("wechat_text_of_lines", text_post("\n".join(LINES))),
    case("wechat_text_of_windows_lines", spelled(TEXT.replace("\\x0a", "\\x0d\\x0a"))),
    case("wechat_text_of_short_escapes", spelled("\\n\\n".join(LINES))),
    case("wechat_text_escaped_twice", text_post(LINKED.replace("<", "&lt;").replace(">", "&gt;"))),
    case(
        "wechat_pictures_drawn",
        post(
            data(8),
            f'<div class="share_media_swiper_content"><div class="swiper_item"><img data-src='
            f'"{PICTURES[0]}"></div></div>'
            f'<p id="js_image_desc">{"<br>".join(LINES)}</p>',
        ),
        images=PICTURES[:1],
    ),
    case(
        "wechat_pictures_described",
        post(
            data(8, members=listed(PICTURES)),
            head=META + f'<meta name="description" content="{LINES_AS_TEXT}">'.replace("\n", "\\x0a"),
        ),
        images=PICTURES,
    ),
    case("wechat_article_of_sections", article(OLD, NAME, body=PARAGRAPHS.replace("<p>", "<section><section><span>"))),
]
BESIDE: list[Case] = [
    case("wechat_shown_minute", shown("2025-03-04 09:20")),
    case("wechat_shown_in_chinese", shown("2025年03月04日 09:20")),
    case("wechat_shown_yesterday", shown("昨天")),
    case("wechat_shown_day", article(OLD).replace('<em id="publish_time"></em>', '<em id="post-date">2025-03-04</em>')),
    case("wechat_place_of_the_object", text_post(LINES_AS_TEXT, PLACE), place="重庆"),
    case(
        "wechat_place_shown", article(OLD, f'{NAME}<em>发表于<span id="js_ip_wording">重庆</span></em>'), place="重庆"
    ),
    case("wechat_badge_behind", article(OLD, NAME, title=f'{HEADLINE} <i class="rich_media_title_pay">付费</i>')),
    case("wechat_badge_before", article(OLD, NAME, title=f'<span class="icon_pay">付费</span>{HEADLINE}')),
    case(
        "wechat_card_beside_the_body",
        article(OLD, NAME).replace(CONTENT, CARD + CONTENT),
        flags=[("reprint", "element")],
    ),
    case("wechat_claim_by_number", text_post(LINES_AS_TEXT, CLAIM.format(3)), flags=[("fiction", "element")]),
    case("wechat_claim_of_none", text_post(LINES_AS_TEXT, CLAIM.format(0))),
    case("wechat_card_of_another_account", article(data(0), body=PARAGRAPHS + PROFILE)),
    case(
        "wechat_number_in_the_address",
        text_post(LINES_AS_TEXT).replace(URL, "http://mp.weixin.qq.com/s?__biz=MzA5HEWAN==&amp;mid=1"),
        url="http://mp.weixin.qq.com/s?__biz=MzA5HEWAN==&mid=1",
    ),
    case("wechat_scripts_without_frame", page(NOISE + spelled(TEXT), META)),
]

CASES = [*wechat.CASES, *SCRIPTS, *TEXTS, *BESIDE]
