"""Heads of dispatches and plain English credits: who, of what kind, what is claimed; and where nobody is credited."""

from __future__ import annotations

import pytest

from articles.provenance.attribution.attributions import find_attributions

CREDITS = [
    (
        "新华社北京6月10日电（记者 周澄）全国多地发布高温预警，气象部门提醒注意防暑。",
        [("新华社", "named_outlet", "全国多地发布高温预警，气象部门提醒注意防暑")],
    ),
    ("新华社北京6月10日电 全国多地发布高温预警。", [("新华社", "named_outlet", "全国多地发布高温预警")]),
    ("据新华社北京6月10日电，全国多地发布高温预警。", [("新华社", "named_outlet", "全国多地发布高温预警")]),
    ("据新华社电，全国多地发布高温预警。", [("新华社", "named_outlet", "全国多地发布高温预警")]),
    ("中新社北京6月10日电 (记者 周澄)全国多地发布高温预警。", [("中新社", "named_outlet", "全国多地发布高温预警")]),
    (
        "中新网6月10日电 据河湾市应急管理局消息，河湾市发生地震。",
        [
            ("中新网", "named_outlet", "据河湾市应急管理局消息，河湾市发生地震"),
            ("河湾市应急管理局", "named_institution", "河湾市发生地震"),
        ],
    ),
    ("中新网河湾6月10日电 全国多地发布高温预警。", [("中新网", "named_outlet", "全国多地发布高温预警")]),
    ("人民日报北京6月10日电 全国多地发布高温预警。", [("人民日报", "named_outlet", "全国多地发布高温预警")]),
    (
        "人民日报讯 记者周澄报道：全国多地发布高温预警。",
        [("人民日报", "named_outlet", "记者周澄报道：全国多地发布高温预警")],
    ),
    ("央视新闻消息，全国多地发布高温预警。", [("央视新闻", "named_outlet", "全国多地发布高温预警")]),
    ("据央视新闻消息，全国多地发布高温预警。", [("央视新闻", "named_outlet", "全国多地发布高温预警")]),
    ("本报讯 记者周澄报道，全国多地发布高温预警。", []),
    ("路透社东京6月10日电 日本央行维持利率不变。", [("路透社", "named_outlet", "日本央行维持利率不变")]),
    ("据路透社6月10日电，日本央行维持利率不变。", [("路透社", "named_outlet", "日本央行维持利率不变")]),
    ("河湾日报讯（记者周澄）老城区将改造供水管网。", [("河湾日报", "named_outlet", "老城区将改造供水管网")]),
    ("新华社快讯：全国多地发布高温预警。", [("新华社", "named_outlet", "全国多地发布高温预警")]),
    (
        "The central bank kept rates unchanged on Monday, Reuters reported.",
        [("Reuters", "named_outlet", "The central bank kept rates unchanged on Monday")],
    ),
    (
        "According to Reuters, the central bank kept rates unchanged.",
        [("Reuters", "named_outlet", "the central bank kept rates unchanged")],
    ),
    ("The minister told the BBC that talks would resume.", [("BBC", "named_outlet", "talks would resume")]),
    (
        "BEIJING, June 10 (Xinhua) -- China's exports rose 5 percent in May.",
        [("Xinhua", "named_outlet", "China's exports rose 5 percent in May")],
    ),
    (
        "TOKYO (Reuters) - Japan's central bank kept rates unchanged.",
        [("Reuters", "named_outlet", "Japan's central bank kept rates unchanged")],
    ),
    (
        "TOKYO, June 10 (Reuters) - Japan's central bank kept rates unchanged.",
        [("Reuters", "named_outlet", "Japan's central bank kept rates unchanged")],
    ),
    (
        "PARIS (AP) — France will hold elections in July.",
        [("AP", "named_outlet", "France will hold elections in July")],
    ),
    (
        "John Smith said on Monday that the talks would resume.",
        [("John Smith", "named_person", "the talks would resume")],
    ),
    (
        "“We will resume the talks,” John Smith said on Monday.",
        [("John Smith", "named_person", "We will resume the talks")],
    ),
    ("AP reported that the talks resumed.", [("AP", "named_outlet", "the talks resumed")]),
    ("新华社武汉３月２日电（记者 周澄、李河）河湾大桥当天通车。", [("新华社", "named_outlet", "河湾大桥当天通车")]),
    ("　　新华社东京6月10日电 日本央行维持利率不变。", [("新华社", "named_outlet", "日本央行维持利率不变")]),
    ("（新华社巴黎6月10日电）法国将于七月举行选举。", [("新华社", "named_outlet", "法国将于七月举行选举")]),
    ("新華社北京6月10日電 多地發布高溫預警。", [("新華社", "named_outlet", "多地發布高溫預警")]),
    ("中新网河湾6月10日电 题：老桥新生", [("中新网", "named_outlet", "题：老桥新生")]),
    ("中新社香港6月10日电 （记者 周澄）香港天文台发出警告。", [("中新社", "named_outlet", "香港天文台发出警告")]),
    ("另据新华社电，救援仍在继续。", [("新华社", "named_outlet", "救援仍在继续")]),
    ("综合消息，据法新社巴黎6月10日电，谈判破裂。", [("法新社", "named_outlet", "谈判破裂")]),
    ("据央视新闻客户端消息，河湾市今晨发生地震。", [("央视新闻客户端", "named_outlet", "河湾市今晨发生地震")]),
    ("央视网消息：河湾市今晨发生地震。", [("央视网", "named_outlet", "河湾市今晨发生地震")]),
    ("人民网北京6月10日电 （记者周澄）全国多地升温。", [("人民网", "named_outlet", "全国多地升温")]),
    ("河湾晚报讯（记者 周澄 通讯员 李河）昨日起，老桥封闭。", [("河湾晚报", "named_outlet", "昨日起，老桥封闭")]),
    ("河湾日报6月10日讯 老桥昨日封闭。", [("河湾日报", "named_outlet", "老桥昨日封闭")]),
    ("央广网北京6月10日消息（记者周澄）全国多地升温。", [("央广网", "named_outlet", "全国多地升温")]),
    ("美联社华盛顿6月10日电：美国参议院通过议案。", [("美联社", "named_outlet", "美国参议院通过议案")]),
    ("新华社快讯：河湾大桥通车。", [("新华社", "named_outlet", "河湾大桥通车")]),
    ("Oil prices rose on Tuesday, Bloomberg reported.", [("Bloomberg", "named_outlet", "Oil prices rose on Tuesday")]),
    (
        "The company will cut 500 jobs, according to The Wall Street Journal.",
        [("The Wall Street Journal", "named_outlet", "The company will cut 500 jobs")],
    ),
    (
        "According to Agence France-Presse, the talks have failed.",
        [("Agence France-Presse", "named_outlet", "the talks have failed")],
    ),
    ("LONDON, June 10 (AFP) - Britain will vote in July.", [("AFP", "named_outlet", "Britain will vote in July")]),
    ("NEW YORK (AP) — Stocks fell on Monday.", [("AP", "named_outlet", "Stocks fell on Monday")]),
    (
        "SAN FRANCISCO, Calif., June 10 (Reuters) - The chipmaker raised its forecast.",
        [("Reuters", "named_outlet", "The chipmaker raised its forecast")],
    ),
    (
        "HANGZHOU, June 10 (Xinhua) -- A bridge opened here on Tuesday.",
        [("Xinhua", "named_outlet", "A bridge opened here on Tuesday")],
    ),
    (
        "Xinhua News Agency reported that the bridge had opened.",
        [("Xinhua News Agency", "named_outlet", "the bridge had opened")],
    ),
    ("“The bridge is safe,” Li Hewan said on Tuesday.", [("Li Hewan", "named_person", "The bridge is safe")]),
    ("Mary Jones told Reuters that the bridge was safe.", [("Mary Jones", "named_person", "the bridge was safe")]),
    (
        "The bridge is safe, the Ministry of Transport said in a statement.",
        [("Ministry of Transport", "named_institution", "The bridge is safe")],
    ),
    ("Officials said the bridge was safe.", [("Officials", "anonymous", "the bridge was safe")]),
    ("Analysts say prices will rise.", [("Analysts", "anonymous", "prices will rise")]),
    (
        "Foreign Ministry spokesperson Li Hewan said on Monday that China opposed the move.",
        [("Foreign Ministry spokesperson Li Hewan", "named_person", "China opposed the move")],
    ),
    (
        "The deal is close, people familiar with the matter said.",
        [("people familiar with the matter", "anonymous", "The deal is close")],
    ),
    (
        "China's Foreign Ministry said on Monday it opposed the move.",
        [("China's Foreign Ministry", "named_institution", "it opposed the move")],
    ),
    ("《河湾日报》讯 老桥昨日封闭。", [("《河湾日报》", "named_outlet", "老桥昨日封闭")]),
    (
        "WASHINGTON, June 10 (Xinhua) -- The U.S. Senate passed the bill, Xinhua reported.",
        [
            ("Xinhua", "named_outlet", "The U.S. Senate passed the bill, Xinhua reported"),
            ("Xinhua", "named_outlet", "The U.S. Senate passed the bill"),
        ],
    ),
    (
        "Japan's Nikkei fell 2% on Tuesday, Kyodo News reported on Wednesday.",
        [("Kyodo News", "named_outlet", "Japan's Nikkei fell 2% on Tuesday")],
    ),
    (
        "The bridge, built in 1922, will close, according to Li Hewan, a city engineer.",
        [("Li Hewan", "named_person", "The bridge, built in 1922, will close")],
    ),
    (
        "According to the Hewan Daily News, the bridge will close.",
        [("Hewan Daily News", "named_outlet", "the bridge will close")],
    ),
    ('"We are safe," said Li Hewan, a resident.', [("Li Hewan", "named_person", "We are safe")]),
    (
        "“We are safe,” said the Hewan Police Department.",
        [("Hewan Police Department", "named_institution", "We are safe")],
    ),
    (
        "North Korea said it had launched a satellite.",
        [("North Korea", "named_institution", "it had launched a satellite")],
    ),
    ("The White House said that talks had stalled.", [("White House", "named_institution", "talks had stalled")]),
    ("Goldman Sachs said it would cut jobs.", [("Goldman Sachs", "named_institution", "it would cut jobs")]),
    ("Time will tell, experts say.", [("experts", "anonymous", "Time will tell")]),
    (
        "An official told Reuters the bridge would close.",
        [("An official", "anonymous", "the bridge would close"), ("Reuters", "named_outlet", "the bridge would close")],
    ),
    ("The mayor told CNN that the bridge would close.", [("CNN", "named_outlet", "the bridge would close")]),
    (
        "Two sources told the Financial Times the bridge would close.",
        [
            ("Two sources", "anonymous", "the bridge would close"),
            ("Financial Times", "named_outlet", "the bridge would close"),
        ],
    ),
    ("河湾日报网讯（记者周澄）老桥封闭。", [("河湾日报网", "named_outlet", "老桥封闭")]),
    ("扬州晚报网6月1日讯 老桥封闭。", [("扬州晚报网", "named_outlet", "老桥封闭")]),
    ("　　新华社河湾六月十日电 老桥封闭。", [("新华社", "named_outlet", "老桥封闭")]),
    ("新华社河湾6月10日体育专电 河湾队夺冠。", [("新华社", "named_outlet", "河湾队夺冠")]),
    ("据路透社消息，谈判破裂。", [("路透社", "named_outlet", "谈判破裂")]),
    ("据《河湾日报》消息，谈判破裂。", [("《河湾日报》", "named_outlet", "谈判破裂")]),
    (
        "新华社北京6月10日电（记者 周澄）国家统计局10日表示，产量上升。",
        [("新华社", "named_outlet", "国家统计局10日表示，产量上升"), ("国家统计局", "named_institution", "产量上升")],
    ),
    ("新京报讯（记者周澄）老桥封闭。", [("新京报", "named_outlet", "老桥封闭")]),
    ("北京商报讯（记者 周澄）6月10日，老桥封闭。", [("北京商报", "named_outlet", "6月10日，老桥封闭")]),
    ("澎湃新闻6月10日消息，河湾手机发布。", [("澎湃新闻", "named_outlet", "河湾手机发布")]),
    ("中国新闻网消息，老桥封闭。", [("中国新闻网", "named_outlet", "老桥封闭")]),
    ("凤凰网讯 老桥封闭。", [("凤凰网", "named_outlet", "老桥封闭")]),
]
NOBODY = [
    "[环球时报驻日本特约记者 周澄]谈判破裂。",
    "【本报综合报道】老桥封闭。",
    "【图片报道】老桥封闭。",
    "【综合报道】老桥封闭。",
    "【独家报道】老桥封闭。",
    "【新闻报道】老桥封闭。",
    "【最新新闻报道】老桥封闭。",
    "The official said so.",
    "Speaking to Reuters, he said the bridge was safe.",
    "The Guardian of the bridge said no.",
    "Bridge officials say it is safe.",
    "新华社发",
    "中新社记者6月10日电话采访了周澄。",
    "新华社6月10日电视直播。",
    "我给他发了个讯 ，没回。",
    "本报讯 昨日起，老桥封闭。",
    "本网讯（通讯员 李河）昨日起，老桥封闭。",
    "新华社记者 周澄 摄",
    "他在新华社电视部工作了十年。",
    "国家电网消息灵通人士不多。",
    "快讯：市场消息面平静。",
    "她打来电话说，6月10日电表坏了。",
    "停电消息，大家请留意。",
    "好消息，河湾大桥通车了。",
    "他发来微信讯息，说人已平安。",
    "He said that he would come.",
    "It is said that the bridge is haunted.",
    "She told him that the AP exam was hard.",
    "The BBC was founded in 1922.",
    "That being said, the bridge is safe.",
    "The AP course will be said to start in May.",
    "According to the plan, the bridge will open in May.",
    "According to him, the bridge is safe.",
    "Reuters photographers were on the scene.",
    "Bloomberg ran for president in 2020.",
    "All things considered, enough said.",
    "The sign said no entry.",
    "I told you that before.",
    "The report said sales fell.",
    "Smith said sales fell.",
    "Nobody said anything.",
    "The company reported a loss of 5 million.",
    "Hewan Motors reported a loss of 5 million.",
    "Hewan Motors announced a new car in May.",
    "As he said, the river rose.",
    "She said, “I will come.”",
    "The teacher told the class that it was raining.",
    "According to legend, a dragon lives here.",
    "According to Chapter 5, the river rose.",
    "He reads the AP and the BBC every day.",
    "The price rose (Reuters).",
    "这则消息来自新华社，电视台也有报道。",
    "我们收到一条消息：明天停电。",
    "网络消息，河湾将有暴雨。",
    "央视新闻频道消息组成立。",
    "新华社主办的电视节目将播出。",
    "他给新华社打了电话。",
    "6月10日，新华社发电文祝贺。",
    "近日消息，河湾手机将发布。",
    "今日消息：河湾手机将发布。",
    "内部消息，河湾手机将发布。",
]


MORE = [
    ("【环球时报综合报道】据路透社报道，谈判破裂。", ["环球时报", "路透社"]),
    ("【环球网报道 记者 周澄】谈判破裂。", ["环球网"]),
    ("【环球时报记者 周澄报道】谈判破裂。", ["环球时报"]),
    ("（河湾日报记者周澄报道）老桥封闭。", ["河湾日报"]),
    ("A government spokesman said the bridge was safe.", ["A government spokesman"]),
    ("Diplomats said talks had failed.", ["Diplomats"]),
    (
        "A person familiar with the matter told Bloomberg the deal was close.",
        ["A person familiar with the matter", "Bloomberg"],
    ),
    ("AP said it had fixed the error.", ["AP"]),
    ("In a report, Reuters said the bridge was safe.", ["Reuters"]),
    ("Li Hewan, the city's mayor, said on Monday the bridge was safe.", ["Li Hewan"]),
    ("新华社讯：老桥封闭。", ["新华社"]),
    ("人民网讯 老桥封闭。", ["人民网"]),
    ("央视新闻客户端6月10日消息，老桥封闭。", ["央视新闻客户端"]),
    ("据河湾市气象台消息，明天有雨。", ["河湾市气象台"]),
    ("新浪财经讯 6月10日消息，河湾股份上涨。", ["新浪财经"]),
]


@pytest.mark.parametrize(("text", "names"), MORE)
def test_brackets_and_roles(text: str, names: list[str]) -> None:
    assert [each.who for each in find_attributions(text)] == names


@pytest.mark.parametrize(("text", "credited"), CREDITS)
def test_dispatches_and_english_credits(text: str, credited: list[tuple[str, str, str]]) -> None:
    found = find_attributions(text)
    assert [(each.who, each.kind, text[each.claim_start : each.claim_end]) for each in found] == credited
    assert all(text[each.start : each.end] == each.who for each in found)


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_is_credited(text: str) -> None:
    assert find_attributions(text) == []


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("新华社河湾6月10日电 桥通了。", "电"),
        ("新华社河湾6月10日体育专电 河湾队夺冠。", "体育专电"),
        ("新华社快讯：桥通了。", "快讯"),
        ("央视网消息：桥通了。", "消息"),
    ],
)
def test_the_verb_is_the_end_of_the_head(text: str, verb: str) -> None:
    assert find_attributions(text)[0].verb == verb


def test_a_head_stands_at_the_begin_of_a_line_or_after_ju() -> None:
    text = "老桥封闭\n新华社河湾6月10日电 桥通了。\n记者看到，新华社河湾6月10日电 字样仍在。"
    assert [each.start for each in find_attributions(text) if each.who == "新华社"] == [5]
