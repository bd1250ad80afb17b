"""Kinds of text that two articles share without copying, and kinds of rewriting that hide no copy."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from tests.provenance.reuse.test_shared_text import article, is_form, own_share
from tests.provenance.stored.world import OTHER, STORY

ONE = [
    "被告人周某在西街菜场趁摊主转身，把挂在秤杆边的布包塞进自己的袖筒，布包里有当天卖菜的零钱和一部旧手机。",
    "摊主追到巷口才把人拦住，围过来的街坊认出他就住在对面的筒子楼里，平时替人送水，从没听说手脚不干净。",
]
TWO = [
    "被告人陈某深夜翻进柳林小区的车棚，用锯条锯断三把链锁，推走两辆电瓶车，天亮前就在桥下卖给收旧货的人。",
    "门卫看监控时发现棚顶的灯被布条缠住，顺着车辙一路找到河滩，捡到一只手套和半截锯条，随后报了警。",
]
COURT = (
    "被告人{who}犯盗窃罪，判处有期徒刑{months}个月，并处罚金人民币{fine}元。如不服本判决，可在接到判决书的第二日起十日内，"
    "通过本院或者直接向河湾市中级人民法院提出上诉。书面上诉的，应当提交上诉状正本一份，副本二份。"
)
STATISTICS = (
    "{month}月，{where}规模以上工业增加值同比增长{a}%，增速比上月回落{b}个百分点。社会消费品零售总额{c}亿元，同比增长{d}%。"
    "居民消费价格同比上涨{e}%，环比下降{f}%。固定资产投资同比增长{g}%，其中民间投资增长{h}%。"
)
INFECTION = (
    "{day}日0时至24时，{where}新增确诊病例{a}例，均为境外输入；新增无症状感染者{b}例。新增治愈出院{c}例，解除医学观察的密切接触者{d}人。"
    "截至{day}日24时，{where}累计报告确诊病例{e}例，累计治愈出院{f}例，尚在医学观察的密切接触者{g}人。"
)
WEATHER = (
    "今天夜间到明天白天，{where}多云转阴，局部有小雨，偏北风{a}到{b}级，最高气温{c}℃，最低气温{d}℃，相对湿度{e}%到{f}%。"
    "未来三天冷空气持续影响，气温下降明显，早晚有雾，请注意防寒保暖，出行注意交通安全。空气质量指数{g}到{h}。"
)
HOROSCOPE = (
    "白羊座今天综合运势{a}颗星，爱情运势平稳，财运一般，幸运数字{b}，幸运颜色蓝色。金牛座工作上有贵人相助，"
    "单身的桃花运不错，幸运数字{c}。双子座财运上升，健康指数{d}，速配星座天秤座。巨蟹座感情上要多些耐心，幸运颜色白色。"
)
ESTATE = (
    "项目占地面积{a}平方米，总建面{b}平方米，容积率{c}，绿化率{d}%，总户数{e}户，车位配比1:{f}，物业费每平{g}元，产权70年。"
    "主推建面{h}㎡三房两厅，精装交付，均价每平{i}元，首付三成起，周边地铁、学区、商圈配套齐全，售楼处电话见下方。"
)
LAW = (
    "《中华人民共和国治安管理处罚法》第四十九条规定：盗窃、诈骗、哄抢、抢夺、敲诈勒索或者故意损毁公私财物的，处五日以上十日以下拘留，"
    "可以并处五百元以下罚款；情节较重的，处十日以上十五日以下拘留，可以并处一千元以下罚款。"
)
POEM = "白日依山尽，黄河入海流。欲穷千里目，更上一层楼。床前明月光，疑是地上霜。举头望明月，低头思故乡。"
ANTHEM = "起来！不愿做奴隶的人们！把我们的血肉筑成我们新的长城！中华民族到了最危险的时候，每个人被迫着发出最后的吼声。"
SIGN_IN = (
    "签到排名：今日本吧第{a}个签到，连续签到{b}天\n一键签到可签级以上的吧\n本月漏签{c}次\n超级会员单次开通12个月以上\n"
    "您需要登录后才可以发表评论\n找回密码 立即注册 自动登录\n分享到微信朋友圈 新浪微博"
)
PORTAL = (
    "投诉类别：{a}\n投诉对象：河湾某商行\n投诉请求：退款\n本网站所刊载的信息不代表本网观点\n刊用本网稿件须经书面授权\n"
    "增值电信业务经营许可证 网络文化经营许可证\n违法和不良信息举报电话 客服邮箱\n主办单位：河湾网 技术支持：河湾网"
)
CATALOGUE = (
    "型号：HW-{a}\n产品规格：额定电压{b}伏，额定电流{c}安\n供应地：河湾\n包装说明：木箱\n厂家直销，质保一年，现货发货，欢迎来电咨询\n"
    "公司主营电缆、接头、端子，品牌货源，工厂批发，支持定制，价格优惠，欢迎新老客户订购\n联系人：销售部 手机微信同号"
)
TITLES = (
    "中共中央总书记、国家主席、中央军委主席出席会议并发表重要讲话。中共中央政治局常委、全国人大常委会副委员长、全国政协副主席等出席。"
    "中央和国家机关有关部门、各省区市党委书记、省长、市长、部长、主任、秘书长等参加会议。"
)
ATTENDEES = "周澄、王海燕、陈思远、李建国、赵人杰、钱多多、孙启明、吴一凡、郑方、冯晓、褚卫、蒋文、沈青、韩松等参加。"

FORMS = {
    "statistics": STATISTICS,
    "infection": INFECTION,
    "weather": WEATHER,
    "horoscope": HOROSCOPE,
    "estate": ESTATE,
    "sign-in": SIGN_IN,
    "portal": PORTAL,
    "catalogue": CATALOGUE,
}
FIXED = {"law": LAW, "poem": POEM, "anthem": ANTHEM, "titles": TITLES, "attendees": ATTENDEES}


def filled_in(kind: str, rng: random.Random) -> str:
    """Text of a kind, filled in with numbers, places and names of its own."""
    if kind in FIXED:
        return FIXED[kind]
    if kind == "court":
        return COURT.format(who=rng.choice("李王赵孙") + "某", months=rng.randint(6, 20), fine=rng.randint(1, 9) * 1000)
    places = {"where": rng.choice(("河湾", "云岭", "临江")), "month": rng.randint(1, 12), "day": rng.randint(1, 28)}
    return FORMS[kind].format(**places, **{letter: rng.randint(2, 9999) for letter in "abcdefghi"})


@pytest.mark.parametrize("kind", ["court", *FORMS, *FIXED])
@pytest.mark.parametrize("seed", range(4))
def test_words_that_belong_to_neither_accuse_nobody(kind: str, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - the same texts in every run
    one, other = (article(*own, *filled_in(kind, rng).split("\n")) for own in (ONE, TWO))
    for this, that in ((one, other), (other, one)):
        assert not own_share(this, that).is_told or is_form(this, that)


def test_a_bulletin_that_shares_a_formula_with_a_copy_of_another_took_nothing_from_it() -> None:
    formula = "会议由市委副书记、市长主持，市人大常委会主任、市政协主席，市委常委、副市长和有关部门负责人参加会议。"
    bulletin = article(*OTHER, *TWO, formula)
    copy = article(*STORY, *ONE, formula)
    assert not own_share(bulletin, copy).is_told


SYNONYMS = dict(zip("的了和在是有也就都被从向一后前不", "之啦与于乃具亦便皆遭自朝某末先未", strict=True))
TAIWAN = {
    "护栏": "護欄",
    "封闭": "封鎖",
    "公交": "公車",
    "市政": "市政",
    "居民": "住民",
    "检查": "檢驗",
    "社区": "社區",
}
TRADITIONAL = str.maketrans(
    "桥临时闭没伤员队检发现处锈蚀严后复预计为头说过问题当贴张来对开类结会监",
    "橋臨時閉沒傷員隊檢發現處鏽蝕嚴後復預計為頭說過問題當貼張來對開類結會監",
)
COMMENTS = ("这一点值得多说两句。", "看到这里不少人都点头。", "个人觉得还要再观察。", "这话听着在理。")


def words(every: int, text: str) -> str:
    out = list(text)
    for at in range(every // 2, len(out), every):
        out[at] = SYNONYMS.get(out[at], "某" if out[at].isalpha() else out[at])
    return "".join(out)


def shuffled(text: str) -> str:
    parts = [part + "。" for part in text.split("。") if part]
    random.Random(5).shuffle(parts)  # noqa: S311 - the same order in every run
    return "".join(parts)


def commented(text: str) -> str:
    parts = [part + "。" for part in text.split("。") if part]
    return "".join(part + COMMENTS[at % 4] for at, part in enumerate(parts[:3]))


def taiwanese(text: str) -> str:
    for simplified, traditional in TAIWAN.items():
        text = text.replace(simplified, traditional)
    return text.translate(TRADITIONAL)


REWRITINGS: dict[str, Callable[[str], str]] = {
    "one word in 45": lambda text: words(45, text),
    "one word in 21": lambda text: words(21, text),
    "one word in 15": lambda text: words(15, text),
    "shuffled": shuffled,
    "shuffled, other words": lambda text: words(21, shuffled(text)),
    "traditional, Taiwan wording": taiwanese,
    "washed": lambda text: (
        "说起这件事，大家都有话要说，今天慢慢聊一聊。" + words(21, shuffled(text[text.index("。") + 1 :]))
    ),
    "a third with comments": commented,
    "zero-width characters": "\u200b".join,
    "a filler after every fourth": lambda text: "啊".join(text[at : at + 4] for at in range(0, len(text), 4)),
    "a filler 呢 after every third": lambda text: "呢".join(text[at : at + 3] for at in range(0, len(text), 3)),
}


@pytest.mark.parametrize("kind", REWRITINGS)
def test_a_rewritten_copy_is_told(kind: str) -> None:
    original = "".join([*STORY, *OTHER])
    share = own_share(article(REWRITINGS[kind](original)), article(original))
    assert share.is_told
    assert share.share >= 0.3
