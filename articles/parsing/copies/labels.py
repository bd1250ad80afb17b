"""The labels of lines and fields with which downloaders and clippers write who published when and where."""

from __future__ import annotations

import re

from articles.text.page_folding import fold_page

HEADLINE = ("标题", "文章标题", "题目", "title", "full title", "name", "headline")
ACCOUNT = (
    "公众号", "微信公众号", "公众号名称", "账号", "帐号", "账号名称", "账号名", "发布账号", "媒体", "媒体名称",
    "头条号", "百家号", "企鹅号", "搜狐号", "网易号", "大风号", "一点号", "博主", "up主", "昵称", "用户", "用户名",
    "用户昵称", "发布者", "发布人", "专栏", "频道", "机构", "自媒体", "作者账号", "account", "account name",
    "publisher", "nickname", "channel", "site", "site_name", "sitename", "mp", "official account",
)  # fmt: skip
AUTHOR = ("作者", "原作者", "文章作者", "撰文", "author", "authors", "by", "creator", "byline", "writer")
OUTLET = ("来源", "文章来源", "稿源", "出处", "来源账号", "来自", "source")
TIME = (
    "发布时间", "发表时间", "发布日期", "发表日期", "发布于", "发表于", "时间", "日期", "文章时间", "推送时间",
    "published", "published time", "published at", "published_at", "published_time", "publish_time", "publish time",
    "publish_date", "publish date", "publishdate", "pubdate", "date", "date_published", "posted", "post date",
    "datetime", "date-published", "published-date", "date published",
)  # fmt: skip
PLACE = (
    "ip属地",
    "ip归属地",
    "ip 属地",
    "属地",
    "发布地",
    "发布地点",
    "归属地",
    "ip",
    "ip location",
    "location",
    "地区",
)
ADDRESS = (
    "原文连结", "文章连结", "连结", "原文链接", "原文地址", "原文网址", "原文", "文章链接", "文章地址", "链接",
    "网址", "地址", "原始链接",
    "来源链接", "来源网址", "本文链接", "查看原文", "url", "link", "source url", "url source", "original url",
    "original", "permalink", "read original",
)  # fmt: skip
CLIPPED = (
    "created",
    "saved",
    "clipped",
    "clipped on",
    "saved on",
    "date_saved",
    "date-saved",
    "saved-at",
    "saved_at",
    "剪藏时间",
    "收藏时间",
    "保存时间",
    "抓取时间",
    "采集时间",
    "下载时间",
    "导出时间",
)
"""When somebody saved the copy: the article is not younger."""
OTHER = (
    "阅读原文", "阅读量", "阅读数", "阅读", "点赞", "点赞数", "在看", "在看数", "评论数", "分享数", "收藏数",
    "转发数", "标签", "分类", "话题", "关键词", "摘要", "导语", "描述", "简介", "平台", "类型", "字数", "封面",
    "封面图", "头图", "创建时间", "更新时间", "修改时间", "编辑时间", "笔记本", "状态", "序号", "编号", "文章id",
    "合集", "专辑", "是否原创", "tags", "tag", "category", "categories", "keywords", "summary", "description",
    "platform", "type", "cover", "image", "updated", "modified", "words", "word count", "notebook", "status", "id",
    "document note", "document tags", "published in", "reads", "likes", "views", "comments", "read time",
    "language", "markdown content", "warning",
)  # fmt: skip

_LABELS = (
    ("other", OTHER),
    ("clipped", CLIPPED),
    ("address", ADDRESS),
    ("place", PLACE),
    ("time", TIME),
    ("outlet", OUTLET),
    ("author", AUTHOR),
    ("account", ACCOUNT),
    ("headline", HEADLINE),
)
_KINDS = {label: kind for kind, labels in _LABELS for label in labels}
_ANY = "|".join(map(re.escape, sorted(_KINDS, key=len, reverse=True)))
_LINE = re.compile(
    rf"[>\s*_#·•▎|【\[-]{{0,6}}({_ANY})"
    r"[*_】\]]{0,3}\s{0,3}[:|]{1,2}\s{0,4}[*_]{0,3}\s{0,3}(.*)",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE_LABEL = re.compile(
    rf"[\s|,;/]{{1,8}}(?=(?:{'|'.join(map(re.escape, sorted(_KINDS, key=len, reverse=True)))})\s{{0,2}}:)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"(?:微信)?(?:公众号|账号|作者)\s?[\[“「《【]\s?([^\[\]“”「」《》【】]{2,30})[\]”」》】]")
_BY = re.compile(
    r"(?:by|文\s?/|作者\s?/)\s{1,3}([^\s,.;:!?，。；：！？]{2,30}(?:\s[A-Z][a-z]{1,20}){0,2})", re.IGNORECASE
)
_LONGEST_LABELS = 2_500
_LINK = re.compile(r"\[\[(?:[^\[\]|]{0,100}\|)?([^\[\]]{1,100})\]\]")
_LONGEST = 2_100


def labelled(line: str) -> tuple[str, str] | None:
    """The kind of label with which a line begins, and the value behind it; None for any other line.

    Kinds: headline, account, author, outlet, time, place, address, clipped, other.
    """
    if len(line) > _LONGEST:
        return None
    folded = fold_page(line)
    found = _LINE.fullmatch(folded)
    if found is None:
        for kind, pattern in (("account", _BRACKETED), ("author", _BY)):
            if named := pattern.fullmatch(folded):
                return kind, line[named.start(1) : named.end(1)]
        return None
    value = _LINK.sub(r"\1", line[found.start(2) : found.end(2)].strip()).strip(" *_>“”\"'|")
    return _KINDS[found[1].lower()], value


def several_labelled(line: str) -> list[tuple[str, str]]:
    """The labels of a line that holds several (`公众号：甲 | 发布时间：…`); none when a part is something else."""
    if len(line) > _LONGEST_LABELS:
        return []
    cuts = [(found.start(), found.end()) for found in _BEFORE_LABEL.finditer(fold_page(line))]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(line)]
    parts = [labelled(line[start:end]) for start, end in zip(starts, ends, strict=True)]
    read = [part for part in parts if part is not None]
    return read if len(read) > 1 and len(read) == len(parts) else []
