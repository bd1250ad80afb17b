"""Two hundred realistic rules, and articles to run them on."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

_PARTS = (
    *("clickbait.score >= 0.{0}", '"web_sourced" in flags', 'topic == "news"', "reliability.score < {0}0"),
    *(
        "reuse.containment > 0.{0}",
        '"vague_sourcing" in findings',
        "length.body < {0}00",
        "attributions_nameless > {0}",
    ),
    *('topic_code in ["military", "economy", "life"]', "published.hour < {0}", 'hits("bank{0}") >= 2'),
    *('"短语{0}" in body', 'source.kind == "account"', 'headline_hits("bank{0}") > 0', "references == 0"),
)
_CHARACTERS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成"
    "会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
)


def contestants(rules: int, phrases: int) -> tuple[Callable[[int], object], Callable[[int], object]]:
    """Build ours (stored facts and texts to matches) and the peer (plain rule-engine, phrases one by one)."""
    import django

    django.setup()
    from articles.text.search_folding import fold_for_search
    from moderation.routing.facts import subject_of
    from moderation.triage.rules.compiling import compiled
    from moderation.triage.rules.phrases import PhraseIndex
    from moderation.triage.rules.ruleset import Ready, run

    chance = random.Random(7)  # noqa: S311 - the same rules and texts each time
    banks = {f"bank{n}": [_text(chance, chance.randint(2, 6)) for _ in range(phrases // 10)] for n in range(10)}
    expressions = [_expression(chance) for _ in range(rules)]
    index = PhraseIndex(banks)
    ready = [Ready(n, n, True, compiled(text, banks)) for n, text in enumerate(expressions)]
    articles = [_article(chance) for _ in range(50)]

    def ours(round_: int) -> object:
        facts, headline, body = articles[round_ % len(articles)]
        subject = subject_of(facts, lambda: (fold_for_search(headline).text, fold_for_search(body).text), index)
        ran = run(ready, subject)
        assert not ran.faults
        return ran

    return ours, _peer(expressions, banks, articles)


def _peer(expressions: list[str], banks: dict[str, list[str]], articles: list[Any]) -> Callable[[int], object]:
    from rule_engine import Context, Rule

    def resolve(thing: dict[str, Any], name: str) -> Any:
        return thing[name]

    rules = [Rule(text, Context(resolver=resolve)) for text in expressions]

    def peer(round_: int) -> object:
        facts, headline, body = articles[round_ % len(articles)]
        thing: dict[str, Any] = {"headline": headline, "body": body}
        for name, value in facts.items():
            group, _, attribute = name.rpartition(".")
            (thing.setdefault(group, {}) if group else thing)[attribute] = value
        whole = headline + body
        found = {code: sum(phrase in whole for phrase in phrases) for code, phrases in banks.items()}
        thing |= {"hits": found.get, "headline_hits": found.get}
        return [rule.matches(thing) for rule in rules]

    return peer


def _expression(chance: random.Random) -> str:
    parts = [part.format(chance.randint(1, 9)) for part in chance.sample(_PARTS, chance.randint(2, 4))]
    return chance.choice([" and ", " or "]).join(parts)


def _article(chance: random.Random) -> tuple[dict[str, Any], str, str]:
    facts: dict[str, Any] = {
        "clickbait.score": chance.random(), "reliability.score": 100 * chance.random(), "flags": ["web_sourced"],
        "findings": ["vague_sourcing"], "topic": "news", "topic_code": "military", "source.kind": "account",
        "reuse.containment": chance.random(), "length.body": 2000, "attributions_nameless": 3, "references": 0,
        "published.hour": 9,
    }  # fmt: skip
    return facts, _text(chance, 25), _text(chance, 2000)


def _text(chance: random.Random, length: int) -> str:
    return "".join(chance.choices(_CHARACTERS, k=length))
