"""The notice to the author, in Chinese and English, from the clause's own template or the common one. Pure."""

from __future__ import annotations

from moderation.statements.facts import Facts, Maker

_LABELS = {
    "unverified": ("来源待核实", "source not verified"),
    "web_sourced": ("内容取材网络", "material from the web"),
    "headline": ("标题存疑", "headline doubtful"),
    "reprint": ("转载", "reprint"),
    "ai_generated": ("AI 生成", "AI-generated"),
    "ai_suspected": ("疑似 AI 生成", "suspected to be AI-generated"),
    "fiction": ("虚构演绎", "fiction"),
    "old_news": ("旧闻", "old news"),
}
_ACTS = {
    "label": ("在文章旁加注“{label}”标签", "the article carries the label “{label}”"),
    "limit": ("限制该文章的推荐和传播", "the article is no longer recommended"),
    "remove": ("下架该文章", "the article was taken down"),
}
_ZH = (
    "您好：\n您发布的《{headline}》经审核，违反《平台内容规范》第 {code} 条“{title}”（依据：{basis}）。"
    "现作如下处理：{act}。{decided_by}\n"
    "如有异议，请在 {days} 日内通过平台提出申诉，申诉由另一位审核员复核。"
)
_EN = (
    "Your article “{headline}” was reviewed and found to breach clause {code}, “{title}” (basis: {basis}). "
    "The measure: {act}. {decided_by}\n"
    "You may appeal through the platform within {days} days; somebody else reviews appeals."
)
# Who decided, in words that are true of each way a decision is made; the rules are named.
_MAKERS = {
    Maker.PERSON: (
        "本决定由审核员作出，未使用自动化决定。",
        "A moderator decided; no decision was automated.",
    ),
    Maker.PERSON_AFTER_RULE: (
        "本文由平台规则{rules}送交审核；决定由审核员作出，未使用自动化决定。",
        "The platform's rule {rules} put the article before a moderator. "
        "The moderator decided; no decision was automated.",
    ),
    Maker.RULE_AND_PERSON: (
        "本决定由平台规则{rules}自动作出，生效前经一位审核员同意。",
        "The platform's rule {rules} decided automatically; a moderator agreed before the decision took effect.",
    ),
    Maker.RULE: (
        "本决定由平台规则{rules}自动作出，作出时没有人工参与。",
        "The platform's rule {rules} decided automatically; no person took part.",
    ),
}
_FINE = ("您发布的《{headline}》经审核，不作处理。", "Your article “{headline}” was reviewed; no measure was taken.")
_TAKEN_BACK = (
    "关于您发布的《{headline}》的处理决定已撤销，平台将恢复该文章原来的状态。",
    "The decision on your article “{headline}” was taken back; the platform restores the article.",
)


def notice(facts: Facts) -> dict[str, str]:
    """{"zh": …, "en": …}: which article, which clause and law, what was done, who decided, how to appeal.

    A clause's own template places the sentence on who decided at `{decided_by}`. A template without that place gets
    the sentence at its end when a rule decided: an author is never left to believe that a person did.
    """
    if facts.act == "overturn":
        texts = _TAKEN_BACK
    elif facts.act not in _ACTS:
        texts = _FINE
    else:
        texts = (_with_maker(facts.notice_zh or _ZH, facts), _with_maker(facts.notice_en or _EN, facts))
    return {
        "zh": _filled(texts[0], facts, 0, facts.title_zh, facts.basis_zh),
        "en": _filled(texts[1], facts, 1, facts.title_en, facts.basis_en),
    }


def _with_maker(template: str, facts: Facts) -> str:
    if "{decided_by}" in template or facts.maker not in (Maker.RULE, Maker.RULE_AND_PERSON):
        return template
    return f"{template}\n{{decided_by}}"


def _decided_by(facts: Facts, language: int) -> str:
    quoted = [f"“{names[language]}”" for names in facts.rules]
    return _MAKERS[facts.maker][language].replace("{rules}", ("、", ", ")[language].join(quoted))


def _filled(template: str, facts: Facts, language: int, title: str, basis: str) -> str:
    act = _ACTS.get(facts.act, ("", ""))[language].replace("{label}", _LABELS.get(facts.label, ("", ""))[language])
    values = {
        "{act}": act,
        "{code}": facts.code,
        "{clause}": f"{facts.code} {title}",
        "{title}": title,
        "{basis}": basis,
        "{days}": str(facts.appeal_days),
        "{decided_by}": _decided_by(facts, language),
    }
    for name, value in values.items():
        template = template.replace(name, value)
    # Last, so that a headline with braces in it stays what it is.
    return template.replace("{headline}", facts.headline)
