"""The clickbait score: cues, form, wording and the body add up to the score shown."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from operator import mul

from articles.provenance.headline_body.comparison import unkept_promises
from articles.scoring.clickbait.body_weights import body_weight, may_quote_law
from articles.scoring.clickbait.cues import (
    FAMILIES,
    MOST_PER_FAMILY,
    PLAIN_FAMILIES,
    Cue,
    count_cues,
    families,
    find_cues,
)
from articles.scoring.clickbait.form import form_of
from articles.scoring.clickbait.headline_language import headline_language
from articles.scoring.clickbait.headline_text import HeadlineText, headline_text
from articles.scoring.clickbait.kinds import headline_kind
from articles.scoring.clickbait.unscored import LONGEST_HEADLINE, not_scored
from articles.scoring.clickbait.weights import Weights, weights_for
from articles.scoring.clickbait.wording import score_wording, wording_total
from articles.scoring.result import OTHER, Reason, ScoreResult, band_for
from articles.text.search_folding import Folded, fold_for_search
from articles.vocabulary.term import Term

NAME = "clickbait"
# The clause needs both, an exaggerated headline and a body that does not match it, so no cue alone quotes it.
_CLAUSE_ZH = "（《网络信息内容生态治理规定》第七条：使用夸张标题，内容与标题严重不符）"
_CLAUSE_EN = (
    " (Provisions on the Governance of the Online Information Content Ecosystem, Art. 7: headlines that the content "
    "does not match)"
)
_BODY_SENTENCES = {
    "number": ("标题中的数字“{text}”在正文中找不到", "the number “{text}” of the headline is not in the body"),
    "name": ("标题点名的“{text}”在正文中没有出现", "“{text}”, named in the headline, is not in the body"),
    "contradicted": (
        "标题中的“{text}”与正文不符，正文为“{instead}”",
        "“{text}” in the headline is “{instead}” in the body",
    ),
    "claim": (
        "标题的内容在正文中几乎找不到，正文讲的是另一件事",
        "hardly anything of the headline is in the body, which is about something else",
    ),
}
# By whether the wording lowers the score.
_WORDING_SENTENCES = {
    False: (
        "“{text}”一词多见于标题党",
        "“{text}” is frequent in clickbait headlines",
    ),
    True: (
        "“{text}”一词多见于普通标题",
        "“{text}” is frequent in plain headlines",
    ),
}
# By whether the kind lowers the score.
_KIND_SENTENCES = {
    False: (
        "“{kind}”类标题中，标题党比字面看起来更多",
        "headlines of the kind “{kind}” are clickbait more often than their words tell",
    ),
    True: (
        "“{kind}”类标题中，标题党比字面看起来更少",
        "headlines of the kind “{kind}” are clickbait less often than their words tell",
    ),
}
# A kind that adds less than this, in log-odds, is counted among the rest. Chosen.
_KIND_SHOWN = 0.1
_REST_SENTENCES = ("其他：其余用词、标点和长度合计", "Other: all other words, punctuation and length together")
PLACES = 4
WeightsOf = Callable[[str], Weights]


def score_headline(headline: str, body: str | None = None, weights_of: WeightsOf = weights_for) -> ScoreResult:
    """The probability (0–1) that readers would call `headline` clickbait, with reasons in log-odds.

    value = 1 / (1 + e^-(baseline + Σ contributions)). Contributions are rounded to four places first, so the shown
    contributions add up to the shown score. `data/clickbait_card.md` names the data the weights were fitted on. The
    band is `low`, `medium` or `high`, or `not_scored` (value None) for a headline that is empty, longer than 1,000
    characters, without letters, or neither Chinese nor English. With `body`, what the body denies, counts otherwise,
    lacks or is not about is a reason too, and raises the score. `weights_of` gives the weights of a language; the
    default is the shipped weights.

    Raises `WeightsError` when the weights are missing or damaged.
    """
    readable = _readable(headline, weights_of)
    if isinstance(readable, str):
        return not_scored(NAME, readable)
    folded, text, weights = readable
    found = find_cues(text.text, weights.language)
    reasons = (
        *_body_reasons(headline, folded, weights, body),
        *_headline_reasons(headline, text, weights, found),
    )
    baseline = round(weights.intercept, PLACES)
    total = baseline + sum(reason.contribution for reason in reasons)
    value = _probability(total)
    band = band_for(value, medium=weights.medium, high=weights.high)
    return ScoreResult(NAME, weights.model, value, band, "log-odds", baseline, reasons)


def clickbait_probability(headline: str, body: str | None = None, weights_of: WeightsOf = weights_for) -> float | None:
    """The value of `score_headline` to four places, without reasons; None for a headline without a score.

    For counts over many headlines. Raises `WeightsError`.
    """
    readable = _readable(headline, weights_of)
    if isinstance(readable, str):
        return None
    folded, text, weights = readable
    total = weights.intercept + wording_total(text.text, weights.grams)
    total += sum(map(mul, weights.form.values(), form_of(headline, text.text)))
    counts = count_cues(text.text, weights.language)
    total += sum(map(mul, weights.families.values(), counts))
    if weights.kinds:
        cued = [family for family, count in zip(FAMILIES, counts, strict=True) if count]
        total += weights.kinds.get(headline_kind(text.text, cued), 0.0)
    if body:
        fitted = weights.families["unsupported"]
        total += sum(body_weight(each.kind, fitted) for each in unkept_promises(folded.text, body)[:MOST_PER_FAMILY])
    return _probability(total)


def _readable(headline: str, weights_of: WeightsOf) -> tuple[Folded, HeadlineText, Weights] | str:
    """The folded headline, its scored part and the weights of its language, or the reason for no score."""
    if len(headline) > LONGEST_HEADLINE:
        return "too_long"
    folded = fold_for_search(headline)
    if not folded.text.strip():
        return "empty"
    language = headline_language(folded.text)
    if language not in ("zh", "en"):
        return "no_letters" if language == "none" else "language"
    return folded, headline_text(folded, language), weights_of(language)


def _body_reasons(headline: str, folded: Folded, weights: Weights, body: str | None) -> Iterator[Reason]:
    fitted = weights.families["unsupported"]
    for promise in unkept_promises(folded.text, body)[:MOST_PER_FAMILY] if body else ():
        zh, en = (sentence.replace("{instead}", promise.instead) for sentence in _BODY_SENTENCES[promise.kind])
        if may_quote_law(promise.kind):
            zh, en = zh + _CLAUSE_ZH, en + _CLAUSE_EN
        span = folded.span(promise.start, promise.end)
        yield _reason((headline, span), "unsupported", body_weight(promise.kind, fitted), zh, en)


def _headline_reasons(headline: str, text: HeadlineText, weights: Weights, found: list[Cue]) -> Iterator[Reason]:
    """The cues with what their own words add, the other words that count most, the kind, and one reason for the rest.

    `found` are all cues; those without a weight are no reasons.
    """
    cues = [cue for cue in found if weights.families[cue.family]]
    wording = score_wording(text.text, weights.grams, [(cue.start, cue.end) for cue in cues])
    rest = wording.total + sum(map(mul, weights.form.values(), form_of(headline, text.text)))
    sentences = families(weights.language)
    weighed = []
    for cue, own in zip(cues, wording.taken, strict=True):
        # A word that speaks for an ordinary headline is not made to speak against it.
        added = 0.0 if cue.family in PLAIN_FAMILIES else round(own, PLACES)
        rest -= added
        weighed.append((weights.families[cue.family] + added, cue))
    for weight, cue in sorted(weighed, key=lambda pair: -pair[0]):
        family = sentences[cue.family]
        yield _reason((headline, text.span(cue.start, cue.end)), cue.family, weight, family.zh, family.en)
    for start, end, weight in wording.spans:
        contribution = round(weight, PLACES)
        rest -= contribution
        zh, en = _WORDING_SENTENCES[contribution < 0]
        yield _reason((headline, text.span(start, end)), "wording", contribution, zh, en)
    if weights.kinds:
        kind = headline_kind(text.text, {cue.family for cue in found})
        shift = round(weights.kinds.get(kind, 0.0), PLACES)
        if abs(shift) >= _KIND_SHOWN:
            yield _kind_reason(kind, shift)
        else:
            rest += shift
    if rest := round(rest, PLACES):
        yield Reason(f"clickbait.{OTHER}", OTHER, rest, *_REST_SENTENCES, location="headline")


def _kind_reason(kind: Term, contribution: float) -> Reason:
    said = _KIND_SENTENCES[contribution < 0]
    zh, en = said[0].format(kind=kind.zh), said[1].format(kind=kind.en)
    return Reason("clickbait.kind", "kind", contribution, zh, en, location="headline")


def _reason(place: tuple[str, tuple[int, int]], family: str, weight: float, zh: str, en: str) -> Reason:
    headline, (start, end) = place
    text = headline[start:end]
    zh, en = zh.replace("{text}", text), en.replace("{text}", text)
    return Reason(f"clickbait.{family}", family, round(weight, PLACES), zh, en, text, "headline", start, end)


def _probability(log_odds: float) -> float:
    # Both branches keep the exponent negative: e^1000 overflows, e^-1000 is 0.
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    return math.exp(log_odds) / (1 + math.exp(log_odds))
