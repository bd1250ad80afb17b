"""Reference lists in every spelling: titles, numbers, wrapped items, outlets; and what is no list."""

from __future__ import annotations

import pytest

from articles.parsing.references import split_references

BODY = [
    "河湾市老城区的供水管网改造本月开工，第一期涉及三条街道和两个小区，工期预计五个月。",
    "施工期间部分路段夜间停水，街道办提前两天在楼道张贴通知，并安排送水车到小区门口。",
    "居民说最关心的是路面什么时候能够恢复，因为学校九月开学以后早晚的人流会明显增多。",
]
OLD, MORE = "老城区将改造供水管网", "多地更新供水管网"
DAILY, AGENCY = "河湾日报", "新华社"
TWO = [(OLD, DAILY), (MORE, AGENCY)]
URL = "https://www.hewan.example/a/1.html"


def read(*lines: str) -> tuple[list[tuple[str, str | None]], list[str]]:
    """The references as (headline, outlet), and what stands after the list; the body must be whole."""
    body, references, after = split_references([*BODY, *lines])
    assert body == BODY
    return [(item.headline, item.outlet) for item in references], after


TITLES = (
    "参考资料：",
    "参考资料",
    "参考文献",
    "参考文献:",
    "参考链接：",
    "参考来源：",
    "资料来源：",
    "信息来源：",
    "引用链接",
    "参考信源",
    "參考資料：",
    "參考文獻",
    "資料來源：",
    "References",
    "References:",
    "REFERENCES",
    "Reference list",
    "Sources",
    "Sources：",
    "Bibliography",
    "Works Cited",
    "【参考资料】",
    "[参考文献]",
    "主要参考文献：",
    "本文参考资料：",
    "部分参考资料：",
    "参考资料（部分）：",
    "参考资料如下：",
    "附：参考资料",
    "参考文献 / References",
    "参考文献（References）",
    "■ 参考资料",
    "—— 参考资料 ——",
    "六、参考文献",
    "参考资料↓",
    "以下为参考资料：",
    "资料出处：",
    "注释与参考文献",
    "来源：",
    "引用：",
    "参考：",
    "参考书目",
    "Notes and references",
    "消息来源：",
    "数据来源：",
)


@pytest.mark.parametrize("title", TITLES)
def test_a_list_under_any_title_is_read(title: str) -> None:
    assert read(title, f"1. {DAILY}《{OLD}》", f"2. {AGENCY}《{MORE}》") == (TWO, [])


FORMS = {
    "[n] outlet《》": [f"[1]{DAILY}《{OLD}》", f"[2]{AGENCY}《{MORE}》"],
    "[n] 《》outlet": [f"[1] 《{OLD}》{DAILY}", f"[2] 《{MORE}》{AGENCY}"],
    "n. 《》，outlet": [f"1. 《{OLD}》，{DAILY}", f"2. 《{MORE}》，{AGENCY}"],
    "n、outlet：《》": [f"1、{DAILY}：《{OLD}》", f"2、{AGENCY}：《{MORE}》"],
    "(n)": [f"（1）{DAILY}《{OLD}》", f"（2）{AGENCY}《{MORE}》"],
    "n)": [f"1) {DAILY}《{OLD}》", f"2) {AGENCY}《{MORE}》"],
    "circled": [f"①{DAILY}《{OLD}》", f"②{AGENCY}《{MORE}》"],
    "【n】": [f"【1】{DAILY}《{OLD}》", f"【2】{AGENCY}《{MORE}》"],
    "full width": [f"［１］{DAILY}《{OLD}》", f"［２］{AGENCY}《{MORE}》"],
    "outlet：headline": [f"{DAILY}：{OLD}", f"{AGENCY}：{MORE}"],
    "n. outlet: headline": [f"1. {DAILY}: {OLD}", f"2. {AGENCY}: {MORE}"],
    "· outlet《》": [f"·{DAILY}《{OLD}》", f"·{AGENCY}《{MORE}》"],
    "《》——outlet": [f"《{OLD}》——{DAILY}", f"《{MORE}》——{AGENCY}"],
    "《》（outlet）": [f"《{OLD}》（{DAILY}）", f"《{MORE}》（{AGENCY}）"],
    "《》 outlet date": [f"《{OLD}》 {DAILY} 2025-03-04", f"《{MORE}》 {AGENCY} 2025年3月5日"],
    "outlet，《》，date": [f"{DAILY}，《{OLD}》，2025年3月4日", f"{AGENCY}，《{MORE}》，2025年3月5日"],
    "headline - outlet": [f"{OLD} - {DAILY}", f"{MORE} - {AGENCY}"],
    "headline_outlet": [f"{OLD}_{DAILY}", f"{MORE}_{AGENCY}"],
    "headline | outlet": [f"{OLD} | {DAILY}", f"{MORE} | {AGENCY}"],
    "headline——outlet": [f"{OLD}——{DAILY}", f"{MORE}——{AGENCY}"],
    "headline，outlet，date": [f"{OLD}，{DAILY}，2025-03-04", f"{MORE}，{AGENCY}，2025-03-05"],
    "headline（outlet，date）": [f"{OLD}（{DAILY}，2025-03-04）", f"{MORE}（{AGENCY}，2025-03-05）"],
    "headline outlet": [f"{OLD} {DAILY}", f"{MORE} {AGENCY}"],
    "outlet | headline": [f"{DAILY} | {OLD}", f"{AGENCY} | {MORE}"],
    "“headline”，outlet": [f"“{OLD}”，{DAILY}", f"“{MORE}”，{AGENCY}"],
    "author：《》，《》": [f"周澄：《{OLD}》，《{DAILY}》2025年3月4日", f"林河：《{MORE}》，《河湾学报》2024年第3期"],
    "wrapped inside 《》": ["1. 《老城区将改造", f"供水管网》{DAILY}", "2. 《多地更新", f"供水管网》{AGENCY}"],
    "wrapped before the outlet": [f"1. 《{OLD}》，", DAILY, f"2. 《{MORE}》，", AGENCY],
    "wrapped anywhere": [f"1. 《{OLD}》", DAILY, f"2. 《{MORE}》{AGENCY}"],
    "several in one line": [f"[1]{DAILY}《{OLD}》[2]{AGENCY}《{MORE}》"],
    "several in one line, 1. 2.": [f"1. {DAILY}《{OLD}》 2. {AGENCY}《{MORE}》"],
    "several in one line, circled": [f"①{DAILY}《{OLD}》；②{AGENCY}《{MORE}》。"],
    "several in one line, ；": [f"{DAILY}《{OLD}》；{AGENCY}《{MORE}》"],
    "labelled parts": [f"标题：{OLD}　来源：{DAILY}", f"标题：{MORE}　来源：{AGENCY}"],
    "parts on lines": [
        f"1. {OLD}",
        f"来源：{DAILY}",
        "时间：2025-03-04",
        f"2. {MORE}",
        f"来源：{AGENCY}",
        "时间：2025-03-05",
    ],
    "GB/T news": [f"[1] 周澄. {OLD}[N]. {DAILY}, 2025-03-04(03).", f"[2] {MORE}[N]. {AGENCY}, 2025-03-05(01)."],
    "GB/T journal": [
        f"[1] 周澄, 林河. {OLD}[J]. {DAILY}, 2024, 3(2): 12-18.",
        f"[2] 林河，等．{MORE}［J］．{AGENCY}，2023（4）：1-9．",
    ],
    "GB/T online": [
        f"[1] {DAILY}. {OLD}[EB/OL]. (2025-03-04)[2025-06-01]. {URL}.",
        f"[2] {AGENCY}. {MORE}[EB/OL]. (2025-03-05)[2025-06-01]. {URL}.",
    ],
    "footnotes of Markdown": [f"[^1]: {DAILY}《{OLD}》", f"[^2]: {AGENCY}《{MORE}》"],
    "wrapped GB/T": [
        f"[1] 周澄. {OLD}[J]. 河湾",
        "日报, 2024, 3(2): 12-18.",
        f"[2] 林河. {MORE}[J].",
        f"{AGENCY}, 2023(4): 1-9.",
    ],
    "URL below": [f"{DAILY}：{OLD}", URL, f"{AGENCY}：{MORE}", URL],
    "numbered, URL below": [f"1. {DAILY}：{OLD}", URL, f"2. {AGENCY}：{MORE}", URL],
    "URL behind": [f"{DAILY}：{OLD} {URL}", f"{AGENCY}：{MORE} {URL}"],
    "labelled URL": [f"{DAILY}：{OLD}", f"链接：{URL}", f"{AGENCY}：{MORE}", f"链接：{URL}"],
}


@pytest.mark.parametrize("form", FORMS)
def test_items_in_any_form_are_read(form: str) -> None:
    expected = TWO
    if form == "author：《》，《》":
        expected = [(OLD, DAILY), (MORE, "河湾学报")]
    assert read("参考资料：", *FORMS[form]) == (expected, [])


@pytest.mark.parametrize("form", FORMS)
def test_what_follows_a_list_is_not_swallowed(form: str) -> None:
    after = ["声明：取材网络，谨慎辨别", "特别声明：以上内容仅代表作者观点，不代表本网立场。", "责任编辑：周明"]
    assert read("参考资料：", *FORMS[form], *after)[1] == after


@pytest.mark.parametrize(
    "line",
    [
        "内容由AI生成",
        "免责声明：本文不构成投资建议。",
        "编辑：周明",
        "校对 | 周明",
        "审核：林河",
        "图片来源于网络，侵删",
        "图源：网络",
        "欢迎关注河湾观察，带你看城里的大事小事。",
        "本文为原创，转载请联系授权。",
        "延伸阅读",
        "作者：周澄",
        "END",
        "— END —",
        "（完）",
        "点击阅读原文查看更多",
        "原标题：老城区的水管要换了",
        "取材网络，谨慎辨别",
        "编辑丨周明",
        "责编/周明",
        "#河湾 #供水",
        "感谢您读到这里。这座城市的供水还有很多可以说的，下一期我们去看看水厂的工人是怎样过夜的，也欢迎来信告诉我们您家里的情况。",
    ],
)
def test_a_line_below_a_list_stays_outside(line: str) -> None:
    assert read("参考资料：", f"[1]{DAILY}《{OLD}》", f"[2]{AGENCY}《{MORE}》", line) == (TWO, [line])
    assert read("参考资料：", f"{DAILY}：{OLD}", f"{AGENCY}：{MORE}", line) == (TWO, [line])


@pytest.mark.parametrize(
    ("line", "outlets"),
    [
        ("信息来源：央视新闻、人民日报、新华社", ["央视新闻", "人民日报", "新华社"]),
        ("信息来源:央视新闻,人民日报,新华社", ["央视新闻", "人民日报", "新华社"]),
        ("資料來源：央視新聞、人民日報、新華社", ["央視新聞", "人民日報", "新華社"]),
        ("资料来源：央视新闻、人民日报、新华社等", ["央视新闻", "人民日报", "新华社"]),
        ("信源：河湾日报 / 河湾晚报", ["河湾日报", "河湾晚报"]),
        ("消息来源 | 河湾日报 河湾网  新华社", None),
        ("参考资料：新华社、人民日报、河湾日报", ["新华社", "人民日报", "河湾日报"]),
        ("参考来源：新华社、人民网和河湾日报", None),
        ("（信息来源：央视新闻、人民日报）", ["央视新闻", "人民日报"]),
        ("来源：央视新闻、人民日报、新华社", ["央视新闻", "人民日报", "新华社"]),
        ("综合：央视新闻、河湾日报", ["央视新闻", "河湾日报"]),
        ("数据来源：国家统计局、河湾市统计局", ["国家统计局", "河湾市统计局"]),
        ("Sources: Reuters, BBC, CNN", ["Reuters", "BBC", "CNN"]),
        ("资料来源：河湾日报", ["河湾日报"]),
        ("資訊來源：央視新聞、人民日報、新華社", ["央視新聞", "人民日報", "新華社"]),
        ("综合：央视新闻 人民日报 新华社", ["央视新闻", "人民日报", "新华社"]),
        ("综合自央视新闻、人民日报、新华社", ["央视新闻", "人民日报", "新华社"]),
        ("本文综合自河湾日报、河湾晚报", ["河湾日报", "河湾晚报"]),
        ("信息来源：河湾观察、河湾发布公众号", ["河湾观察", "河湾发布公众号"]),
    ],
)
def test_outlets_in_one_line_are_references_without_headline(line: str, outlets: list[str] | None) -> None:
    found, after = read(line)
    if outlets is not None:
        assert found == [("", outlet) for outlet in outlets]
        assert after == []


@pytest.mark.parametrize(
    "line",
    [
        "他说资料来源：一是档案馆，二是老人的回忆，三是报纸。",
        "来源：河湾日报 作者：周澄",
        "文中数据来源：公开资料整理。",
        "参考文献是学生最头疼的部分：格式多、标点多、版本多。",
        "信息来源不明的消息，不要转发。",
        "References are listed in the annual report, which anyone can download.",
        "综合：下午多云转晴，气温十到十八度。",
        "图片来源：河湾日报、河湾晚报",
        "资料图片来源：新华社、人民网",
        "信息来源：网络",
        "资料来源：互联网公开报道",
        "素材来源：官方媒体/网络新闻",
        "参考资料：网络公开资料",
        "数据来源：公开信息",
        "来源：河湾日报",
        "资料来源：网络，侵删",
        "图片来源：河湾日报、新华社",
        "参考资料显示，老城区的水管已经用了四十年，多处接口渗漏。",
        "参考资料：我们在写作时看了《河湾志》，也看了《供水史》。",
        "他把参考资料放在桌上。",
        "参考文献的格式要求很严。",
        "信息来源于河湾市政府的通报，通报里提到三条街道。",
        "来源：他说水管已经老了、旧了、坏了",
        "References to the old town are frequent in his work.",
        "Sources said the pipes were forty years old.",
        "延伸阅读：《河湾志》",
        "相关阅读：1. 老城区将改造供水管网",
        "综合来看，供水问题不大。",
        "本文来源：河湾日报",
        "参考价值：高、中、低",
        "推荐阅读：河湾日报《老城区将改造供水管网》",
        "注：文中数据截至三月",
    ],
)
def test_no_list_is_seen_in_a_sentence_or_a_declaration(line: str) -> None:
    assert split_references([*BODY, line]) == ([*BODY, line], [], [])
    assert split_references([*BODY[:1], line, *BODY[1:]])[1] == []


def test_a_heading_named_like_a_list_in_the_middle_is_text() -> None:
    lines = [BODY[0], "参考资料", *BODY[1:]]
    assert split_references(lines) == (lines, [], [])
    lines = [BODY[0], "来源", "这口井的来源没有人说得清。", *BODY[1:]]
    assert split_references(lines) == (lines, [], [])


@pytest.mark.parametrize("title", ["延伸阅读：", "相关阅读", "Further reading", "推荐阅读："])
def test_recommendations_are_no_references(title: str) -> None:
    assert split_references([*BODY, title, f"1. {DAILY}《{OLD}》"])[1] == []


def test_urls_are_kept() -> None:
    for lines in (
        [f"{DAILY}：{OLD}", URL],
        [f"1. {DAILY}：{OLD} {URL}"],
        [f"[1] {DAILY}. {OLD}[EB/OL]. (2025-03-04)[2025-06-01]. {URL}."],
        [f"{DAILY}：{OLD}（{URL}）"],
        [f"{DAILY}：{OLD}", f"链接：{URL}"],
        [f"[1] {DAILY}：{OLD}: {URL}"],
    ):
        _, (item,), _ = split_references([*BODY, "参考链接：", *lines])
        assert (item.headline, item.outlet, item.url) == (OLD, DAILY, URL)


def test_bare_urls_are_items() -> None:
    _, references, after = split_references([*BODY, "参考链接：", URL, URL + "?b=2", "编辑：周明"])
    assert [item.url for item in references] == [URL, URL + "?b=2"]
    assert after == ["编辑：周明"]


def test_links_give_their_address() -> None:
    for first, second in (
        (OLD, MORE),
        (f"{DAILY}：{OLD}", f"{AGENCY}：{MORE}"),
        (f"1. {OLD}", f"2. {MORE}"),
        (f"{OLD}，{DAILY}", f"{MORE}，{AGENCY}"),
    ):
        links = {BODY[0]: ("https://hewan.example/",), first: (URL,), second: (URL + "?m",)}
        _, references, _ = split_references([*BODY, "参考资料", first, second], links)
        assert [(item.headline, item.url) for item in references] == [(OLD, URL), (MORE, URL + "?m")]


def test_links_of_several_items_in_one_line_are_told_apart() -> None:
    line = f"[1] {OLD} [2] {MORE}"
    _, references, _ = split_references([*BODY, "参考资料", line], {line: (URL, URL + "?m")})
    assert [(item.headline, item.url) for item in references] == [(OLD, URL), (MORE, URL + "?m")]


def test_a_time_counts_to_the_minute_and_never_when_somebody_looked() -> None:
    _, references, _ = split_references(
        [
            *BODY,
            "参考资料：",
            f"1. {DAILY}《{OLD}》2025-03-04 09:20",
            f"2. {AGENCY}《{MORE}》2025-03-05",
            f"3. {AGENCY}：{MORE}，访问时间：2025-06-01 10:00",
            f"4. 《{MORE}》[EB/OL]. (2025-03-05)[2025-06-01 10:00]. {URL}",
        ]
    )
    assert [str(item.published_at) for item in references] == ["2025-03-04 09:20:00+08:00", "None", "None", "None"]


def test_platform_pairs_are_read() -> None:
    found, after = read("参考资料：", OLD, f"2025-03-04 09:20·{DAILY}", MORE, f"2025-03-05·{AGENCY}", "责任编辑：周明")
    assert (found, after) == (TWO, ["责任编辑：周明"])


@pytest.mark.parametrize(
    ("item", "headline", "outlet"),
    [
        (
            "[1] 周澄, 林河, 许言, 等. 老城区供水管网更新研究[J]. 河湾大学学报(自然科学版), 2024, 45(3): 12-18.",
            "老城区供水管网更新研究",
            "河湾大学学报(自然科学版)",
        ),
        ("[1] 周澄. 城市供水史[M]. 河湾: 河湾出版社, 2020: 33-40.", "城市供水史", "河湾出版社"),
        ("[1] 周澄. 老城区供水管网漏损研究[D]. 河湾: 河湾大学, 2023.", "老城区供水管网漏损研究", "河湾大学"),
        (
            "[1] Zhou C, Lin H. Renewal of old water mains[J]. Journal of Water, 2024, 12(3): 1-9.",
            "Renewal of old water mains",
            "Journal of Water",
        ),
        (
            "[1] 新华社. 多地更新供水管网[EB/OL]. https://www.hewan.example/1.html, 2025-03-04.",
            "多地更新供水管网",
            "新华社",
        ),
        ("[1] 多地更新供水管网[EB/OL]. 新华网, 2025-03-04.", "多地更新供水管网", "新华网"),
        (
            "[1] GB 5749-2022. 生活饮用水卫生标准[S]. 河湾: 河湾标准出版社, 2022.",
            "生活饮用水卫生标准",
            "河湾标准出版社",
        ),
        ("[1] 河湾市统计局. 河湾市2024年统计公报[R]. 2025.", "河湾市2024年统计公报", "河湾市统计局"),
        ("1. 周澄：《城市供水史》，河湾出版社，2020年，第33页。", "城市供水史", "河湾出版社"),
        ("1. 中美经贸磋商：首次会议继续进行", "中美经贸磋商：首次会议继续进行", None),
        ("1. 老城区将改造供水管网", "老城区将改造供水管网", None),
    ],
)
def test_parts_of_an_item(item: str, headline: str, outlet: str | None) -> None:
    assert read("参考文献", item)[0] == [(headline, outlet)]


@pytest.mark.parametrize("title", ["参考：", "参考资料：", "资料来源："])
@pytest.mark.parametrize(
    "items",
    [
        "《{}》{}，《{}》{}",
        "《{}》{}、《{}》{}。",
        "《{}》（{}）、《{}》（{}）",
        "《{}》{}；《{}》{}",
        "《{}》{} 《{}》{}",
    ],
)
def test_titles_before_their_outlets_in_one_line_are_items(title: str, items: str) -> None:
    assert read(title + items.format(OLD, DAILY, MORE, AGENCY)) == (TWO, [])


def test_a_sentence_about_two_books_is_no_list() -> None:
    line = "参考：《老城区将改造供水管网》《多地更新供水管网》两本书，写得很好。"
    assert split_references([*BODY, line]) == ([*BODY, line], [], [])
