"""Who is a speaker: names as they occur, institutions and accounts, nameless offices; and what is none."""

from __future__ import annotations

import time

import pytest

from articles.provenance.attribution.attributions import find_attributions
from articles.provenance.attribution.organisations import is_any_institution, is_generic

NAMES = [
    "李建民",
    "王爱民",
    "张家豪",
    "陈一鸣",
    "周一凡",
    "刘和平",
    "郑方",
    "丁一",
    "李友",
    "刘万里",
    "欧阳明月",
    "赵人杰",
    "钱多多",
    "周志中",
    "李建国",
    "何建军",
    "高志强",
    "于晓光",
    "张𬭚",
    "马英九",
    "方文山",
    "王有才",
    "张为民",
    "李月",
    "孙三元",
    "吴道明",
    "徐以恒",
    "吕日升",
    "魏千里",
    "蒋中正",
    "郭里程",
    "林上元",
    "陈刚",
    "孙正刚",
    "艾力江·买买提",
    "阿不都热合曼·吾甫尔",
    "罗布次仁",
    "扎西卓玛",
    "呼延平",
    "钟离建",
    "洪道明",
    "管友文",
    "栾鸣岐",
    "陈会忠",
    "李在民",
    "范徐丽泰",
    "林郑月娥",
    "扎西达娃",
    "洛桑江村",
    "丹增曲扎",
    "卓嘎",
    "哈斯巴根",
    "让-皮埃尔",
    "普京",
    "梅德韦杰夫",
    "泽连斯基",
    "松野博一",
]
SPEAKERS = [
    ("据河湾气象台17时30分消息，傍晚有雪。", "河湾气象台", "named_institution"),
    ("河湾市教育局一名工作人员告诉河湾财经，已经立案。", "河湾市教育局一名工作人员", "institution_anonymous"),
    ("世界河流组织总干事谭明义呼吁各国共享数据。", "世界河流组织总干事谭明义", "named_person"),
    ("李鸣说一路上有人帮忙。", "李鸣", "named_person"),
    ("王爱民说没有收到通知。", "王爱民", "named_person"),
    ("李建民说去年就开工了。", "李建民", "named_person"),
    ("一名电缆架线工称，看到过他们。", "一名电缆架线工", "anonymous"),
    ("架线工回忆，那天下雪。", "架线工", "anonymous"),
    ("【河湾反诈团队】特别提醒：请警惕网上的骗局。", "河湾反诈团队", "named_institution"),
    ("裁判文书网显示，他被判五年。", "裁判文书网", "named_outlet"),
    ("河湾民族报讯 1月24日，公司赠送匾额。", "河湾民族报", "named_outlet"),
    ("村民万友方老人说，桥修好了。", "村民万友方老人", "named_person"),
    ("村民王老人说，桥修好了。", "村民王老人", "anonymous"),
    ("央行在报告中指出，流动性充裕。", "央行", "named_institution"),
    ("检方在起诉书中称，他收了钱。", "检方", "named_institution"),
    ("法院一审判决认定，他犯盗窃罪。", "法院", "named_institution"),
    ("教育部门明确，不得补课。", "教育部门", "named_institution"),
    ("一项发表在《自然》杂志上的研究显示，喝茶有益。", "《自然》", "named_outlet"),
    ("网友“河湾小鱼”留言：“这座桥我天天走。”", "网友“河湾小鱼”", "anonymous"),
    ("网友@河湾小鱼 说：“这座桥我天天走。”", "网友@河湾小鱼", "anonymous"),
    ("抖音博主“云岭阿强”发视频称，饭店不卫生。", "抖音博主“云岭阿强”", "anonymous"),
    ("河湾市检察院官方微博“河湾检察”发布消息称，他被捕了。", "河湾检察", "named_institution"),
    ("专家组认为，方案可行。", "专家组", "anonymous"),
    ("有爆料称，公司正在裁员。", "有爆料称", "unspecified"),
    ("村民张澄（化名）说，他不敢报警。", "村民张澄", "anonymous"),
    ("河湾高速交警提示，雾大封路。", "河湾高速交警", "named_institution"),
    ("平安河湾通报，三人落网。", "平安河湾", "named_institution"),
    ("海关提醒，此类物品禁止入境。", "海关", "named_institution"),
    ("据《河湾评论》网站3月4日报道，大桥通车。", "《河湾评论》", "named_outlet"),
    ("世界河流组织总干事谭明义表示，水质变好。", "世界河流组织总干事谭明义", "named_person"),
    ("一位不愿透露姓名的员工说，工资三个月没发。", "一位不愿透露姓名的员工", "anonymous"),
    ("老板娘阿芳说，客人比去年少。", "老板娘阿芳", "anonymous"),
    ("涉事酒店回应，正在核实。", "涉事酒店", "anonymous"),
    ("公诉人认为，事实清楚。", "公诉人", "anonymous"),
    ("检察长王海燕说，已立案。", "检察长王海燕", "named_person"),
    ("副检察长王海燕说，已立案。", "副检察长王海燕", "named_person"),
    ("河湾市发改委主任陈一鸣说，明年开工。", "河湾市发改委主任陈一鸣", "named_person"),
    ("河湾市长刘明3日在会见代表团时表示，欢迎投资。", "河湾市长刘明", "named_person"),
    ("居民李华觉得，水压变小了。", "居民李华", "named_person"),
    ("市民张晓梅：“停水的消息来得太晚。”", "市民张晓梅", "named_person"),
    ("被告人李建民辩称，款已还清。", "被告人李建民", "named_person"),
    ("李强向路透社表示，谈判破裂。", "李强", "named_person"),
    ("罗某向法新社透露，货已发出。", "罗某", "anonymous"),
    ("美国官员表示，谈判破裂。", "美国官员", "anonymous"),
    ("美国高官表示，谈判破裂。", "美国高官", "anonymous"),
    ("美媒表示，谈判破裂。", "美媒", "anonymous"),
    ("原告陈述，合同已签。", "原告", "anonymous"),
    ("被告辩称，款已还清。", "被告", "anonymous"),
    ("当地人说，桥早就坏了。", "当地人", "anonymous"),
    ("他引述局长的话说，桥会修。", "局长", "anonymous"),
    ("该国总统7日在会见记者时表示，将停火。", "该国总统", "anonymous"),
    ("张X表示，不知情。", "张X", "anonymous"),
    ("某某表示，不知情。", "某某", "anonymous"),
    ("小陈告诉记者，水变浑了。", "小陈", "anonymous"),
    ("章女士父亲说，钱没了。", "章女士父亲", "anonymous"),
    ("河湾市教育局局长表示，补贴停发。", "河湾市教育局局长", "institution_anonymous"),
    ("河湾气象台提示：明天有雨。", "河湾气象台", "named_institution"),
    ("河湾市教育局确认，补贴停发。", "河湾市教育局", "named_institution"),
    ("河湾市卫健委发布，新增3例。", "河湾市卫健委", "named_institution"),
    ("河湾市纪委监委通报，其被查。", "河湾市纪委监委", "named_institution"),
    ("银泰集团发布《声明》称，此事属实。", "银泰集团", "named_institution"),
    ("法院审理后认为，被告违约。", "法院", "named_institution"),
    ("警方通报：嫌犯落网。", "警方", "named_institution"),
    ("消防部门提醒广大市民，天干物燥。", "消防部门", "named_institution"),
    ("@河湾发布：明日停水。", "@河湾发布", "named_institution"),
    ("@平安河湾：案件已破。", "@平安河湾", "named_institution"),
    ("据“河湾发布”消息，明天停水。", "河湾发布", "named_institution"),
    ("据民政部网站消息，洪水已退。", "民政部网站", "named_institution"),
    ("河湾晚报曝光，食堂用过期油。", "河湾晚报", "named_outlet"),
    ("据《湖城快讯》报道，三人受伤。", "《湖城快讯》", "named_outlet"),
    ("《自然》杂志报道，新物种被发现。", "《自然》杂志", "named_outlet"),
]
NOBODY = [
    "河湾市市长刘和平宣布展览开幕。",
    "工程竣工说明工期没有拖。",
    "据现场传回的画面，水退了。",
    "李建民说几句就走了。",
    "《红楼梦》中说，世事洞明皆学问。",
    "《论语》中说，学而时习之。",
    "《西游记》写道，猴子出世。",
    "记者周澄报道，桥通了。",
    "本报记者李河报道，桥通了。",
    "欢迎加入河湾新闻爆料群，第一时间看新闻。",
    "关注河湾日报爆料平台，拿大奖。",
    "白宫：“特金会”将举行。",
    "民警：“家哪的？”",
    "以上文章由商家、网友发布，仅供参考。",
    "小马觉得很疑惑，但没有说话。",
    "平台接到不少市民的投诉，要求处置。",
]
WORDS = [
    "很多家长",
    "许多人",
    "任何人",
    "高中生",
    "马路边",
    "金价",
    "周三早",
    "文化人",
    "安全员",
    "成年人",
    "张家口",
    "方向",
    "年轻人",
    "黄金周",
    "周边人",
    "温馨小",
    "曾多次",
    "应具体",
    "向大家",
    "石家庄",
    "李家人",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_bounded_by_its_neighbours(name: str) -> None:
    (found,) = find_attributions(f"{name}表示，工程将按期完成。")
    assert (found.who, found.kind) == (name, "named_person")


@pytest.mark.parametrize(("text", "who", "kind"), SPEAKERS)
def test_speakers(text: str, who: str, kind: str) -> None:
    assert [(each.who, each.kind) for each in find_attributions(text)] == [(who, kind)]


def test_a_changed_name_identifies_nobody_wherever_it_stands() -> None:
    text = "村民张澄（化名）住在桥边。\n张澄说，他不敢报警。\n村民王爱民说，桥修好了。"
    assert [(each.who, each.kind) for each in find_attributions(text)] == [
        ("张澄", "anonymous"),
        ("村民王爱民", "named_person"),
    ]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_speaks(text: str) -> None:
    assert find_attributions(text) == []


@pytest.mark.parametrize("word", WORDS)
def test_an_ordinary_word_is_no_name(word: str) -> None:
    assert all(each.kind != "named_person" for each in find_attributions(f"{word}认为，工程很好。"))


@pytest.mark.parametrize(
    "text",
    [
        "李\u200b建\u200b民表示，工\u200b程完工。",
        "\ufeff李建\u2060民\u00ad表示，工程完工。",
        "李 建 民 表 示 ， 工 程 完 工 。",
    ],
)
def test_hidden_characters_and_spaces_do_not_hide_a_speaker(text: str) -> None:
    (found,) = find_attributions(text)
    assert found.kind == "named_person"
    assert text[found.start : found.end] == found.who
    assert text[found.claim_start : found.claim_end].endswith("工")


@pytest.mark.parametrize("word", ["航空", "有的"])
def test_words_repeated_before_something_else_are_cut_in_one_way(word):
    phrase = word * 3000 + "甲"
    began = time.process_time()
    assert not is_any_institution(phrase)
    assert not is_generic(phrase)
    assert time.process_time() - began < 5, "every way to cut the phrase is tried"
