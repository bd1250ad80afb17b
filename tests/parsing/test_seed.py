"""The page this product starts from, as text copy, and copies of its kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from articles.parsing import ExtractedArticle, extract
from articles.text.china_time import CHINA
from tests.parsing.copies import BODY, EN, RECOMMENDATIONS, REFERENCES, ZH, netease_copy
from tests.shared_data import require_shared


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=CHINA)


@pytest.fixture
def seed() -> bytes:
    return require_shared("seed/netease_hao_page.txt").read_bytes()


def test_seed_is_read_exactly(seed: bytes) -> None:
    article = extract(seed)
    assert (article.platform, article.template, article.language) == ("netease", "netease_text", "zh")
    assert article.headline == "中美伦敦谈判,特朗普还是低估了中国,美国陷入前所未有的被动"
    assert article.source is not None
    assert (article.source.name, article.source.tagline) == ("历史求知所", "历史并不枯燥。")
    assert (article.source.article_count, article.source.follower_count) == (7380, 66307)
    assert len(article.body) == 31
    assert article.body[0].startswith("“当特朗普的关税大棒")
    assert article.body[-1].endswith("留言和讨论。")
    assert [(r.outlet, r.published_at) for r in article.references] == [
        ("央广网", at(2025, 6, 10, 12, 31)),
        ("和讯网", at(2025, 6, 9, 10, 53)),
    ]
    assert article.references[0].headline == "中美经贸磋商机制首次会议将继续进行 这次谈判美方为何来这三人?"
    assert article.references[1].headline.startswith("白宫:有信心在伦敦")
    assert article.declarations == ("声明:取材网络,谨慎辨别",)
    (flag,) = article.provenance_flags
    assert (flag.code, flag.also, flag.location) == ("web_sourced", ("verify_caution",), "tail")
    assert article.text[flag.start : flag.end] == flag.text == "声明:取材网络,谨慎辨别"
    assert [(d.code, d.language) for d in article.disclaimers] == [("storage_only", "zh"), ("storage_only", "en")]
    assert article.disclaimers[0].text.startswith("特别声明:以上内容")
    assert article.disclaimers[1].text.endswith("only provides information storage services.")
    assert len(article.recommendations) == len(set(article.recommendations)) == 20
    assert all(r.headline and r.source and r.published_at for r in article.recommendations)
    assert article.recommendations[4].headline == "牛市完结倒计时"
    assert article.recommendations[4].source == "谭谈投研"
    assert article.comment_count == 0
    assert article.published_at is None
    assert (article.published_after, article.published_before) == (at(2025, 6, 10, 12, 31), at(2026, 1, 15, 0, 39))
    assert article.warnings == ()


FULL_WIDTH = str.maketrans({",": "，", "!": "！", "?": "？", ":": "：", "(": "（", ")": "）", ">": "＞"})
VARIANTS: dict[str, Callable[[str], bytes]] = {
    "full-width": lambda text: text.translate(FULL_WIDTH).encode(),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "bom": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "gbk": lambda text: text.encode("gb18030"),
    "indented": lambda text: "\n".join("　　" + line for line in text.split("\n")).encode(),
    "no blank lines": lambda text: "\n".join(line for line in text.split("\n") if line.strip()).encode(),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_the_seed_in_other_spellings(seed: bytes, name: str) -> None:
    expected = comparable(extract(seed))
    assert comparable(extract(VARIANTS[name](seed.decode()))) == expected


@pytest.mark.parametrize("name", VARIANTS)
def test_our_copy_in_other_spellings(name: str) -> None:
    assert comparable(extract(VARIANTS[name](netease_copy()))) == comparable(extract(netease_copy()))


def comparable(article: ExtractedArticle) -> object:
    """Everything but the punctuation of the wording."""
    narrow = {wide: chr(code) for code, wide in FULL_WIDTH.items()}
    data = article.to_json()
    return str(data).translate(str.maketrans({wide: char for wide, char in narrow.items() if wide}))


def test_our_copy() -> None:
    article = extract(netease_copy())
    assert article.body == BODY
    assert [(r.headline, r.outlet) for r in article.references] == [(r[0], r[2]) for r in REFERENCES]
    assert [(r.headline, r.source) for r in article.recommendations] == [(r[0], r[1]) for r in RECOMMENDATIONS]
    assert [d.text for d in article.disclaimers] == [ZH, EN]
    assert article.source is not None
    assert (article.source.name, article.source.tagline) == ("小城观察", "小城里的大事小事")
    assert (article.source.article_count, article.source.follower_count) == (1204, 35_000)
    assert article.comment_count == 7
    assert (article.published_after, article.published_before) == (at(2026, 2, 5, 17, 40), at(2026, 2, 12, 9, 30))


@pytest.mark.parametrize(
    ("byline", "place"),
    [
        ("2026-02-06 12:31:05　来源: 小城观察 北京", "北京"),
        ("2026-02-06 12:31:05　来源: 小城观察", None),
        ("2026-02-06 12:31:05　来源: 小城观察 举报", None),
        ("2026-02-06 12:31:05　來源：小城观察 北京", "北京"),
    ],
)
def test_a_time_line_states_the_time_and_leaves_no_bounds(byline: str, place: str | None) -> None:
    article = extract(netease_copy(byline=byline))
    assert article.published_at == at(2026, 2, 6, 12, 31, 5)
    assert (article.published_after, article.published_before) == (None, None)
    assert article.ip_location == place
    assert article.body == BODY


def test_without_references_the_time_is_bounded_by_the_clock_alone() -> None:
    article = extract(netease_copy(references=False))
    assert (article.references, article.published_after) == ((), None)
    assert article.published_before == at(2026, 2, 12, 9, 30)
    assert [flag.code for flag in article.provenance_flags] == ["web_sourced"]
    assert article.body == BODY


def test_without_a_declaration_there_is_no_flag() -> None:
    article = extract(netease_copy(declaration=None))
    assert (article.declarations, article.provenance_flags) == ((), ())


def test_without_crumb_tagline_or_recommendations() -> None:
    article = extract(netease_copy(crumb=False, tagline=None, recommendations=False))
    assert article.template == "netease_text"
    assert article.headline == "老码头重新开放之后,谁高兴,谁发愁?"
    assert article.recommendations == ()
    assert article.source is not None
    assert (article.source.name, article.source.tagline) == ("小城观察", None)


def test_json_and_back(seed: bytes) -> None:
    article = extract(seed)
    assert ExtractedArticle.from_json(article.to_json()) == article
