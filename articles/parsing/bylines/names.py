"""Tell names of outlets and persons from prose: what stands in a byline without a label."""

from __future__ import annotations

import re

_OUTLET_END = re.compile(
    r"(?:日报|晚报|早报|晨报|时报|周报|快报|商报|都市报|导报|报|网|网站|在线|新闻|观察|发布|频道|电视台|广播电视台|电台|卫视|"
    r"台|通讯社|社|周刊|月刊|杂志|评论|客户端|融媒|融媒体|融媒体中心|传媒|媒体|财经|健康|头条|视频|论坛|社区|公众号|号|政府|"
    r"局|委|委员会|办|办公室|厅|部|院|大学|学院|学校|公司|集团|中心|站|协会|学会|研究所|银行|医院|平台|之家|手记|资讯|视点|"
    r"视野|视界|记|说|谈|圈|君|志|读书|生活|科技|体育|娱乐|历史|军事|汽车|文化|旅游|美食|教育|法治|检察|警方|公安|消防|"
    r"daily|news|post|times|herald|journal|tribune|weekly|online|press|media|agency|gazette|review|"
    r"courier|chronicle|observer|examiner|guardian|bulletin|dispatch|register|sentinel|monitor|telegraph|inquirer)$",
    re.IGNORECASE,
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟"
    "殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆"
    "农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩"
    "明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢习劳谌奚冼湛逄丘占揭金于文"
)
_COMPOUND = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|夏侯|端木|长孙|轩辕|宇文|独孤|南宫"
_PERSON = re.compile(rf"(?:(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})")
_FOREIGN = re.compile(
    r"[A-Z][A-Za-z.'’-]{0,20}(?: [A-Z][A-Za-z.'’-]{0,20}){1,3}|[\u4e00-\u9fff]{1,7}·[\u4e00-\u9fff·]{1,10}"
)
_PROSE = re.compile(
    r"[的了着过吗呢吧是被把将从让使]|(?<!中国)在(?!线|场|路上|人间|现场)|发生|召开|举行|举办|表示|报道|宣布|开幕|启动|完成|开展|进行|通过|"
    r"实现|成为|出现|导致|造成|引发|正式|已经|可以|能够|应该|必须|因为|所以|但是|如果|以及|这[个是些次]|那[个是些次]|"
    r"[我你他她它]们|什么|怎么|为何|如何|上午|下午|今日|昨日|近日|日前|当天|地点|主题|(?<![资快通腾简财电时商视影音新创])讯$|获悉|了解到|突破|印发|出台|"
    r"\d[年月日时分秒元万亿人件次个级%]"
)
_WORDS = re.compile(
    r"[\w\u4e00-\u9fff.'’&+\-·#®™\u3040-\u30ff]+(?: [\w.'’&+\-]+){0,6}(?:\((?:[^()]{1,8}版|[^()]{1,6})\))?"
)
_LONGEST_HAN, _LONGEST = 16, 40
_SHORT, _SHORT_APART = 8, 12
"""Most characters of a name without a known ending: between spaces, and between clear separators."""


def is_person(name: str) -> bool:
    """Whether a name is a person's: surname and one or two characters, or several Latin words; no outlet's ending."""
    if _PERSON.fullmatch(name):
        return len(name) == 2 or not is_outlet(name) or _OUTLET_END.search(name[1:]) is None
    return _FOREIGN.fullmatch(name) is not None and not is_outlet(name)


def is_outlet(name: str) -> bool:
    """Whether a name ends as outlets, offices and companies do."""
    return _OUTLET_END.search(name) is not None


_NO_NAMES = frozenset(("简介", "介绍", "二维码", "说明", "矩阵", "名片", "导航", "大全", "菜单", "文章", "内容"))
"""Headings about an account or outlet, which follow the word for it: 公众号简介."""


def is_name(text: str, *, is_apart: bool = False) -> bool:
    """Whether a folded text without a label can be a name: short, one word (or Latin ones), and no prose.

    `is_apart`: clear separators stand on both sides, as around the names of accounts, which may hold any word.
    """
    if (
        not 2 <= len(text) <= _LONGEST
        or text in _NO_NAMES
        or not _WORDS.fullmatch(text)
        or text.replace(".", "").isdigit()
    ):
        return False
    if _PROSE.search(text.replace("的", "") if is_apart else text):
        return False
    han = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return han <= (_LONGEST_HAN if is_outlet(text) else _SHORT_APART if is_apart else _SHORT)


_COLUMN = re.compile(
    r"(?:.{0,3}(?:新闻|资讯|要闻|时政|社会|国内|国际|民生|财经|体育|娱乐|科技|教育|健康|文化|旅游|动态|快讯|公告|通知|专题|专栏|频道|栏目|"
    r"话题|合集|系列|推荐|热点|热门|头条|精选|首页|正文|详情|评论|原创|独家|观点|视频|图片|图集|文章|公开|活动|攻略|教程|分享|关注|"
    r"订阅|登录|注册|举报|收藏|打印|返回|更多|阅读|浏览|下载|导读|摘要|目录|简介|标签|关键词|已编辑|编辑|置顶|精华|转载|来源|作者|"
    r"策划|调查|特写|连载|深度|中心|政策|法规|解读|工作|建设|服务|党建|人事|招聘|采购|招标))"
)
"""What stands alone above a headline's time besides a name: channels, columns, kinds, buttons."""


def is_nickname(text: str) -> bool:
    """Whether a line of its own beside the time can be the name of an account: a name, and no channel or button."""
    return 3 <= len(text) <= _SHORT_APART and is_name(text, is_apart=True) and not _COLUMN.fullmatch(text)
