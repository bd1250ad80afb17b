"""Public text: words that belong to neither of two articles, by kind; where an entry of the bank is from; its state."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

PUBLIC_TEXT: Family[Term] = Family(
    "public_text",
    "公共文本",
    "public text",
    [
        Term("court", "裁判文书套语", "court formula"),
        Term("law", "法律条文", "statute"),
        Term("police", "警方通报套语", "police notice"),
        Term("weather", "天气预报", "weather"),
        Term("horoscope", "运势", "horoscope"),
        Term("lottery", "开奖信息", "lottery"),
        Term("statistics", "统计数据", "statistics"),
        Term("sport", "赛事技术统计", "sports figures"),
        Term("estate", "楼盘资料", "property listing"),
        Term("titles", "职务与会议用语", "titles and meetings"),
        Term("bank", "金融披露套语", "financial disclosure"),
        Term("page", "页面文字", "page furniture"),
        Term("anthem", "歌词与誓词", "anthem or oath"),
        Term("catalogue", "商品目录", "catalogue"),
        Term("list", "名单", "list of names"),
        Term("verse", "诗句", "verse"),
        Term("quotation", "引语", "quotation"),
        Term("shared", "多个无关来源共有", "held by unrelated sources"),
    ],
)
SHARED = PUBLIC_TEXT["shared"]

PUBLIC_ORIGINS: Family[Term] = Family("public_text_origin", "公共文本的来历", "origin of an entry of public text")
LEARNED = PUBLIC_ORIGINS.add(Term("learned", "自动学得", "learned"))
ADDED = PUBLIC_ORIGINS.add(Term("added", "人工添加", "added"))
IMPORTED = PUBLIC_ORIGINS.add(Term("imported", "批量导入", "imported"))

PUBLIC_STATES: Family[Term] = Family("public_text_state", "公共文本条目的状态", "state of an entry of public text")
ACTIVE = PUBLIC_STATES.add(Term("active", "有效", "in force"))
WITHDRAWN = PUBLIC_STATES.add(Term("withdrawn", "已撤回", "withdrawn"))
