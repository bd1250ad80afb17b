"""The attribution reader costs a bounded number of tries per character, and tells what it left unread."""

from __future__ import annotations

import pytest

from articles.provenance.attribution import budget as budgets
from articles.provenance.attribution import speakers
from articles.provenance.attribution.attributions import Reading, find_attributions, read_attributions
from articles.provenance.attribution.budget import Budget
from articles.vocabulary.reading import UNREAD
from tests.budgets.texts import mixed, news, repeated, words

# A short text may cost this many looks before its length counts.
_BASE = 32


@pytest.fixture
def calls(monkeypatch):
    """The phrases that were classified; the list grows while a text is read."""
    seen: list[str] = []
    kind_of = speakers.kind_of

    def counted(phrase: str):
        seen.append(phrase)
        return kind_of(phrase)

    monkeypatch.setattr(speakers, "kind_of", counted)
    return seen


@pytest.fixture
def plain(calls) -> float:
    """Phrases that plain news has classified, per character."""
    for text in news():
        find_attributions(text)
    found = len(calls) / sum(map(len, news()))
    calls.clear()
    return found


def read(text: str, calls: list[str]) -> int:
    calls.clear()
    read_attributions(text)
    return len(calls)


def test_reader_is_cheap_when_a_page_repeats_one_word_of_saying(calls, plain):
    text = "\n".join(["称" * 30 + "0"] * 4500)
    assert read(text, calls) < 5 * plain * len(text)


def test_reader_is_cheap_for_every_word_of_every_lexicon(calls, plain):
    costly = {}
    for word in words():
        text = repeated(word)
        if (n := read(text, calls)) > _BASE + 5 * plain * len(text):
            costly[word] = n
    assert not costly
    assert len(words()) > 3_000


@pytest.mark.parametrize("verb", ["称", "说，", "表示", "指出", "报道，", "显示", "称，"])
def test_reader_is_cheap_when_words_of_saying_follow_any_word(verb, calls, plain):
    costly = {}
    for word in words()[::7]:
        text = "\n".join(f"{word * 3}{verb}" * 8 + str(line) for line in range(8))
        if (n := read(text, calls)) > _BASE + 5 * plain * len(text):
            costly[word] = n
    assert not costly


@pytest.mark.parametrize("seed", range(40))
def test_reader_is_cheap_for_random_mixes(seed, calls, plain):
    text = mixed(seed)
    assert read(text, calls) <= _BASE + 5 * plain * len(text)


@pytest.mark.parametrize("length", [25_000, 100_000])
def test_reader_is_linear_when_no_two_clauses_are_alike(length, calls):
    """Every clause is new, so no kept result helps: what is left is the budget, which grows with the text."""
    limits = Budget()
    text = "".join(
        f"{chr(0x4E00 + n % 5000)}{chr(0x5E00 + n % 1700)}的{n}地称又{n}说也表示" for n in range(length // 20)
    )
    n = read(text, calls)
    assert n <= limits.tries(limits.article_tries, len(text)) + 2 * len(find_attributions(text))


def test_reader_reads_ordinary_pages_whole(calls):
    for text in news():
        assert read_attributions(text).unread == ()


def codes(reading: Reading) -> list[str]:
    return [each.code for each in reading.unread]


def test_reader_tells_which_words_of_saying_it_did_not_read():
    text = "大桥今天通车。\n" + "".join(f"某{n}的{n}地{n}称，" for n in range(2_000))
    reading = read_attributions(text)
    assert codes(reading) == ["places_unread"]
    (left,) = reading.unread
    assert left.amount > 1_000
    assert left.start > text.index("\n")


def test_one_hostile_paragraph_leaves_the_others_their_tries():
    hostile = "".join(f"某{n}的{n}地{n}称，" for n in range(300))
    reading = read_attributions(f"{hostile}\n海岛大学教授徐立明表示，大桥今天通车。")
    assert codes(reading) == ["places_unread"]
    assert [each.who for each in reading.attributions] == ["海岛大学教授徐立明"]


def test_one_hostile_clause_leaves_the_others_their_tries():
    reading = read_attributions(f"{'称又说也' * 14}称，海岛大学教授徐立明表示，大桥今天通车。")
    assert codes(reading) == ["places_unread"]
    assert "海岛大学教授徐立明" in [each.who for each in reading.attributions]


def test_reader_tells_how_much_of_a_long_text_it_did_not_read():
    text = "网友表示，大桥今天通车。" * 10
    reading = read_attributions(text, Budget(characters=60))
    assert len(reading.attributions) == 5
    assert [tuple(each) for each in reading.unread] == [("text_unread", 60, 60)]


def test_reader_tells_how_many_paragraphs_it_did_not_read():
    reading = read_attributions("网友表示，大桥今天通车。\n" * 10, Budget(paragraphs=4))
    assert len(reading.attributions) == 4
    assert codes(reading) == ["text_unread"]


def test_reader_tells_that_there_were_more_attributions_than_it_keeps():
    text = "网友表示，大桥今天通车。专家指出，桥很长。" * 10
    reading = read_attributions(text, Budget(attributions=3))
    assert [each.who for each in reading.attributions] == ["网友", "专家", "网友"]
    (left,) = reading.unread
    assert (left.code, left.start) == ("attributions_cut", text.index("专家", 20))


def test_reader_stops_when_its_time_is_used_up(monkeypatch):
    clock = iter(range(1_000_000))
    monkeypatch.setattr(budgets.time, "monotonic", lambda: float(next(clock)))
    text = "\n".join(f"某{n}的{n}地{n}称，" for n in range(400))
    reading = read_attributions(text, Budget(seconds=1.5))
    assert codes(reading)[0] == "time_used_up"


@pytest.mark.parametrize("code", UNREAD)
def test_what_was_not_read_is_told_in_words(code):
    told = budgets.Unread(code, 3, 14).to_json()
    assert (told["code"], told["amount"], told["start"]) == (code, 3, 14)
    assert told["zh"] != told["en"] != code
