"""Texts that no author writes, and what they cost every reader over text, once and twice as long.

`python -m bench.pages.hostile_texts [CHARACTERS]` prints a line per reader and text, the dearest first.
"""

from __future__ import annotations

import contextlib
import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from bench.harness.result import Result
from tests.budgets.texts import mixed, news, words

FIGURE = "hostile texts: the dearest reader"
GROWTH = "hostile texts: twice the text"
ALLOWED_GROWTH = 3.0
Reader = Callable[[list[str]], object]
HEADLINE = "环湖路改造工程下月开工，公交线路将临时调整"
_LINE = 400  # characters of a paragraph, where a text has any


def texts(characters: int) -> Iterator[tuple[str, list[str]]]:
    """Yield name and paragraphs of each text, of about so many characters."""
    rng = random.Random(7)  # noqa: S311 - the same texts in every run
    yield "news", _cut("\n".join(news()), characters)
    for word in [*_SUSPECTS, *rng.sample(words(), 40)]:
        yield f"{word} ×30 a line", _lines(partial(_repeated, word), characters)
        yield f"{word}, one paragraph", [(word * (characters // len(word) + 1))[:characters]]
    for opening in ("“", '"', "《", "(", "（", "【", "[", "<", "「"):
        yield f"{opening}, never closed", [(opening + "网友表示") * (characters // 5)]
        yield f"{opening} alone", [opening * characters]
    for seed in range(25):
        yield f"mix {seed}", mixed(seed, characters).split("\n")
    for alphabet in (
        "王李张刘陈",
        "阿埃艾爱安",
        "0123456789",
        "年月日号时",
        "的了在是",
        "abc .",
        " \u3000\t",
        "，。：；、",
        "·-—_/",
    ):
        yield f"{alphabet} at random", ["".join(rng.choices(alphabet, k=characters))]
        yield (
            f"{alphabet} in lines",
            _lines(partial(_drawn, rng, alphabet), characters),
        )
    yield "a paragraph per character", ["字"] * min(characters, 50_000)
    yield "names and verbs, none twice", _lines(_names(rng), characters)


_SUSPECTS = (
    "称", "据", "说：", "从", "获悉", "来源：", "来源于", "转载自", "声明", "声明：", "取材网络", "本文",
    "图片来源", "版权", "参考资料", "[1]", "http://a.b/", "2026-01-01", "2026年1月3日", "原标题：", "责任编辑",
    "编辑：", "震惊", "！", "？", "……", "3大", "第一", "第", "免责声明：", "仅供参考", "AI生成", "内容由AI生成",
    "侵权", "如有侵权请联系删除", "转自", "记者", "本报讯", "图：", "1.", "@", "#", "《a》", "（记者", "据《",
    "的", "一", "万", "亿", "百", "%", "十", "零", "点", "分之", "我国", "，", "。", "a", "A ", "&nbsp;", "\\n",
)  # fmt: skip


def _repeated(word: str, line: int) -> str:
    return word * 30 + str(line)


def _drawn(rng: random.Random, alphabet: str, _: int) -> str:
    return "".join(rng.choices(alphabet, k=40))


def _names(rng: random.Random) -> Callable[[int], str]:
    alphabet = "王李张刘陈杨黄赵吴周徐孙阿埃艾爱安奥巴白班"
    verbs = ("称", "说", "表示", "据", "报道")
    return lambda _: "，".join(
        "".join(rng.choices(alphabet, k=rng.randint(2, 12))) + rng.choice(verbs) for _ in range(5)
    )


def distinct_lines(seed: int, lines: int) -> list[str]:
    """Return lines of names and words of saying, hardly two clauses alike; the seed draws them."""
    line = _names(random.Random(seed))  # noqa: S311 - the same text in every run
    return [line(number) for number in range(lines)]


def _lines(line: Callable[[int], str], characters: int) -> list[str]:
    found: list[str] = []
    length = 0
    while length < characters:
        found.append(line(len(found)))
        length += len(found[-1]) + 1
    return found


def _cut(text: str, characters: int) -> list[str]:
    whole = text * (characters // len(text) + 1)
    return [line for line in whole[:characters].split("\n") if line]


def readers() -> dict[str, Reader]:
    """Every reader over the text of an article, by name; Django is set up for the rules."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")
    django.setup()
    from articles.parsing.carriers.decoding import clean
    from articles.parsing.extract import extract
    from articles.parsing.extracted import ExtractedArticle, ExtractedReference, ExtractedSource
    from articles.parsing.language import detect_language
    from articles.parsing.submitted.structured import InvalidFields, from_fields
    from articles.parsing.unreadable import Unreadable
    from articles.provenance.attribution.attributions import find_attributions, read_attributions
    from articles.provenance.attribution.budget import Budget
    from articles.provenance.attribution.credits import credits_name, names_source, reprint_credits, told_by
    from articles.provenance.record import assess_provenance
    from articles.provenance.reuse.compared import compared_text
    from articles.provenance.reuse.passages import passages
    from articles.provenance.reuse.shingles import shingles
    from articles.provenance.topics.topic import topic_of
    from articles.scoring.clickbait.score import score_headline
    from articles.text.search_folding import fold_for_search
    from moderation.triage.rules.compiling import compiled
    from moderation.triage.rules.phrases import PhraseIndex
    from moderation.triage.rules.ruleset import Ready, run
    from moderation.triage.rules.subject import Subject

    outlets = ("央广网", "海岛时报", "人民日报", "称称")
    references = tuple(ExtractedReference(headline=HEADLINE, outlet=outlet) for outlet in outlets)

    def article(body: list[str]) -> ExtractedArticle:
        return ExtractedArticle(
            headline=HEADLINE, body=tuple(body), source=ExtractedSource("山城观察"), references=references
        )

    def page(data: bytes, content_type: str) -> object:
        with contextlib.suppress(Unreadable):
            return extract(data, content_type=content_type)
        return None

    def html(body: list[str]) -> object:
        text = "".join(f"<p>{each}</p>" for each in body)
        return page(f"<html><h1>{HEADLINE}</h1><article>{text}</article></html>".encode(), "text/html")

    def netease(body: list[str]) -> object:
        text = "".join(f"<p>{each}</p>" for each in body)
        head = f'<html id="ne_wrap"><h1 class="post_title">{HEADLINE}</h1><div class="post_info"></div>'
        return page(f'{head}<div class="post_body">{text}</div>'.encode(), "text/html")

    def structured(body: list[str]) -> object:
        text = [part for each in body for part in _pieces(each, 20_000)][:5_000]
        with contextlib.suppress(InvalidFields):
            return from_fields({"headline": HEADLINE, "body": text, "source": {"name": "山城观察"}})
        return None

    def reuse(body: list[str]) -> object:
        one = compared_text(article(body))
        other = compared_text(article(["另起一段，别的文字。", *body[len(body) // 2 :], *body[: len(body) // 2]]))
        return shingles(one.text), passages(one, other)

    def record(body: list[str]) -> object:
        read = article(body)
        attributions, unread = read_attributions(read.text, Budget(attributions=2_000))
        return assess_provenance(read, None, attributions, unread)

    def credited(body: list[str]) -> object:
        read = article(body)
        told = told_by(read, find_attributions(read.text)[:2_000])
        words_ = compared_text(read).text
        return reprint_credits(read), names_source(told, ["山城观察报"]), credits_name(words_, "山城观察报")

    banks = {"bank": ["称称", "网友表示", "取材网络", "阿埃艾"]}
    index = PhraseIndex(banks)
    rules = [
        Ready(n, n, True, compiled(text, set(banks)))
        for n, text in enumerate(['hits("bank") >= 2', '"网友" in body', '"不存在的词" in body', "length.body > 5"])
    ]

    def routed(body: list[str]) -> object:
        text = "\n".join(body)
        folded = fold_for_search(HEADLINE).text, fold_for_search(text).text
        return run(rules, Subject({"length.body": float(len(text))}, lambda: folded, index))

    return {
        "attributions": lambda body: find_attributions("\n".join(body)),
        "HTML page": html,
        "NetEase page": netease,
        "text page": lambda body: page("\n".join([HEADLINE, *body]).encode(), "text/plain"),
        "structured": structured,
        "clean": lambda body: clean(HEADLINE + "\n".join(body)),
        "language": lambda body: detect_language("\n".join(body)),
        "topic": lambda body: topic_of(HEADLINE, "\n".join(body)),
        "record": record,
        "credits": credited,
        "reuse": reuse,
        "clickbait, body": lambda body: score_headline(HEADLINE, "\n".join(body)),
        "clickbait, headline": lambda body: score_headline("".join(body)[:1_000], None),
        "rules": routed,
    }


def _pieces(text: str, longest: int) -> list[str]:
    return [text[at : at + longest] for at in range(0, len(text), longest)]


@cache
def _readers() -> dict[str, Reader]:
    return readers()


def seconds(read: Reader, body: list[str]) -> float:
    """Return the processor time of one reading, the better of two."""
    return min(_once(read, body) for _ in range(2))


def _once(read: Reader, body: list[str]) -> float:
    began = time.process_time()
    read(body)
    return time.process_time() - began


def run(*, quick: bool) -> list[Result]:
    """Report the dearest reader and text beside the same reader's news, and the fastest growth of time with length.

    Time does not fail the benchmark, because other processes may slow the machine; the limits stand beside it.
    """
    rows = measured(2_000 if quick else 20_000, "attributions" if quick else "")
    of_news = {row["reader"]: row["us"] for row in rows if row["text"] == "news"}
    worst = max(rows, key=lambda row: row["us"] / of_news[row["reader"]])
    # What takes less than this is noise.
    fast = max((row for row in rows if row["seconds"] > 0.02), key=lambda row: row["growth"], default=rows[0])
    return [
        Result(
            FIGURE, f"µs/character ({worst['reader']}: {worst['text']})", worst["us"],
            peer=of_news[worst["reader"]], peer_name="news, the same reader",
            note=f"{len(rows):,} pairs of reader and text; before the budget `称` ×30 a line cost 198",
        ),
        Result(
            GROWTH, f"times the time ({fast['reader']}: {fast['text']})", fast["growth"],
            limit=ALLOWED_GROWTH, limit_name="times allowed", note="2 is linear",
        ),
    ]  # fmt: skip


def measured(characters: int, only: str = "") -> list[dict[str, Any]]:
    """Measure every reader on every text, once as long and twice as long; the dearest per character first."""
    found = []
    pairs = list(zip(texts(characters), texts(2 * characters), strict=True))
    for name, read in _readers().items():
        if only and name != only:
            continue
        read(pairs[0][0][1])  # loads what it needs
        for (text, once), (_, twice) in pairs:
            one, two = seconds(read, once), seconds(read, twice)
            length = max(1, len("\n".join(once)))
            found.append(
                {"reader": name, "text": text, "us": 1e6 * one / length, "growth": two / max(one, 1e-6), "seconds": two}
            )
    return sorted(found, key=lambda each: -each["us"])


if __name__ == "__main__":
    size = int(sys.argv[1]) if sys.argv[1:] else 20_000
    rows = measured(size, sys.argv[2] if sys.argv[2:] else "")
    growing = sorted((row for row in rows if row["seconds"] > 0.02), key=lambda row: -row["growth"])
    for title, some in (("dearest", rows), ("growing fastest", growing)):
        print(title)
        for row in some[:40]:
            cost = f"{row['us']:8.2f} µs/char  ×{row['growth']:5.2f}  {row['seconds']:7.3f} s"
            print(f"{cost}  {row['reader']:20} {row['text']}")
