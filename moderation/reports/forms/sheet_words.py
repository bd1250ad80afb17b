"""The workbook's own words: its first sheet, units, and names of columns of lists. Pure.

CSV keeps the codes, which programs read; people read the workbook.
"""

from __future__ import annotations

from moderation.reports.phrases import Language

COVER: dict[Language, dict[str, str]] = {
    "zh": {
        "report": "周报",
        "week": "周",
        "revision": "版次",
        "as_of": "截至",
        "partial": "本周未完",
        "sha256_json": "JSON 文件的 SHA-256",
    },
    "en": {
        "report": "Report",
        "week": "Week",
        "revision": "Revision",
        "as_of": "As of",
        "partial": "Week still running",
        "sha256_json": "SHA-256 of the JSON file",
    },
}
# A plain number needs no unit.
UNITS: dict[Language, dict[str, str]] = {
    "zh": {"count": "", "share": "比例", "points": "分", "probability": "概率", "decimal": "数值"},
    "en": {"count": "", "share": "share", "points": "points", "probability": "probability", "decimal": "value"},
}
_COLUMNS_ZH = {
    "article": "文章编号",
    "articles": "文章数",
    "band_label": "分档",
    "change": "变化",
    "code": "代码",
    "copies": "转载数",
    "headline": "标题",
    "high": "区间上限",
    "id": "编号",
    "kind": "类别",
    "kind_label": "类别",
    "label": "名称",
    "language": "语言",
    "link": "链接",
    "low": "区间下限",
    "members": "成员",
    "model": "模型",
    "n": "依据文章数",
    "name": "名称",
    "opened_on": "发现于",
    "platform": "平台",
    "reasons": "理由",
    "score": "分值",
    "size": "规模",
    "source": "来源",
    "sources": "来源数",
    "story": "事件编号",
    "text": "措辞",
    "treatments": "处理",
    "truncated": "未列全",
    "uncredited": "未注明来源",
    "value": "可靠度",
    "version": "版本",
    "why": "原因",
}
_COLUMNS_EN = {"band_label": "band", "kind_label": "kind", "n": "articles judged", "opened_on": "found on"}


def column_name(name: str, language: Language) -> str:
    """The word for a column of a list; a name that is a word already (a week, a translated one) stays."""
    return (_COLUMNS_ZH if language == "zh" else _COLUMNS_EN).get(name, name)
