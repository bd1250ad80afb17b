"""Invented, varied articles for benchmarks to submit, the same in every run."""

from __future__ import annotations

import random
from typing import Any

_PLACES = ["环湖路", "老码头", "东山公园", "云溪古镇", "北站广场", "青石桥"]
_ACTS = ["改造下月开工", "迎来客流高峰", "公布夜间开放安排", "竟然藏着这样的秘密", "检测结果出炉", "引发热议"]
_SENTENCES = [
    "据山城市规划研究院测算，改造完成后早高峰通行时间可缩短约{n}分钟。",
    "市交通部门表示，施工期间将增开{n}班公交。",
    "一位居民说，希望路口能多派几名引导人员。",
    "专家认为，这一安排对周边商户的影响有限。",
    "现场共设置{n}处临时标识，夜间有灯光提示。",
    "《山城晚报》报道称，相关预算约为{n}万元。",
]
_WORDS = [
    "居民", "道路", "施工", "周末", "市场", "早晨", "学校", "公园", "车站", "河边", "工人", "老师", "孩子", "邻居",
    "天气", "雨水", "桥梁", "码头", "船只", "货物", "价格", "上涨", "下降", "开放", "关闭", "计划", "完成", "检查",
    "发现", "问题", "维修", "更换", "管道", "电力", "照明", "路灯", "树木", "花草", "游客", "门票", "预约", "排队",
    "时间", "地点", "通知", "公告", "窗口", "办理", "材料", "手续", "医院", "药品", "门诊", "食堂", "菜价", "早点",
    "夜市", "摊位", "停车", "地铁", "公交", "线路", "绕行", "封闭", "恢复", "通行", "安全", "提示", "消防", "演练",
    "社区", "活动", "报名", "比赛", "图书", "展览",
]  # fmt: skip
_DECLARATIONS = [None, "声明:取材网络,谨慎辨别", "声明：内容由AI生成", "声明：个人观点，仅供参考"]


def article(rng: random.Random, name: str) -> dict[str, Any]:
    """Build an article with words of its own; only the sentences with attributions are common to all."""
    own = ["".join(rng.choices(_WORDS, k=rng.randrange(12, 40))) + "。" for _ in range(rng.randrange(6, 14))]
    sentences = [*own, rng.choice(_SENTENCES).format(n=rng.randrange(3, 90))]
    rng.shuffle(sentences)
    declaration = rng.choice(_DECLARATIONS)
    return {
        "platform": "netease",
        "external_id": name,
        "headline": f"{rng.choice(_PLACES)}{rng.choice(_ACTS)}（{name}）",
        "body": [*sentences, *([declaration] if declaration else [])],
        "source": {"name": f"山城观察{rng.randrange(20)}"},
    }
