# ruff: noqa: E501 - a table: one fact a line
"""Every fact that a rule may use, with type, meaning and an example, for the editor and the compiler.

An unknown number or text is null: a comparison with null is neither true nor false, and a rule matches only when its
expression is true. `== null` tests for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from articles.provenance.rules import FINDINGS
from articles.vocabulary.citations import SOURCE_KINDS
from articles.vocabulary.flags import FLAGS
from articles.vocabulary.known_claims import LEVELS
from articles.vocabulary.notices import DISCLAIMERS
from articles.vocabulary.scores import BANDS, SCORES, RuleFact, ScoreTerm
from articles.vocabulary.topics import TOPICS


class Type(StrEnum):
    """The type of a fact. `TEXT` is folded: width, case and traditional characters make no difference."""

    NUMBER = "number"
    TEXT = "text"
    WORD = "word"
    TRUTH = "truth"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. `families` give its values if they are few codes; `example` is a whole expression."""

    name: str
    type: Type
    zh: str
    en: str
    example: str
    families: tuple[Iterable[str], ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """All values it has; empty where they are not few."""
        return tuple(chain.from_iterable(self.families))


@dataclass(frozen=True, slots=True)
class Function:
    """A function of one code, of a phrase bank or of a scorer outside, written `name("code")`; its value is a number."""

    name: str
    zh: str
    en: str
    example: str


N, X, W, B, L = Type.NUMBER, Type.TEXT, Type.WORD, Type.TRUTH, Type.WORDS

_OF_ARTICLES: tuple[Fact, ...] = (
    Fact("flags", L, "作者的声明", "What the author declares", '"web_sourced" in flags', (FLAGS,)),
    Fact("disclaimers", L, "平台的声明", "What the platform says", '"storage_only" in disclaimers', (DISCLAIMERS,)),
    Fact("findings", L, "溯源发现", "Provenance findings", '"vague_sourcing" in findings', (FINDINGS,)),
    Fact("findings_high", L, "严重的溯源发现", "Findings of high severity", '"uncredited_reuse" in findings_high', (FINDINGS,)),
    Fact("source.kind", W, "来源类别：账号、媒体、机构", "Class of the source", 'source.kind == "account"', (SOURCE_KINDS,)),
    Fact("source.name", X, "来源名称", "Name of the source", '"观察" in source.name'),
    Fact("source.followers", N, "来源的粉丝数", "Followers of the source", "source.followers >= 100000"),
    Fact("platform", W, "平台代码", "Code of the platform", 'platform == "netease"'),
    Fact("topic", W, "主题；需要标注来源的都是 news", "Topic; news is whatever needs a source label", 'topic == "news"', (("news",), TOPICS)),
    Fact("topic_code", W, "细分主题", "The finer topic", 'topic_code == "military"', (TOPICS,)),
    Fact("language", W, "语言", "Language", 'language == "zh"'),
    Fact("reuse.copies", N, "与多少篇文章有相同文字", "Articles it shares text with", "reuse.copies >= 5"),
    Fact("reuse.containment", N, "在较早文章中出现的文字占比，0–1", "Share of it that stands in an earlier article, 0–1", "reuse.containment > 0.6"),
    Fact("reuse.uncredited", N, "未注明来源的转载数", "Earlier articles it copies without credit", "reuse.uncredited > 0"),
    Fact("claims.similar", W, "与已辟谣说法的相似程度", "How alike it is to a claim that was checked", 'claims.similar == "match"', (("none",), LEVELS)),
    Fact("claims.denied", B, "文中似在否认该说法", "The text seems to deny that claim", 'claims.similar == "match" and not claims.denied'),
    Fact("pictures.banks", L, "图片所在的哈希库", "Hash banks that hold one of its pictures", '"X" in pictures.banks'),
    Fact("pictures.earlier", N, "更早用过同一图片的文章数", "Earlier articles with one of its pictures", "pictures.earlier > 0"),
    Fact("pictures.earlier_days", N, "同一图片最早出现于多少天前；没有则为空", "Days since one of its pictures was first published; null without", "pictures.earlier_days > 365"),
    Fact("length.headline", N, "标题字数", "Characters of the headline", "length.headline > 30"),
    Fact("length.body", N, "正文字数", "Characters of the body", "length.body < 200"),
    Fact("length.paragraphs", N, "正文段数", "Paragraphs of the body", "length.paragraphs <= 2"),
    Fact("references", N, "参考资料条数", "Items of the reference list", "references == 0"),
    Fact("attributions", N, "引述数", "Claims credited to somebody", "attributions < 2"),
    Fact("attributions_nameless", N, "匿名或不明的引述数", "Claims credited to nobody by name", "attributions_nameless > attributions / 2"),
    Fact("images", N, "图片数", "Pictures", "images == 0"),
    Fact("comments", N, "评论数", "Comments", "comments > 1000"),
    Fact("published.hour", N, "发布的钟点（北京时间），0–23", "Hour of publication in China, 0–23", "published.hour < 6"),
    Fact("published.weekday", N, "发布的星期，1–7", "Day of the week of publication, Monday is 1", "published.weekday >= 6"),
    Fact("published.age_hours", N, "发布到入库的小时数", "Hours from publication until it was stored", "published.age_hours > 720"),
    Fact("headline", X, "标题（不分简繁、全角半角、大小写）", "The headline; script, width and case make no difference", '"震惊" in headline'),
    Fact("body", X, "正文与作者声明（不分简繁、全角半角、大小写）", "Body and declarations; script, width and case make no difference", '"加微信" in body'),
)  # fmt: skip
FUNCTIONS: tuple[Function, ...] = (
    Function("hits", "标题或正文中出现的词库短语数（不重复计）", "How many different phrases of a bank stand in headline or body", 'hits("scam") >= 2'),
    Function("signal", "外部评分服务的评分，0–100", "Score that a service outside gave, 0–100", 'signal("toxicity") >= 80'),
    Function("headline_hits", "标题中出现的词库短语数", "How many different phrases of a bank stand in the headline", 'headline_hits("scam") > 0'),
)  # fmt: skip
# Functions whose code is that of a scorer outside; the others take that of a phrase bank.
OF_SCORERS = frozenset({"signal"})
# Facts read from the text itself; a rule that uses none of them runs without loading texts.
OF_TEXT = frozenset({"headline", "body"})


def facts() -> tuple[Fact, ...]:
    """Every fact there is now, those of scores first: a registered score brings its own."""
    return (*(_of_score(term, fact) for term in SCORES.terms for fact in term.rule_facts), *_OF_ARTICLES)


def facts_by_name() -> dict[str, Fact]:
    """The same by name."""
    return {fact.name: fact for fact in facts()}


def _of_score(term: ScoreTerm, fact: RuleFact) -> Fact:
    name = f"{term}.{fact.name}"
    of_band = fact.column == "band"
    return Fact(name, W if of_band else N, fact.zh, fact.en, f"{name} {fact.example}", (BANDS,) if of_band else ())
