import pytest

from articles.scoring.clickbait.headline_language import headline_language
from articles.text.search_folding import fold_for_search


@pytest.mark.parametrize(
    ("headline", "language"),
    [
        ("全球最大的国家,为何走向没落?", "zh"),
        ("iPhone 15 Pro Max发布", "zh"),
        ("國務院發布新規定", "zh"),
        ("17 things you need to know today", "en"),
        ("Xi Jinping (习近平) visits Moscow for talks with Putin", "en"),
        ("La La Land wins best score", "en"),
        ("Was ist mit der Wirtschaft los und warum", "other"),
        ("Les raisons pour lesquelles la France est en grève", "other"),
        ("東京オリンピックの開会式について", "other"),
        ("오늘의 주요 뉴스", "other"),
        ("Почему падает рубль", "other"),
        ("😀😀🔥", "none"),
        ("2024-01-01!!!", "none"),
    ],
)
def test_language(headline: str, language: str) -> None:
    assert headline_language(fold_for_search(headline).text) == language
