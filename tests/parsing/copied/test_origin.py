"""The address of a copy: as a line of its own, in a clipper's line, in front matter; other addresses are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.parsing import extract
from articles.parsing.document.origin import split_origin
from tests.parsing.copied.cases import BODY, HEAD
from tests.parsing.copies import netease_copy
from tests.shared_data import require_shared

URL = "https://www.163.com/dy/article/ABCDEFGH0123456.html"
LINES = (
    URL,
    f"<{URL}>",
    f"原文链接：{URL}",
    f"> 原文地址: [www.163.com]({URL})",
    f"[原文链接]({URL})",
    f"> 本文由 [简悦 SimpRead](http://ksria.com/simpread/) 转码， 原文地址 [www.163.com]({URL})",
    f"URL: {URL}",
    f"来源: {URL}",
)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("crumb", [True, False])
def test_a_netease_copy_below_its_address_is_read_as_without(line: str, crumb: bool) -> None:
    text = netease_copy(crumb=crumb, byline="2026-02-06 12:31:05　来源: 小城观察 北京")
    assert extract(f"{line}\n{text}") == replace(extract(text), url=URL)


def test_the_seed_below_its_address_is_read_as_without() -> None:
    seed = require_shared("seed/netease_hao_page.txt").read_text("utf-8")
    for line, url in ((URL, URL), ("> 本文由 简悦 SimpRead 转码， 原文地址 www.163.com", "https://www.163.com")):
        assert extract(f"{line}\n\n{seed}") == replace(extract(seed), url=url)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n{BODY[0]}\n{URL}\n{BODY[1]}\n",
        f"{HEAD}\n{BODY[0]}\n更多见 {URL} 。\n{BODY[1]}\n",
        f"[{HEAD}]({URL})\n\n{BODY[0]}\n",
        f"{HEAD}\n{BODY[0]}\n视频：{URL}\n{BODY[1]}\n",
    ],
)
def test_an_address_in_the_text_is_not_the_articles(text: str) -> None:
    assert split_origin(text) == (None, text)


def test_a_submitted_address_goes_first() -> None:
    article = extract(f"{URL}\n{HEAD}\n{BODY[0]}\n", url="https://www.sohu.com/a/1_2")
    assert (article.url, article.platform) == ("https://www.sohu.com/a/1_2", "sohu")


def test_a_copy_that_states_a_malformed_address_is_read() -> None:
    for address in ("https://[::1", "https://a..b//", "http://" + "a" * 3_000, "//x"):
        assert extract(f"{address}\n{HEAD}\n{BODY[0]}\n{BODY[1]}\n").body[-1] == BODY[1]


def test_an_address_below_front_matter_without_one_tells_the_platform() -> None:
    front = '---\nAIGC:\n    Label: "1"\n---\n'
    heads = "> 公众号: 河湾观察\n> 原文链接: https://mp.weixin.qq.com/s/abc\n"
    prose = "清晨六点，河湾市老城区的施工队已经开始围挡，准备更换一段使用了四十年的旧供水管道。\n"
    article = extract(f"{front}# 老城区供水管网改造今日开工\n\n{heads}\n{prose}")
    assert (article.platform, article.url) == ("wechat", "https://mp.weixin.qq.com/s/abc")
    assert article.ai_label is not None
    assert article.body == (prose.strip(),)
