"""Texts and compared texts for these tests: invented people, places and events."""

from __future__ import annotations

import random

from articles.parsing.extracted import ExtractedArticle
from articles.provenance.reuse.compared import ComparedText, compared_text
from articles.provenance.reuse.containment import containment
from articles.provenance.reuse.shingles import shingles

LAKE = [
    "临江市水务局周三表示，环湖水位比去年同期高出四十厘米，目前没有漫堤风险，市民不必担心。",
    "住在东岸的王师傅说，他每天清早都来湖边散步，这几天看见栈道下面的石阶一级一级没进水里。",
    "工作人员在六处岸段摆放了沙袋，并把两条木船移到上游的码头，预计周末以前水位会慢慢回落。",
    "气象台的资料显示，上半月的降水量是常年的两倍，山里的三座小水库已经提前放水，腾出库容。",
]
TEA = [
    "云岭县的春茶比往年早采了十来天，茶农凌晨四点上山，赶在雾散以前把头一茬嫩芽摘回来摊晾。",
    "合作社的炒茶老师傅介绍，今年雨水均匀，芽头肥壮，每斤鲜叶的收购价比去年涨了一成半还多。",
    "新修的冷链仓库下个月投用，茶叶从下山到装车不到三个小时，远处的客人第二天早上就能喝到。",
]


def compared(*body: str, **fields: object) -> ComparedText:
    """What counts of an article with this body."""
    return compared_text(ExtractedArticle(headline="标题", body=body, **fields))  # type: ignore[arg-type]


def shared(one: ComparedText, other: ComparedText) -> tuple[float, float]:
    """The containments of the two."""
    return containment(shingles(one.text), shingles(other.text))


def prose(seed: int, characters: int = 400) -> str:
    """Characters in an order that no other seed gives: shares nothing with anything."""
    rng = random.Random(seed)  # noqa: S311 - the same in every run
    return "".join(chr(rng.randrange(0x4E00, 0x9000)) for _ in range(characters))
