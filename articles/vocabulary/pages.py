"""Why a page cannot be read, and what a platform's template yields of it."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

UNREADABLE: Family[Term] = Family(
    "unreadable",
    "无法读取的原因",
    "why a page is unreadable",
    [
        Term("empty", "内容为空", "empty"),
        Term(
            "not_text",
            "不是文本",
            "not text",
            "不是文本：图片、压缩包或其他数据",
            "not text: a picture, an archive or other data",
        ),
        Term(
            "bad_charset", "编码无法识别", "unknown encoding", "没有一种编码能读出文字", "no known encoding yields text"
        ),
        Term(
            "bad_mhtml",
            "MHTML 文件损坏",
            "broken MHTML file",
            "MHTML 文件里没有可以解码的网页",
            "an MHTML file without a page that can be decoded",
        ),
        Term("too_deep", "嵌套过深", "nested too deep"),
        Term("too_large", "超过读取上限", "longer than is read"),
        Term("no_article", "没有标题和正文", "no headline and body"),
    ],
)

EXTRACTED_FIELDS: Family[Term] = Family(
    "extracted_field",
    "模板读出的字段",
    "field that a template yields",
    [
        Term("template", "平台自己的版式", "the platform's own layout"),
        Term("source", "来源", "source"),
        Term("account_id", "账号标识", "account id"),
        Term("published_at", "发布时间", "publish time"),
        Term("disclaimers", "平台声明", "disclaimers"),
        Term("recommendations", "相关推荐", "recommendations"),
        Term("comment_count", "评论数", "number of comments"),
    ],
)
