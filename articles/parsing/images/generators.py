"""Names of generators in metadata, and the recipes that they leave there: traces, never statements.

A field for software (`Software`, `CreatorTool`) may hold a name among other words. A field for people and rights
(`Author`, `Copyright`, `Title`) counts only when it holds the name and nothing else but a year, a version or “made
with”: people are called 豆包 or Firefly too, and captions speak about generators.
"""

from __future__ import annotations

import re

_NAMES = (
    r"stable[ -]?diffusion(?:[ -]?(?:xl|web[ -]?ui))?", r"comfy ?ui", r"mid ?journey", r"novel ?ai", r"dall[-·• ]?e",
    r"invoke ?ai", r"fooocus", r"adobe firefly", r"gpt[- ]image", r"google imagen", r"bing (?:image )?creator",
    r"ideogram", r"leonardo\.ai", r"flux\.1", r"dream ?studio", r"night ?cafe", r"craiyon", r"seedream",
    r"qwen[- ]image", r"automatic1111", r"liblib", r"jimeng", r"kling ?ai", r"doubao", r"hunyuan", r"tongyi ?wanxiang",
    "即梦", "文心一格", "通义万相", "豆包 ?ai", "可灵 ?ai", "混元 ?ai", "腾讯混元", "奇域",
)  # fmt: skip
# Names that are words or people elsewhere; they count in fields for software.
_AMBIGUOUS = ("firefly", r"imagen\b", "豆包", "可灵", "混元", r"chatgpt\b", r"openai\b")
_AROUND = re.compile(
    r"©|\(c\)|\bcopyright\b|\b(?:made|created|generated|drawn|image|generator|art|bot|inc|alpha|turbo)\b"
    r"|\b(?:with|by|using|from)\b|^由|^使用|生成|制作|创作|绘制|作品|(?:^|(?<=\s))\(?v?\d[\d.]{0,9}\)?(?=\s|$)|[:：,，。!]",
    re.IGNORECASE,
)

SOFTWARE_FIELD = re.compile(r"^(?:Software|Source|Make|Model|generator|AISystemUsed)$", re.IGNORECASE)
NAME_FIELD = re.compile(r"^(?:Author|Creator|Copyright|Artist|Title|XPAuthor|XPTitle|Producer|Credit)$", re.IGNORECASE)
CREATOR_TOOL = re.compile(r"(?:CreatorTool|AISystemUsed|creatortool)(?:=\"|>)([^\"<>]{1,200})")
XMP_NAME = re.compile(
    r"<(?:dc:creator|dc:rights|photoshop:Credit)>\s{0,20}(?:<rdf:(?:Seq|Alt|Bag)>\s{0,20}<rdf:li[^<>]{0,80}>)?"
    r"([^<>]{2,200})<|photoshop:Credit=\"([^\"<>]{2,200})\""
)
SOFTWARE = re.compile("|".join((*_NAMES, *_AMBIGUOUS)), re.IGNORECASE)
_NAME = re.compile(rf"(?:{'|'.join(_NAMES)})(?: ?ai|\.com)?\.?", re.IGNORECASE)
# Credit lines that Google and Meta write into pictures of their generators.
_CREDIT = re.compile(r"(?:Made|Edited) with Google AI|Imagined with AI|Made with AI", re.IGNORECASE)
# Settings of Stable Diffusion, graphs of ComfyUI, InvokeAI's and Fooocus's keys, the job and parameters of Midjourney.
RECIPE = re.compile(
    r"Steps: \d{1,4}, .{0,40}Sampler: |\"class_type\"\s{0,3}:\s{0,3}\"|\"sampler_name\"\s{0,3}:|fooocus_scheme"
    r"|\"invokeai_|--v \d.{0,200}Job ID: ?[0-9a-f]{8}-[0-9a-f]{4}"
)
_LONGEST_NAME = 100


def names_generator(value: str) -> bool:
    """Whether a value of a field for people and rights names a generator, and nobody else."""
    value = value.strip()
    if len(value) > _LONGEST_NAME:
        return False
    return bool(_CREDIT.fullmatch(value) or _NAME.fullmatch(" ".join(_AROUND.sub(" ", value).split()).strip(" .")))
