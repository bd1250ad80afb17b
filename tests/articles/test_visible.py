"""What orders or hides characters is shown as a mark; what has a use stays; right-to-left text is isolated."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.visible import visible, visible_page

ORDERING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("control", ORDERING)
def test_every_control_of_direction_is_a_mark(control: str) -> None:
    assert visible(f"安全{control}gnp.exe") == f"安全‹U+{ord(control):04X}›gnp.exe"


@pytest.mark.parametrize(
    "hidden",
    "\u00ad\u034f\u115f\u180e\u200b\u200c\u200d\u2060\u2063\u2800\u3164\ufeff\uffa0\ufff9\x00\x07\x1b\x7f\x85"
    "\U000e0041\U0001d173\u2028",
)
def test_every_invisible_character_is_a_mark(hidden: str) -> None:
    assert visible(f"央{hidden}视") == f"央‹U+{ord(hidden):04X}›视"


@given(st.text())
def test_no_format_character_is_left_but_in_its_place(text: str) -> None:
    left = [each for each in visible(text) if unicodedata.category(each) in ("Cf", "Cc") and each not in "\t\n\r"]
    useful = set("\u2068\u2069\u200c\u200d") | {chr(n) for n in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x8E2, 0x110BD)}
    useful |= {chr(n) for n in (0x110CD, 0x890, 0x891, *range(0x13430, 0x13440))}
    assert not set(left) - useful - {chr(n) for n in range(0xE0000, 0xE0080)}


@given(st.text(alphabet=st.sampled_from(ORDERING + "\u200d\u200b\ufe0f\u05d0\u05d1 a字<>\"'&👨🏴\U000e0067\U000e007f")))
def test_a_second_time_changes_nothing(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    "text",
    [
        "环湖路改造下月开工",
        "a\tb\nc",
        "👨\u200d👩\u200d👧 一家",  # one picture of three
        "❤\ufe0f",
        "葛\U000e0100城",  # the form of a character
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # the flag of England
        "क्\u200dष",
        "«12 % — 3 000 €»",
    ],
)
def test_what_has_a_use_stays(text: str) -> None:
    assert visible(text) == text


def test_right_to_left_text_cannot_reorder_its_neighbours() -> None:
    assert visible("账号 שלום עולם 123 万") == "账号 \u2068שלום עולם\u2069 123 万"
    assert visible("“שלום”（עולם）") == "“\u2068שלום\u2069”（\u2068עולם\u2069）"
    assert visible("می\u200cخواهم") == "\u2068می\u2069\u200c\u2068خواهم\u2069"


def test_data_hidden_in_selectors_is_shown() -> None:
    assert visible("字\ufe01\ufe02") == "字‹U+FE01›‹U+FE02›"


def test_a_flood_stays_one_line() -> None:
    assert visible("\u200b" * 1000) == "‹U+200B›" * 8 + "‹+992›"


def test_values_that_a_form_sends_back_stay() -> None:
    page = (
        '<p title="a\u202eb">x\u202ey</p><input name="n" value="x\u202ey"><textarea>x\u202ey</textarea>'
        '<option value="\u202e">o\u202e</option>'
    )
    assert visible_page(page) == (
        '<p title="a‹U+202E›b">x‹U+202E›y</p><input name="n" value="x\u202ey"><textarea>x\u202ey</textarea>'
        '<option value="\u202e">o‹U+202E›</option>'
    )
