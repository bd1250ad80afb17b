"""Pages of layouts that publishing systems print, of our own writing: `tests/pages/generic/layouts/NAME.html`.

`wanted.json` has headline, source and time to the minute (or null) of each. Names in braces are filled in by `facts`.
Around each article stand times that are not its own: a clock, comments, lists of other articles.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "pages" / "generic" / "layouts"
LAYOUTS: dict[str, list[str | None]] = json.loads((FOLDER / "wanted.json").read_text("utf-8"))
PARAGRAPHS = (
    "河湾市老城区的供水管网建于上世纪八十年代，部分管段老化，夏季用水高峰时水压不足。",
    "改造分两期进行，一期更换主管道十二公里，二期更换入户支管，涉及三个街道的两万户居民。",
    "施工期间将分段停水，每次不超过八小时，停水通知提前三天张贴在各小区门口和公告栏。",
    "市水务集团负责人说，工程完工后水压可提升三成，漏损率有望降到百分之八以内。",
)
_HEADLINES = (
    "老城区供水管网改造今天全面启动",
    "河湾大桥维修期间公交线路临时调整",
    "全市中小学秋季开学时间确定",
    "北岸湿地迎来今年首批候鸟",
    "河湾市发布第三季度物价数据",
    "一座百年渡口的最后一班船",
    "医保缴费新规下月起施行",
    "地铁二号线北延段年底试运行",
)
_OUTLETS = ("河湾日报", "河湾晚报", "河湾观察", "河湾广播电视台", "河湾市水务局", "河湾网", "临河在线", "河湾财经")
_PERSONS = ("周澄", "李明远", "沈嘉禾", "许言")
_LEADS = (
    "<p><strong>河湾讯</strong>（记者 {person}）这个月底开始，老城区的供水管网将分段更换，涉及三个街道。</p>",
    "<p>这个月底，<a href='/tag'>全市还有</a>十二公里的供水管道要更换，涉及三个街道的居民。</p>",
    "<p>2025年2月18日9时30分，施工单位进场，第一批管道运到北岸路口，居民在路边看了很久。</p>",
    "<p>时间：3月8日上午，地点：河湾会堂，主题：供水改造说明会，居民可凭身份证入场。</p>",
    "",
)
_NAME = re.compile(r"\{([a-z_]+)\}")


def facts(seed: int) -> dict[str, str]:
    """Draw what a page says, under the names of the placeholders; the same seed draws the same."""
    rng = random.Random(seed)  # noqa: S311 - the same pages in every run
    headline, source, person = rng.choice(_HEADLINES), rng.choice(_OUTLETS), rng.choice(_PERSONS)
    month, day, hour, minute = rng.randint(1, 12), rng.randint(1, 28), rng.randint(8, 22), rng.randint(0, 59)
    lead = rng.choice(_LEADS).format(person=person)
    date, clock = f"2025-{month:02}-{day:02}", f"{hour:02}:{minute:02}"
    return {
        "headline": headline,
        "source": source,
        "person": person,
        "date": date,
        "clock": clock,
        "time": f"{date} {clock}",
        "monthday": date[5:],
        "han_date": f"2025年{month:02}月{day:02}日",
        "utc": f"{date}T{hour - 8:02}:{minute:02}:00Z",
        "lead": lead,
        "prose": lead + "".join(f"<p>{text}</p>" for text in PARAGRAPHS),
    }


def page(name: str, seed: int) -> tuple[str, list[str | None], str]:
    """Return a page, what is wanted from it, and its lead (empty if it has none)."""
    values = facts(seed)

    def fill(text: str) -> str:
        return _NAME.sub(lambda match: values.get(match[1], match[0]), text)

    written = (FOLDER / f"{name}.html").read_text("utf-8")
    lead = values["lead"] if "{prose}" in written else ""
    return fill(written), [fill(each) if each else None for each in LAYOUTS[name]], lead
