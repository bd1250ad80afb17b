"""The notice to the author, in Chinese and English, from the clause's own template or the common one. Pure."""

from __future__ import annotations

from articles.vocabulary.term import Language
from moderation.statements.facts import Facts
from moderation.vocabulary.acts import ACTS, LABELS
from moderation.vocabulary.channels import PERSON

_COMMON: dict[Language, str] = {
    "zh": (
        "您好：\n您发布的《{headline}》经审核，违反《平台内容规范》第 {code} 条“{title}”（依据：{basis}）。"
        "现作如下处理：{act}。{decided_by}\n"
        "如有异议，请在 {days} 日内通过平台提出申诉，申诉由另一位审核员复核。"
    ),
    "en": (
        "Your article “{headline}” was reviewed and found to breach clause {code}, “{title}” (basis: {basis}). "
        "The measure: {act}. {decided_by}\n"
        "You may appeal through the platform within {days} days; a different moderator answers appeals."
    ),
}
_LIST_MARK: dict[Language, str] = {"zh": "、", "en": ", "}


def notice(facts: Facts) -> dict[str, str]:
    """{"zh": …, "en": …}: which article, which clause and law, what was done, who decided, how to appeal.

    A clause's own template places the sentence on who decided at `{decided_by}`. A template without that place gets
    the sentence at its end when a rule decided or sent the article for review: the author learns which one.
    """
    return {"zh": _filled(facts, "zh"), "en": _filled(facts, "en")}


def _template(facts: Facts, language: Language) -> str:
    act = ACTS[facts.act]
    if not act.measure_zh:
        return act.notice_zh if language == "zh" else act.notice_en
    template = (facts.notice_zh if language == "zh" else facts.notice_en) or _COMMON[language]
    if "{decided_by}" in template or facts.maker == PERSON:
        return template
    return f"{template}\n{{decided_by}}"


def _filled(facts: Facts, language: Language) -> str:
    act, zh = ACTS[facts.act], language == "zh"
    label = LABELS.word(facts.label, language) if facts.label else ""
    title, basis = (facts.title_zh, facts.basis_zh) if zh else (facts.title_en, facts.basis_en)
    rules = _LIST_MARK[language].join(f"“{name_zh if zh else name_en}”" for name_zh, name_en in facts.rules)
    values = {
        "{act}": (act.measure_zh if zh else act.measure_en).replace("{label}", label),
        "{code}": facts.code,
        "{clause}": f"{facts.code} {title}",
        "{title}": title,
        "{basis}": basis,
        "{days}": str(facts.appeal_days),
        "{decided_by}": facts.maker.phrase(language).replace("{rules}", rules),
    }
    text = _template(facts, language)
    for name, value in values.items():
        text = text.replace(name, value)
    # Last, so that a headline with braces in it stays what it is.
    return text.replace("{headline}", facts.headline)
