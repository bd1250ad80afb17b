"""Reference lists of pages and Markdown copies: links survive, and cited times bound an unknown one."""

from __future__ import annotations

import pytest

from articles.parsing import extract

HEAD = "老城区供水管网改造本月开工"
BODY = (
    "河湾市老城区的供水管网改造本月开工，第一期涉及三条街道和两个小区，工期预计五个月。",
    "施工期间部分路段夜间停水，街道办提前两天在楼道张贴通知，并安排送水车到小区门口。",
    "居民说最关心的是路面什么时候能够恢复，因为学校九月开学以后早晚的人流会明显增多。",
)
URL = "https://www.hewan.example/a/1.html"
PAGE = (
    f"<html><body><h1>{HEAD}</h1><div id='Content'>{''.join(f'<p>{each}</p>' for each in BODY)}%s</div></body></html>"
)
EXPECTED = [("多地更新供水管网", "河湾日报", URL), ("水厂的一天", "河湾晚报", URL + "?b")]


def test_links_of_a_list_survive() -> None:
    for markup in (
        f"<h2>参考资料</h2><ol><li><a href='{URL}'>多地更新供水管网</a>，河湾日报</li>"
        f"<li><a href='{URL}?b'>水厂的一天</a>，河湾晚报</li></ol>",
        f"<p><strong>参考链接：</strong></p><ul><li>河湾日报：<a href='{URL}'>多地更新供水管网</a></li>"
        f"<li>河湾晚报：<a href='{URL}?b'>水厂的一天</a></li></ul>",
        f"<p>References</p><p>[1] <a href='{URL}'>《多地更新供水管网》</a> 河湾日报<br>"
        f"[2] <a href='{URL}?b'>《水厂的一天》</a> 河湾晚报</p>",
    ):
        article = extract(PAGE % markup)
        assert [(item.headline, item.outlet, item.url) for item in article.references] == EXPECTED
        assert article.body == BODY


@pytest.mark.parametrize(
    "below",
    [
        "<div><h3>参考链接</h3><ul>{}</ul></div>",
        "<section><p><b>參考資料：</b></p><ol>{}</ol></section>",
        "<h2>References</h2><ol>{}</ol>",
    ],
)
def test_a_list_in_an_element_below_the_body_is_read(below: str) -> None:
    items = (
        f"<li><a href='{URL}'>多地更新供水管网</a>，河湾日报</li><li><a href='{URL}?b'>水厂的一天</a>，河湾晚报</li>"
    )
    article = extract((PAGE % "").replace("</body>", below.format(items) + "</body>"))
    assert [(item.headline, item.outlet, item.url) for item in article.references] == EXPECTED
    assert article.body == BODY


@pytest.mark.parametrize("heading", ["相关阅读", "延伸阅读", "来源", "热门评论"])
def test_other_lists_below_the_body_are_no_references(heading: str) -> None:
    below = f"<div><h3>{heading}</h3><ul><li><a href='{URL}'>河湾日报：多地更新供水管网</a></li></ul></div>"
    assert extract((PAGE % "").replace("</body>", f"{below}</body>")).references == ()


def test_links_of_markdown_survive() -> None:
    for lines in (
        f"## 参考资料\n\n- [多地更新供水管网]({URL})，河湾日报\n- [水厂的一天]({URL}?b)，河湾晚报\n",
        f"**参考链接：**\n\n1. 河湾日报：[多地更新供水管网]({URL})\n2. 河湾晚报：[水厂的一天]({URL}?b)\n",
        f"### 引用链接\n\n[1] 河湾日报：多地更新供水管网: *{URL}*\n[2] 河湾晚报：水厂的一天: *{URL}?b*\n",
        f"[^1]: 河湾日报《多地更新供水管网》 <{URL}>\n[^2]: 河湾晚报《水厂的一天》 {URL}?b\n",
        "参考资料\n\n[1] [河湾日报《多地更新供水管网》][a]\n[2] [河湾晚报《水厂的一天》][b]\n\n"
        f"[a]: {URL}\n[b]: {URL}?b '标题'\n",
    ):
        article = extract(f"# {HEAD}\n\n" + "\n\n".join(BODY).replace("开工，", "开工[^1]，") + "\n\n" + lines)
        assert [(item.headline, item.outlet, item.url) for item in article.references] == EXPECTED, lines
        assert article.body == BODY


def test_text_of_a_list_of_addresses_keeps_them() -> None:
    text = "\n".join((HEAD, *BODY, "参考链接：", "河湾日报：多地更新供水管网", URL, "河湾晚报：水厂的一天", URL + "?b"))
    article = extract(text)
    assert [(item.headline, item.outlet, item.url) for item in article.references] == EXPECTED
    assert (article.body, article.url) == (BODY, None)


def test_cited_times_bound_the_time_of_publication() -> None:
    text = "\n".join(
        (
            HEAD,
            *BODY,
            "参考资料：",
            "1. 河湾日报《多地更新供水管网》2025-03-04 09:20",
            "2. 河湾晚报《水厂的一天》2025-03-02 10:00",
        )
    )
    assert str(extract(text).published_after) == "2025-03-04 09:20:00+08:00"
    looked = text.replace("2025-03-04 09:20", "访问时间：2025-06-01 09:20")
    assert str(extract(looked).published_after) == "2025-03-02 10:00:00+08:00"
