"""Legacy charsets of Chinese, Japanese, Korean and western pages: declared right, wrong or not at all."""

from __future__ import annotations

import pytest

from articles.parsing import extract
from articles.parsing.carriers.decoding import decode, reads_as_mojibake

CHINESE = "河湾市老城区供水管网改造工程昨日正式启动，预计五个月内分两期完成，施工期间部分路段将临时封闭。"
TRADITIONAL = "河灣市老城區供水管網改造工程昨日正式啟動，預計五個月內分兩期完成，涉及居民一萬二千戶。"
CANTONESE = "佢哋話嗰個嘢唔係咁嘅，啲人喺度睇緊嚟緊嘅巴士，冇人知道幾時先到。埗頭嗰邊啱啱裝修完，瞓覺嘅時候好嘈。"
KOREAN = "시청은 어제 상수도관 교체 공사가 시작되었다고 밝혔다. 주민 만이천 가구가 영향을 받을 예정이다."
JAPANESE = "市は昨日、旧市街の水道管の交換工事を始めたと発表した。住民一万二千世帯に影響が出る見込みだ。"
KATAKANA = "カタカナのニュース：スマートフォンのアプリで、バスのルートを見ることができます。"
FRENCH = "La ville a annoncé hier que les travaux des conduites d’eau ont commencé. Été, forêt, naïveté, cœur."
GERMAN = "Bürger können während dieser Zeit andere Straßen benützen – „rechtzeitig“ heißt früh."
SPANISH = "¿Cuándo comenzó la obra? El señor Muñoz dijo que mañana. ¡Qué ilusión!"
WRITTEN = [
    *((CHINESE, name) for name in ("gbk", "gb18030", "utf-16-le", "utf-16-be", "utf-16", "utf-32")),
    *((TRADITIONAL, name) for name in ("big5", "big5hkscs", "gbk", "utf-16-le")),
    *((CANTONESE, name) for name in ("big5hkscs", "gb18030")),
    *((KOREAN, name) for name in ("euc-kr", "cp949", "iso2022_kr")),
    *((JAPANESE, name) for name in ("shift_jis", "euc-jp", "iso2022_jp")),
    *((KATAKANA, name) for name in ("shift_jis", "euc-jp")),
    *((western, name) for western in (FRENCH, GERMAN) for name in ("cp1252",)),
    (SPANISH, "latin-1"),
]


def page(text: str) -> str:
    return f"<html><head><title>x</title></head><body><h1>{text[:20]}</h1>" + f"<p>{text}</p>\n" * 3 + "</body></html>"


@pytest.mark.parametrize("declared", [None, "gb2312", "big5", "iso-8859-1", "shift_jis", "nonsense"])
@pytest.mark.parametrize(("text", "encoding"), WRITTEN)
def test_text_is_read_whatever_is_declared(text: str, encoding: str, declared: str | None) -> None:
    for written in (text, text[: 30 if "utf-16" in encoding else 24], page(text), text * 30):
        assert decode(written.encode(encoding), declared)[:2] == (written, [])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Вчера в городе начались работы по замене труб водопровода, они продлятся пять месяцев.", "windows-1251"),
        ("Χθες ξεκίνησαν στην πόλη οι εργασίες αντικατάστασης των σωλήνων νερού.", "iso-8859-7"),
    ],
)
def test_other_alphabets_are_read_when_declared(text: str, encoding: str) -> None:
    assert decode(page(text).encode(encoding), encoding)[0] == page(text)


@pytest.mark.parametrize("name", ["windows-1252", "x-sjis", "ks_c_5601-1987", "Big5-HKSCS", "x-gbk", "euc-kr"])
def test_names_of_pages_are_known(name: str) -> None:
    text, codec = {
        "windows-1252": (FRENCH, "cp1252"),
        "x-sjis": (JAPANESE, "cp932"),
        "ks_c_5601-1987": (KOREAN, "cp949"),
        "Big5-HKSCS": (CANTONESE, "big5hkscs"),
        "x-gbk": (CHINESE, "gbk"),
        "euc-kr": (KOREAN, "euc-kr"),
    }[name]
    whole = f'<meta http-equiv="Content-Type" content="text/html; charset={name}"><p>{text}</p>'
    assert decode(whole.encode(codec))[0] == whole


BODY = "".join(
    f"<p>第{n}天的早晨，河面上起了很大的雾，渡船比平时晚开了半个小时，乘客都在码头等候消息。</p>" for n in "一二三四"
)
UTF8 = f'<meta charset="utf-8"><h1>大雾里的渡船晚开半小时</h1><div class="article-content">{BODY}</div>@</body>'


@pytest.mark.parametrize(
    "foreign",
    [
        "<!-- 本页评论仅代表网友 -->",
        "<!-- 本页评论仅代表网友个人看法，与本站立场无关，请遵守法律法规，文明上网，理性发言 -->",
        '<script>var hint = "登录后评论";</script>',
        "<div class='footer'>河湾网版权所有</div>",
    ],
)
def test_a_utf8_page_with_a_piece_of_gbk_is_read_with_a_warning(foreign: str) -> None:
    article = extract(UTF8.encode().replace(b"@", foreign.encode("gbk")))
    assert (len(article.body), article.body[0][:5]) == (4, "第一天的早")
    assert article.warnings == ("replacement_characters",)


@pytest.mark.parametrize("place", ["大雾", "早晨", "第四天", "charset", "乘客"])
def test_a_utf8_page_that_lost_a_byte_is_read(place: str) -> None:
    data = UTF8.encode()
    at = data.index(place.encode()) + 1
    article = extract(data[:at] + data[at + 1 :])
    assert len(article.body) == 4
    assert article.warnings in ((), ("replacement_characters",))


def test_a_short_text_with_a_broken_byte_stays_utf8() -> None:
    text, warnings, _ = decode("今天开工，一切正常。".encode()[:-1])
    assert text.startswith("今天开工，一切正常")
    assert warnings == ["replacement_characters"]


TWICE = [("utf-8", "gb18030"), ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("gbk", "latin-1"), ("big5", "gbk")]


@pytest.mark.parametrize(("written", "read"), TWICE)
def test_text_that_was_decoded_wrongly_and_saved_again_is_warned_about(written: str, read: str) -> None:
    text = (TRADITIONAL if written == "big5" else CHINESE) * 4
    broken = text.encode(written).decode(read, "ignore")
    assert reads_as_mojibake(f"老城区供水管网改造\n{broken}")
    if (written, read) == ("utf-8", "gb18030"):
        assert "mojibake" in extract(f"老城区供水管网改造\n{broken}".encode()).warnings


@pytest.mark.parametrize("text", [CHINESE, TRADITIONAL, CANTONESE, JAPANESE, KOREAN, KATAKANA, FRENCH])
def test_sound_text_is_not_warned_about(text: str) -> None:
    assert extract(f"老城区供水管网改造\n{text * 3}".encode()).warnings == ()


def test_bytes_of_no_language_are_not_read_silently() -> None:
    noise = bytes(0x80 + (n * 37 + n * n * 11) % 126 for n in range(4_000))
    assert "charset_doubtful" in decode(b"<p>" + noise)[1]


WHOLE = "施工分成两期进行，第一期涉及六条街道，约有四千三百户居民会受到影响。"


@pytest.mark.parametrize("at", [0, 1, 6, 7, 20])
@pytest.mark.parametrize("fault", ["lost", "overwritten", "added"])
def test_text_behind_a_broken_byte_is_read(at: int, fault: str) -> None:
    data = page(WHOLE).encode("gb18030")
    start = data.index(b"<p>" + WHOLE.encode("gb18030")) + 3 + at
    put = {"lost": b"", "overwritten": b"?", "added": b"\xff"}[fault]
    read = decode(data[:start] + put + data[start + (fault != "added") :], "gbk")
    assert read.text.count("六条街道，约有四千三百户居民会受到影响。</p>") == 3
    assert f"<p>{WHOLE[: at // 2]}" in read.text
    assert read.warnings == ["replacement_characters"]


def test_a_page_with_many_broken_pieces_has_five_of_them_read_anew() -> None:
    text = WHOLE.encode("gb18030")
    data = page(WHOLE * 20).encode("gb18030") + (b"<p>" + text[1:] + b"</p>") * 9
    assert decode(data, "gbk").text.count("<p>\ufffd工分成") == 5
