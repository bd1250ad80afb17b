"""Expressions: valid ones, refused ones with their place, and their results on articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_engine import Context, Rule

from articles.text.search_folding import fold_for_search
from moderation.triage.rules.catalogue import FLAGS, FUNCTIONS, facts, facts_by_name
from moderation.triage.rules.compiling import compiled
from moderation.triage.rules.errors import ExpressionError, RuleFault
from moderation.triage.rules.phrases import BankError, PhraseIndex, phrases_of
from moderation.triage.rules.ruleset import Ready, run
from moderation.triage.rules.subject import Subject

AS_WRITTEN = 'clickbait.score >= 0.8 and "web_sourced" in flags and topic == "news"'


def article(headline: str = "标题", body: str = "正文", banks: dict | None = None, **facts: object) -> Subject:
    known = dict.fromkeys(facts_by_name()) | {"flags": frozenset(), "findings": frozenset()}
    known |= {name.replace("__", "."): value for name, value in facts.items()}
    return Subject(
        known, lambda: (fold_for_search(headline).text, fold_for_search(body).text), PhraseIndex(banks or {})
    )


def test_the_documented_example_works_as_written():
    rule = compiled(AS_WRITTEN)
    bait = article(clickbait__score=0.8, flags=frozenset({"web_sourced"}), topic="news")
    assert rule.matches(bait)
    for change in ({"clickbait__score": 0.79}, {"flags": frozenset()}, {"topic": "life"}):
        other = article(**{"clickbait__score": 0.8, "flags": frozenset({"web_sourced"}), "topic": "news", **change})
        assert not rule.matches(other)


@pytest.mark.parametrize("fact", facts(), ids=lambda fact: fact.name)
def test_every_fact_has_both_languages_and_an_example_that_uses_it(fact):
    assert fact.zh
    assert fact.en
    assert fact.name in compiled(fact.example).facts


def test_every_function_has_an_example_that_uses_it():
    for function in FUNCTIONS:
        rule = compiled(function.example, ["scam"], ["toxicity"])
        assert rule.banks | rule.signals in ({"scam"}, {"toxicity"})


# (expression, code, the marked part, the suggestion if any)
REFUSED = [
    ("", "empty", None, None),
    ("   ", "empty", None, None),
    ("topic == " + '"x"' * 1000, "too_long", None, None),
    ("(" * 21 + "references == 0" + ")" * 21, "too_deep", "(", None),
    ("not " * 310 + "references == 0", "too_deep", "not", None),
    (" or ".join(["references == 0"] * 80), "too_deep", None, None),
    ("clikbait.score > 0.5", "unknown_name", "clikbait.score", "clickbait.score"),
    ('topic == "news" and clickbait.scoer > 0.5', "unknown_name", "clickbait.scoer", "clickbait.score"),
    ('topik == "news"', "unknown_name", "topik", "topic"),
    ("clickbait.score.x > 1", "unknown_name", "clickbait.score.x", "clickbait.score"),
    ('hit("scam") > 0', "unknown_name", "hit", "hits"),
    ('hits("scan") > 0', "unknown_bank", 'hits("scan") > 0', None),
    ("hits(topic) > 0", "bank_literal", "hits(topic) > 0", None),
    ('signal("spam") > 50', "unknown_signal", 'signal("spam") > 50', None),
    ("references == 0 or signal(topic) > 50", "signal_literal", "signal(topic) > 50", None),
    ('signal("spam")', "not_truth", 'signal("spam")', None),
    ('"web_sorced" in flags', "unknown_word", '"web_sorced" in flags', None),
    ('references == 0 or topic > 5', "types_differ", "topic > 5", None),
    ('references == 0 or (images > 1 and topic == 5)', "types_differ", "topic == 5", None),
    ('headline == 5', "types_differ", "headline == 5", None),
    ('"x" in references', "types_differ", '"x" in references', None),
    ('references + topic > 3', "types_differ", None, None),
    ("references", "not_truth", "references", None),
    ('not topic', "not_truth", "topic", None),
    ("true", "no_fact", "true", None),
    ("1 == 1", "no_fact", "1 == 1", None),
    ("references / 0 > 1", "divides_by_zero", "references / 0 > 1", None),
    ("1 / 0 > references", "divides_by_zero", None, None),
    ("references > ", "unfinished", None, None),
    ('topic == “news”', "syntax", "“", None),
    ('topic = "news"', "syntax", None, None),
    # Parts that could run long or reach outside are refused.
    ("9 ** 9 ** 9 ** 9 > references", "not_allowed", "**", None),
    ('body =~ "(a+)+$"', "not_allowed", "=~", None),
    ('body =~~ "(a+)+$"', "not_allowed", "=~~", None),
    ("[x for x in flags]", "not_allowed", "for", None),
    ("$now > references", "not_allowed", "$now", None),
    ('d"2026-01-01" > references', "not_allowed", 'd"2026-01-01"', None),
    ("references << 9999999 > 1", "not_allowed", "<<", None),
    ("topic.__class__ == 1", "unknown_name", "topic.__class__", None),
    ('body.to_ary == "x"', "types_differ", None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "part", "meant"), REFUSED, ids=[f"{row[1]}-{n}" for n, row in enumerate(REFUSED)]
)
def test_faulty_expression_is_refused_with_its_place(text, code, part, meant):
    with pytest.raises(ExpressionError) as refused:
        compiled(text, ["scam"])
    error = refused.value
    assert error.code == code
    if part is not None:
        assert text[error.start : error.end] == part
    if meant is not None:
        assert error.values["meant"] == meant


@given(st.text(max_size=60) | st.text(alphabet='topic flags"in><=.()[]and or not 0129新，“', max_size=80))
def test_any_text_compiles_or_fails_with_a_place(text):
    try:
        rule = compiled(text)
    except ExpressionError as error:
        place = error.start
    else:
        place = 0
        rule.matches(article())
    assert 0 <= place <= len(text)


def test_unknown_is_neither_true_nor_false():
    unknown = article()
    for text in ("reliability.score < 40", "not (reliability.score < 40)", "reliability.score == 40",
                 "reliability.score != 40", "reliability.score * 2 > 1"):  # fmt: skip
        assert not compiled(text).matches(unknown), text
    assert compiled("reliability.score == null").matches(unknown)
    assert compiled("reliability.score > 1 or reliability.score == null").matches(unknown)
    assert not compiled("reliability.score != null").matches(unknown)
    assert compiled("reliability.score != null").matches(article(reliability__score=3.0))


NUMBERS = ("clickbait.score", "references", "images")
_part = st.one_of(
    st.builds("{} {} {}".format, st.sampled_from(NUMBERS), st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
              st.sampled_from(["0", "0.5", "1", "2", "references", "images * 2", "-1", "1 - images"])),
    st.builds('"{}" in flags'.format, st.sampled_from(FLAGS.codes[:3])),
    st.builds('topic {} "{}"'.format, st.sampled_from(["==", "!="]), st.sampled_from(["news", "life"])),
    st.just('topic in ["news", "sport"]'),
)  # fmt: skip
_expressions = st.recursive(
    _part,
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner)
        | st.builds("not ({})".format, inner)
    ),
    max_leaves=6,
)


@given(
    _expressions,
    st.tuples(*[st.sampled_from([0.0, 0.5, 1.0, 2.0])] * 3),
    st.frozensets(st.sampled_from(FLAGS.codes[:3])),
    st.sampled_from(["news", "life"]),
)
def test_result_equals_that_of_rule_engine_when_all_facts_are_known(text, numbers, flags, topic):
    """rule-engine evaluates its own tree; ours are closures made of it."""
    facts = dict(zip(NUMBERS, numbers, strict=True))
    ours = compiled(text).matches(
        article(**{name.replace(".", "__"): value for name, value in facts.items()}, flags=flags, topic=topic)
    )
    thing = {"clickbait": {"score": numbers[0]}, "references": numbers[1], "images": numbers[2]}
    theirs = Rule(text.replace("clickbait.score", 'clickbait["score"]'), Context()).matches(
        {**thing, "flags": sorted(flags), "topic": topic}
    )
    assert ours == theirs


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("网络贷款", "他办了網絡貸款。", True),  # traditional
        ("网络贷款", "网\u200b络贷\u200d款", True),  # characters that nobody sees
        ("VX：abc", "加ｖｘ:ABC详聊", True),  # width and case
        ("加微信，领红包", "加微信,领红包", True),
        ("贷款", "网络贷款", True),  # no word boundary to lean on
        ("ai", "我在 Taipei 工作", False),
        ("ai", "用AI写作", True),
        ("100%有效", "保证１００％有效", True),
        ("震惊", "震 惊", False),
    ],
)
def test_phrases_are_matched_by_characters(phrase, text, found):
    assert compiled('hits("scam") > 0', ["scam"]).matches(article(body=text, banks={"scam": [phrase]})) is found


def test_banks_overlap_and_a_phrase_counts_once():
    banks = {"one": ["网络贷款", "贷款"], "two": ["贷款", "保本"]}
    subject = article("保本贷款", "网络贷款，贷款，贷款", banks)
    for text, found in (('hits("one") == 2', True), ('hits("two") == 2', True), ('headline_hits("one") == 1', True),
                        ('headline_hits("two") == 2', True)):  # fmt: skip
        assert compiled(text, banks).matches(subject) is found, text


@given(
    st.lists(st.text(alphabet="ab贷款网络，", min_size=1, max_size=4), max_size=20),
    st.text(alphabet="ab贷款网络，", max_size=60),
)
def test_one_pass_finds_what_looking_for_each_finds(phrases, text):
    def stands(phrase: str) -> bool:
        for at in range(len(text)):
            end = at + len(phrase)
            before, after = text[at - 1 : at], text[end : end + 1]
            if text[at:end] == phrase and not (
                (before.isascii() and before.isalnum() and phrase[0].isascii() and phrase[0].isalnum())
                or (after.isascii() and after.isalnum() and phrase[-1].isascii() and phrase[-1].isalnum())
            ):
                return True
        return False

    text = fold_for_search(text).text
    folded = {fold_for_search(phrase).text for phrase in phrases}
    found = PhraseIndex({"bank": phrases}).find(text).get("bank", frozenset())
    assert found == {phrase for phrase in folded if stands(phrase)}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("\n".join(f"短语{n}" for n in range(1_000_000)), "too_many", 20_001),
        ("贷款\n" + "长" * 61, "too_long", 2),
        ("# 只有说明\n\n", "empty", 0),
        ("\u200b", "empty", 1),
    ],
)
def test_faulty_list_is_refused_with_its_line(text, code, line):
    with pytest.raises(BankError) as refused:
        phrases_of(text)
    assert (refused.value.code, refused.value.line) == (code, line)


def test_failing_rule_stops_alone():
    ready = [
        Ready(number, number, True, compiled(text))
        for number, text in enumerate(["references / images > 1", "images == 0"])
    ]
    ran = run(ready, article(references=1.0, images=0.0))
    assert [rule.version for rule in ran.matched] == [1]
    assert [(rule.version, code) for rule, code in ran.faults] == [(0, "divides_by_zero")]


def test_slow_rule_is_stopped():
    slow = compiled(" or ".join(f'"{"阿" * 20}第{n}" in body' for n in range(40)))
    with pytest.raises(RuleFault, match="too_slow"):
        slow.matches(article(body="阿" * 3_000_000), seconds=0.01)
    assert not slow.matches(article(body="短"))


def test_shared_work_does_not_count_as_time_of_the_first_rule():
    """Folding a long text and searching 10,000 phrases takes long; the first rule to need them is not stopped."""
    banks = {"scam": [f"短语{n}号" for n in range(10_000)]}
    first = compiled('hits("scam") == 0', banks)
    assert first.matches(article(body="短语阿" * 300_000, banks=banks), seconds=0.01)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("专业代-办-证", True),
        ("刻 章 代·办·证 都可", True),
        ("代-办 证", True),
        ("代表-办事-证人", False),
        ("代 办事", False),
    ],
)
def test_a_phrase_that_marks_take_apart_character_by_character_is_found(text, is_found):
    assert bool(PhraseIndex({"bank": ["代办证"]}).find(fold_for_search(text).text)) is is_found


def test_a_score_from_outside_is_compared_and_unknown_while_there_is_none():
    rule = compiled('signal("toxicity") >= 80', signals=["toxicity"])
    assert rule.matches(article(signal__toxicity=80.0))
    assert not rule.matches(article(signal__toxicity=79.0))
    assert not rule.matches(article())
    assert compiled('signal("toxicity") == null', signals=["toxicity"]).matches(article())
