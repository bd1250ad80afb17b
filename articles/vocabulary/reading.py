"""What a reader left out of a text, because the text has used up its budget."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

UNREAD: Family[Term] = Family("unread", "未读完的原因", "why a part was not read")
PLACES_UNREAD = UNREAD.add(
    Term(
        "places_unread",
        "部分引述未读",
        "places not read",
        "文中有大量像是引述却找不到说话人的词，超出读取上限的部分未读",
        "the text has too many words of saying without a speaker; those beyond the limit were not read",
    )
)
TIME_USED_UP = UNREAD.add(
    Term(
        "time_used_up",
        "读取超时",
        "reading time used up",
        "读取用时超出上限，其余引述未读",
        "reading took too long; the remaining words of saying were not read",
    )
)
ATTRIBUTIONS_CUT = UNREAD.add(
    Term(
        "attributions_cut",
        "引述过多",
        "too many attributions",
        "引述数量超出上限，其余未保留",
        "more attributions than are kept; the others were left out",
    )
)
TEXT_UNREAD = UNREAD.add(
    Term(
        "text_unread",
        "结尾部分未读",
        "end of the text not read",
        "正文超出读取上限，其余部分未读引述",
        "the text is longer than is read for attributions; its end was not read",
    )
)
