"""Scorers outside: how long their names may be, and why one gave no score that counts."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

LONGEST_CODE, LONGEST_VERSION = 30, 25
"""Characters. Together with a space they fit the column `model` of a score."""

SCORER_FAULTS: Family[Term] = Family(
    "scorer_fault",
    "外部评分失败的原因",
    "why a scorer outside gave no score",
    [
        Term("timeout", "超时", "timed out"),
        Term("too_slow", "答复过慢", "too slow"),
        Term("dns", "域名无法解析", "name not resolved"),
        Term("connection", "无法连接", "no connection"),
        Term("tls", "证书无效", "certificate not valid"),
        Term("address", "地址不允许访问", "address not allowed"),
        Term("secret", "密钥无法读取", "secret not readable"),
        Term("bad_answer", "答复不是 HTTP", "answer is not HTTP"),
        Term("status", "答复了错误状态", "answered with an error status"),
        Term("too_large", "答复过大", "answer too large"),
        Term("not_json", "答复不是 JSON 对象", "answer is not a JSON object"),
        Term("no_score", "答复中没有评分", "answer has no score"),
        Term("out_of_range", "评分不在 0–1 之间", "score not between 0 and 1"),
        Term("bad_version", "版本缺失或过长", "version missing or too long"),
        Term("bad_reasons", "依据的格式不对", "reasons not in the form asked for"),
        Term("other_version", "版本与登记的不同", "another version than the registered one"),
        Term("budget", "当日次数已用完", "budget of the day used up"),
        Term("expired", "等待过久，已放弃", "waited too long, given up"),
        Term("switched_off", "评分服务已停用", "scorer switched off"),
        Term("internal", "本系统出错", "fault of ours"),
    ],
)
