"""What a platform says about an article beside its text, and may correct when it submits the article again."""

from __future__ import annotations

from dataclasses import dataclass

from articles.vocabulary.term import Family, Term


@dataclass(frozen=True, eq=False, repr=False)
class FactTerm(Term):
    """`is_assessed`: evidence may rest on it, so that a correction makes a new version, which is assessed again."""

    is_assessed: bool = True


FACTS: Family[FactTerm] = Family("fact", "文章的事实", "fact about an article")
TIME = FACTS.add(FactTerm("time", "发布时间", "time of publication"))
SOURCE = FACTS.add(FactTerm("source", "来源", "source"))
ADDRESS = FACTS.add(FactTerm("url", "网址", "address"))
PICTURES = FACTS.add(FactTerm("images", "图片", "pictures"))
CREDITED = FACTS.add(FactTerm("credits", "署名", "credits"))
ORIGINAL_HEADLINE = FACTS.add(FactTerm("original_headline", "原标题", "original headline"))
IP_LOCATION = FACTS.add(FactTerm("ip_location", "IP 属地", "IP location"))
LANGUAGE = FACTS.add(FactTerm("language", "语言", "language"))
REACH = FACTS.add(FactTerm("reach", "传播范围", "reach", is_assessed=False))
PROFILE = FACTS.add(FactTerm("profile", "账号资料", "profile of the account", is_assessed=False))
EXTERNAL_ID = FACTS.add(FactTerm("external_id", "平台上的编号", "id on the platform", is_assessed=False))
