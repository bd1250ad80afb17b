import pytest

from articles.scoring.clickbait.cues import FAMILIES, MOST_PER_FAMILY, PLAIN_FAMILIES, families, find_cues
from articles.text.search_folding import fold_for_search


def found(headline: str, language: str = "zh") -> set[tuple[str, str]]:
    folded = fold_for_search(headline).text
    return {(cue.family, folded[cue.start : cue.end]) for cue in find_cues(folded, language)}


@pytest.mark.parametrize(
    ("headline", "family", "text"),
    [
        ("原来真相是这样", "suspense", "真相"),
        ("這件事你必須知道", "withheld_referent", "这件事"),
        ("震驚！一夜之間", "exaggeration", "震惊"),
        ("世界上最贵的一杯茶", "absolutes", "最"),
        ("看完全场泪目", "emotion", "泪目"),
        ("网友怒了，评论区沦陷", "authority_bait", "网友"),
        ("为何走向没落？？！", "question_exclamation", "??!"),
        ("为何走向没落？", "asking", "?"),
        ("居住证如何办理", "service", "办理"),
        ("河湾将停电？官方辟谣", "debunk", "辟谣"),
        ("5个习惯让人受益", "number_list", "5个"),
        ("千万别再这样吃了", "threat_loss", "千万别"),
    ],
)
def test_chinese_families(headline: str, family: str, text: str) -> None:
    assert (family, text) in found(headline)


@pytest.mark.parametrize(
    ("headline", "family", "text"),
    [
        ("You won't believe what she said", "suspense", "you won't believe"),
        ("This is him", "withheld_referent", "this is"),
        ("An AMAZING recovery", "exaggeration", "amazing"),
        ("The best pizza ever", "absolutes", "best"),
        ("Fans cry at the finale", "emotion", "cry"),
        ("Experts weigh in", "authority_bait", "experts"),
        ("Is it over?", "question_exclamation", "?"),
        ("12 reasons to smile", "number_list", "12 reasons"),
        ("Don't eat that", "threat_loss", "don't"),
    ],
)
def test_english_families(headline: str, family: str, text: str) -> None:
    assert (family, text) in found(headline, "en")


@pytest.mark.parametrize(
    ("headline", "family"),
    [
        ("最近一周天气", "absolutes"),
        ("最新数据公布", "absolutes"),
        ("吉他手去世", "withheld_referent"),
        ("为什么下雨", "withheld_referent"),
        ("两个医生节活动", "authority_bait"),
        ("所有人到齐", "withheld_referent"),
        ("这座桥为何封闭？", "question_exclamation"),
    ],
)
def test_words_that_only_look_like_cues(headline: str, family: str) -> None:
    assert family not in {name for name, _ in found(headline)}


def test_english_cues_are_whole_words() -> None:
    assert "emotion" not in {name for name, _ in found("New gloves and a glovebox", "en")}


def test_english_has_no_plain_families() -> None:
    assert not {name for name, _ in found("Why? How? Is it a rumour?", "en")} & PLAIN_FAMILIES


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_pattern_matches_nothing(language: str) -> None:
    assert list(families(language)) == list(FAMILIES)
    for family in families(language).values():
        assert not family.pattern.search(""), family.name
        assert all(match[0] for match in family.pattern.finditer("plain words 普通文字 123"))


def test_a_family_counts_three_matches_at_most() -> None:
    assert len([cue for cue in find_cues("! a ! b ! c ! d !", "en") if cue.family == "question_exclamation"]) == 3
    assert MOST_PER_FAMILY == 3


@pytest.mark.parametrize(
    ("headline", "span"),
    [
        ("打开这个开关，手机快一倍", "这个开关"),
        ("婆婆的一句话让我瞬间崩溃", "让我瞬间崩溃"),
        ("他沉默很久，最后一个让人意外", "让人意外"),
        ("开口第一句居然是……", "居然是……"),
        ("收到6个字回复", "6个字回"),
    ],
)
def test_what_holds_back_the_outcome_is_a_cliffhanger(headline, span):
    folded = fold_for_search(headline)
    found = [folded.text[cue.start : cue.end] for cue in find_cues(folded.text, "zh") if cue.family == "cliffhanger"]
    assert fold_for_search(span).text in found


@pytest.mark.parametrize(
    "headline", ["首都发生地震，2人受伤", "网友：这也太美了", "两市共建这座大桥", "第一季度工业增长5%"]
)
def test_news_and_quoted_readers_are_no_cliffhanger(headline):
    found = {cue.family for cue in find_cues(fold_for_search(headline).text, "zh")}
    assert not found & {"cliffhanger", "authority_bait"}
