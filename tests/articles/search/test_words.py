"""A query and a text meet in any width, script and spacing."""

from __future__ import annotations

import pytest

from articles.search.grams import MOST_CHARACTERS, NARROW, WIDE, grams, narrow_window, wide_window
from articles.search.query import Words


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("停水", "全市停水七天"),
        ("停水", "全市停 水七天"),
        ("停水", "全市停\u200b水七天"),
        ("停水", "全市停·水七天"),
        ("灣區", "湾区规划"),
        ("湾区", "灣區規劃"),
        ("AI", "用ＡＩ写的"),
        ("openai", "他说OpenAI发布了"),
        ("open", "他说OpenAI发布了"),
        ("2025年", "截至２０２５年底"),
        ("第3期", "本报道为第3期。"),
        ("七天，快通知", "停水七天！快通知家里人"),
        ("环湖路 施工", "施工在环湖路两端"),
        ("iphone 15", "iPhone15 发布"),
        ("a-b", "计划A B组"),
    ],
)
def test_words_are_found_when_width_script_or_spacing_differ(query, text):
    words = Words.of(query)
    assert words.match(text)
    assert words.grams <= grams(text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("停水", "水停了"),
        ("停水 通知", "停水七天"),
        ("人国中", "中国人"),
        ("pen", "他说OpenAI发布了"),
        ("ab", "a 组和 b 组"),
        ("", "停水"),
        ("！？ …", "停水！？"),
    ],
)
def test_words_are_not_found_when_the_text_lacks_them(query, text):
    assert not Words.of(query).match(text)


def test_a_single_character_has_no_entry_but_is_compared():
    words = Words.of("水")
    assert not words.grams
    assert words.match("停水")


def test_pieces_join_to_the_text_as_it_stands():
    text = "刚刚，停\u200b水七天！OpenAI"
    pieces = Words.of("停水 openai").pieces(text)
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, is_hit in pieces if is_hit] == ["停\u200b水", "OpenAI"]


def test_excerpt_shows_the_first_word_in_its_surroundings():
    text = f"{'前文' * 50}全市停水七天{'后文' * 50}"
    excerpt = Words.of("停水").excerpt(text)
    assert "停水七天" in excerpt
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")
    assert len(excerpt) < 70


def test_a_long_query_is_cut():
    assert Words.of("停水" * 10_000).grams == Words.of("停水" * 50).grams


def test_a_long_text_is_indexed_to_its_limit():
    assert grams("水" * 3 * MOST_CHARACTERS + "停电") == grams("水水")


def test_windows_are_no_entries_of_a_text():
    windows = {narrow_window(pk) for pk in range(0, 100 * NARROW, NARROW)}
    windows |= {wide_window(pk) for pk in range(0, 100 * WIDE, WIDE)}
    assert len(windows) == 200
    assert not windows & grams("".join(map(chr, range(0x20, 0xD7FF))))


def test_entries_are_signed_numbers_of_32_bits():
    for gram in grams("龘靐齉爩中国 𠮷野家 zzz"):
        assert -(1 << 31) <= gram < 1 << 31
