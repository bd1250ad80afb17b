"""Every reader over a text makes few calls per character, whatever the text repeats; calls are counted, not seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from bench.pages.hostile_texts import Reader, readers, texts
from tests.budgets.texts import mixed, news, repeated, words

READERS = readers()
# A short text may cost this many calls before its length counts: loading, folding, one pass per rule.
_BASE = 8_000
# Calls per character that are allowed to a reader that makes hardly any for news: what news costs as an HTML page.
_FEW = 6.0


def calls_of(read: Callable[[], object]) -> int:
    """Count the calls of Python and C functions while something is read."""
    count = 0

    def counted(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        read()
    finally:
        sys.setprofile(None)
    return count


@pytest.fixture(scope="module")
def plain() -> dict[str, float]:
    """Calls per character that plain news costs each reader."""
    body = "\n".join(news()).split("\n")
    length = sum(map(len, body))
    for read in READERS.values():
        read(body)
    return {name: calls_of(lambda read=read: read(body)) / length for name, read in READERS.items()}


def dear(reader: str, found: dict[str, list[str]], plain: dict[str, float]) -> dict[str, float]:
    """The texts that cost more than five times the calls of plain news of their length, with how many times."""
    read: Reader = READERS[reader]
    costs = {}
    for name, body in found.items():
        # A paragraph costs some calls, however short it is: news has some 60 characters in one.
        length = sum(max(len(line), 60) for line in body)
        allowed = _BASE + max(5 * plain[reader], _FEW) * length
        # Tables of characters are filled when a character is first met: a first reading makes more calls, never fewer.
        if calls_of(lambda body=body: read(body)) > allowed and (n := calls_of(lambda body=body: read(body))) > allowed:
            costs[name] = n / allowed
    return costs


@pytest.mark.parametrize("reader", READERS)
def test_reader_is_cheap_for_texts_that_no_author_writes(reader, plain):
    assert not dear(reader, dict(texts(2_000)), plain)


@pytest.mark.parametrize("reader", READERS)
def test_reader_is_cheap_for_every_word_of_every_lexicon(reader, plain):
    """Forty words a text, each thirty times a line: a word that is dear alone makes its text dear."""
    some = words()
    lines = {
        some[at]: [line for word in some[at : at + 40] for line in repeated(word, lines=1).split("\n")]
        for at in range(0, len(some), 40)
    }
    assert not dear(reader, lines, plain)


@pytest.mark.parametrize("reader", READERS)
def test_reader_is_cheap_for_random_mixes(reader, plain):
    assert not dear(reader, {str(seed): mixed(seed, 3_000).split("\n") for seed in range(100, 130)}, plain)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("one", "two"),
    [
        (["字"] * 2_000, ["字"] * 4_000),
        (["网友表示" * 2_000], ["网友表示" * 4_000]),
        (["“称" * 3_000], ["“称" * 6_000]),
    ],
    ids=["paragraphs", "one paragraph", "quotes"],
)
def test_reader_makes_twice_the_calls_for_twice_the_text(reader, one, two):
    read = READERS[reader]
    read(one)
    assert calls_of(lambda: read(two)) < 2.2 * calls_of(lambda: read(one)) + _BASE
