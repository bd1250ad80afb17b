"""How names of outlets look: by their last word, or because everybody knows them."""

from __future__ import annotations

import re

from articles.text.page_folding import fold_page

_ENDINGS = (
    "报", "网", "社", "台", "刊", "杂志", "日报", "晚报", "早报", "周刊", "月刊", "周报", "学报", "出版社", "新闻",
    "客户端", "频道", "电视", "广播", "观察", "评论", "财经", "时报", "快讯", "在线", "之声", "之窗", "百科",
    "官网", "官方网站", "公众号", "头条号", "百家号", "搜狐号", "企鹅号", "网易号", "博客", "微博", "智库",
    "研究院", "研究所", "研究中心", "大学", "学院", "统计局", "委员会", "政府", "办公室", "集团", "公司", "协会",
    "学会", "法院", "检察院", "公安局", "管理局", "气象局", "水务局", "教育局", "发布", "资讯", "热线", "传媒",
    "融媒", "融媒体", "全媒体", "论坛", "贴吧", "通讯", "年鉴", "数据库", "media", "news", "times", "post",
    "journal", "press", "daily", "weekly", "review", "magazine", "tv", "agency",
)  # fmt: skip
_KNOWN = (
    "央视", "澎湃", "新浪", "网易", "搜狐", "腾讯", "凤凰", "虎嗅", "36氪", "钛媒体", "财新", "界面", "第一财经",
    "参考消息", "半月谈", "光明", "求是", "环球", "知乎", "豆瓣", "小红书", "路透", "彭博", "法新", "美联", "百度",
    "谷歌学术", "中国知网", "知网", "万方", "维基", "国务院", "外交部", "商务部", "教育部", "财政部", "国家卫健委",
    "国家发改委", "央行", "证监会", "联合国", "世卫组织", "reuters", "bbc", "cnn", "ap", "afp", "bloomberg", "nature",
    "science", "wikipedia", "the guardian", "the economist", "xinhua", "cctv", "npr", "wsj", "cnbc",
)  # fmt: skip
_OUTLET = re.compile(
    rf"(?:[^\s,;|丨｜_·—–/(-]{{0,14}}(?:{'|'.join(map(re.escape, sorted(_ENDINGS, key=len, reverse=True)))})"
    rf"|(?:[a-z]{{1,14}} ){{1,4}}(?:{'|'.join(word for word in _ENDINGS if word.isascii())})"
    rf"|(?:{'|'.join(map(re.escape, _KNOWN))})[^\s,;|_·—–/(]{{0,4}})(?:\d{{4}}|\(.{{1,12}}\))?"
)
_OTHER_WORDS = re.compile(
    r"(?:管网|电网|路网|河网|联网|上网|渔网|组网|汇报|通报|预报|警报|海报|举报|回报|申报|上报|旅行社|合作社|阳台|出台|擂台|"
    r"舞台|后台|灶台|站台|正式发布|报告发布|公告发布|通知发布|网友评论|上学|升学|开学)$"
)
"""Words that only end like an outlet's name."""
_NO_NAME = re.compile(
    r"[，。！？；：“”《》<>【】\n!?;:]|https?:|\d{5}|[我你他她]们|笔者|大家|可以|看了|读了|参考了|查阅|[将已被把]|正式|宣布|为何|"
    r"如何|怎么|什么|显示|指出"
)
_NOWHERE = re.compile(
    r"(?:来自|源于|根据)?(?:互联)?网络?(?:公开)?(?:资料|信息|报道|内容|素材|图片|整理|新闻)?|"
    r"(?:公开|官方|新闻)?(?:资料|信息|报道|媒体|渠道)|"
    r"(?:公开|官方|权威|主流|新闻|各大|相关|多家|部分|互联网|网络){1,3}"
    r"(?:媒体|报道|资料|渠道|网站|平台|信息|新闻|数据){1,2}(?:报道|发布)?|"
    r"(?:百度|搜狗|维基)?百科|(?:百度)?贴吧|百度知道|(?:各大)?论坛|"
    r"搜索引擎|社交(?:媒体|平台)|网友|网上|原创|本人|个人|自己|自媒体|不详|"
    r".{1,10}等(?:网络|社交|短?视频|新媒体|自媒体|互联网)(?:平台|媒体|渠道)|"
    r"未知|无|略|如下|见文末|见文中|the internet|internet|online|web|various"
)
_ETC = re.compile(
    r"(?:等(?:等|.{0,2}媒体|网站|平台)?(?:的?(?:公开|综合)?报道)?|综合整理|整理|综合|报道|综合报道)?[\s。.;)\]]{0,4}$"
)
_SEPARATORS = re.compile(r"\s{0,2}(?:[,;/|·&]|\s和|和(?=.{2,12}$)|以及|\s{2,}|\sand\s)\s{0,2}")
_LONGEST_NAME, _MOST_NAMES = 24, 40
_LONGEST_LIST = 300


def is_outlet(name: str) -> bool:
    """Whether a short text looks like the name of an outlet or institution."""
    folded = fold_page(name).strip().casefold()
    if not 2 <= len(folded) <= _LONGEST_NAME or _NO_NAME.search(folded) or _OTHER_WORDS.search(folded):
        return False
    return _OUTLET.fullmatch(folded) is not None


def is_nowhere(name: str) -> bool:
    """Whether a text names no source at all: 网络, 公开资料, 官方媒体."""
    return _NOWHERE.fullmatch(fold_page(name).strip(" .。").casefold()) is not None


def names_in(text: str) -> list[str] | None:
    """The outlets of a list of names (`A、B和C等`), without those that name nothing; None for any other text."""
    if len(text) > _LONGEST_LIST:
        return None
    folded = fold_page(text)
    words = text.strip(" 。").split()
    if len(words) > 1 and all(map(is_outlet, words)):
        return words
    end = next((found.start() for found in [_ETC.search(folded, max(0, len(folded) - 20))] if found), len(folded))
    names: list[str] = []
    start = 0
    bounds = [(found.start(), found.end()) for found in _SEPARATORS.finditer(folded, 0, end)]
    for left, right in (*bounds, (end, end)):
        name = text[start:left].strip(" “”\"'《》「」")
        start = right
        if not name:
            continue
        if len(name) > _LONGEST_NAME or _NO_NAME.search(fold_page(name)) or len(names) > _MOST_NAMES:
            return None
        names.append(name)
    return names
