"""Our own sample pages: each is read by the template it was made for, and shows what its list says."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.parsing import ExtractedArticle, extract

FOLDER = Path(__file__).resolve().parents[2] / "articles" / "samples"
# file: template, source, paragraphs, references, flag codes
EXPECTED: dict[str, tuple[str, str, int, int, list[str]]] = {
    "01_lake_level.html": ("netease_account_2021", "云泽观察", 7, 2, []),
    "02_lake_copied.html": ("netease_account_2021", "晚风热点站", 8, 0, ["image_web_sourced", "web_sourced"]),
    "03_bus_budget.html": ("netease_account_2021", "云泽观察", 6, 2, ["original"]),
    "04_secret_village.html": ("netease_account_2021", "星海杂谈", 6, 0, ["fiction"]),
    "05_battery_line.html": ("netease_account_2021", "深读车间", 6, 1, []),
    "06_ai_festival.html": ("netease_account_2021", "星海杂谈", 6, 0, ["ai_generated"]),
    "07_old_street.html": ("netease_account_2021", "湖畔旧事", 7, 0, ["pseudonym", "personal_opinion"]),
    "08_kitchen_ad.html": ("netease_account_2021", "阿麦的厨房", 6, 0, ["marketing"]),
    "09_port_news.html": ("netease_news_2019", "云泽日报", 7, 0, []),
    "10_school_news.html": ("netease_news_2019", "青屿晚报", 7, 0, ["pseudonym", "pseudonym"]),
    "11_tide_gate.txt": ("netease_text", "星海杂谈", 7, 2, ["web_sourced"]),
    "12_market_repair.txt": ("netease_text", "云泽观察", 6, 2, []),
    "13_trade_talks.txt": ("netease_text", "环宇茶话", 7, 2, ["web_sourced"]),
}


def sample(name: str) -> ExtractedArticle:
    return extract((FOLDER / name).read_bytes())


@pytest.mark.parametrize("name", EXPECTED)
def test_sample(name: str) -> None:
    article = sample(name)
    template, source, paragraphs, references, codes = EXPECTED[name]
    assert article.template == template
    assert article.source is not None
    assert article.source.name == source
    assert len(article.body) == paragraphs
    assert len(article.references) == references
    assert [flag.code for flag in article.provenance_flags] == codes
    assert 300 <= sum(map(len, article.body)) <= 900
    assert (article.platform, article.language, article.warnings) == ("netease", "zh", ())
    assert (article.published_at is None) == (name == "12_market_repair.txt")


def test_the_list_is_complete() -> None:
    files = {path.name for path in FOLDER.iterdir()} - {"README.md"}
    assert files == set(EXPECTED)
    listed = (FOLDER / "README.md").read_text("utf-8")
    assert all(f"`{name}`" in listed for name in files)


def test_one_copies_half_of_the_other_later() -> None:
    original, copy = sample("01_lake_level.html"), sample("02_lake_copied.html")
    shared = sum(len(paragraph) for paragraph in copy.body if paragraph in original.body)
    assert 0.4 < shared / sum(map(len, original.body)) < 0.7
    assert original.published_at is not None
    assert copy.published_at is not None
    assert original.published_at < copy.published_at


def test_caption_credit_and_original_headline() -> None:
    article = sample("09_port_news.html")
    assert article.original_headline == "云泽港二〇二五年货物吞吐量首次突破五千万吨"
    assert article.images[0].credit == "云泽日报记者 沈嘉禾"
    assert article.disclaimers == ()
    named = [(credit.role, credit.name) for credit in article.credits]
    assert ("source", "云泽日报") in named
    assert ("editor", "许言_NS0001") in named
