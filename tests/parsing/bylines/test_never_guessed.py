"""A time that stands nowhere in the byline is never returned, whatever the page around it holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.parsing import extract
from articles.parsing.byline import read_byline
from articles.parsing.times.dates import day_bounds, find_stamps
from articles.text.china_time import CHINA

HEADLINE = "老城区供水管网改造今天全面启动"
PARAGRAPHS = [
    "河湾市老城区的供水管网建于上世纪八十年代，部分管段老化，夏季用水高峰时水压不足。",
    "改造分两期进行，一期更换主管道十二公里，二期更换入户支管，涉及三个街道的两万户居民。",
    "施工期间将分段停水，每次不超过八小时，停水通知提前三天张贴在各小区门口和公告栏。",
]
# The byline's times are of other years than those of the surroundings.
OWN = st.datetimes(min_value=datetime(2015, 1, 1), max_value=datetime(2019, 12, 31)).map(
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=CHINA)
)
OTHER = st.datetimes(min_value=datetime(2021, 1, 1), max_value=datetime(2026, 12, 31))
FORMS = [
    "%Y-%m-%d %H:%M",
    "%Y年%m月%d日 %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y.%m.%d %H:%M",
    "%Y%m%d %H:%M",
    "%Y-%m-%dT%H:%M:%S+08:00",
]


def _with_day_part(moment: datetime) -> str:
    """2019年3月4日 下午3:05, as a person writes it; 12 o'clock and the night are left to the 24-hour clock."""
    hour, part = moment.hour, next((word for last, word in PARTS_OF_DAY if moment.hour < last), "")
    shown = hour - 12 if hour > 12 else hour
    return f"{moment:%Y年%m月%d日} {part}{shown}:{moment:%M}"


PARTS_OF_DAY = [(5, "凌晨"), (8, "早上"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上")]
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
FURTHER = [
    _with_day_part,
    lambda moment: (
        f"{MONTHS[moment.month - 1]} {moment.day}, {moment.year} {moment:%I:%M} {'AM' if moment.hour < 12 else 'PM'}"
    ),
    lambda moment: f"{moment.day} {MONTHS[moment.month - 1][:3]} {moment.year}, {moment:%H:%M}",
    lambda moment: moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    lambda moment: moment.astimezone(timezone(timedelta(hours=-5))).isoformat(),
    lambda moment: moment.astimezone(timezone(timedelta(hours=9))).isoformat(timespec="minutes"),
    lambda moment: moment.strftime("%Y-%m-%d %H:%M").translate(
        str.maketrans("0123456789-:", "０１２３４５６７８９－：")
    ),
]
"""Further ways to write a minute: parts of the day, English months, other zones, full width."""
DAYS = ["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"]
LABELS = ["", "发布时间：", "时间:", "发表于 ", "日期："]
NAMES = ["", " 来源：河湾日报", " 河湾观察", " 作者：周澄", " 阅读 123", " 编辑：周明 来源:河湾网"]
ABOVE = [
    "<div class='top'>今天是{time}</div>",
    "<div class='nav'><a>要闻</a><span>{time}</span></div>",
    "<!-- {time} -->",
    "<script>var now = '{time}';</script>",
    "<div style='display:none'>{time}</div>",
    "<header><span>{time}</span></header>",
    "<div class='crumbs'>首页 &gt; 新闻 {time}</div>",
    "<div class='hot'><p>北岸观鸟</p><p>{time}</p></div>",
    "<script>var loaded = 1767225600000, ct = '1767225600', time = 1767225600;</script>",
    "<div class='nav' data-time='1767225600'>要闻</div>",
    '<script type=\'application/json\'>{{"now": 1767225600, "shown": "{time}"}}</script>',
    "<div class='top'>凌晨3:05 更新</div>",
]
BETWEEN = [
    "<script>document.write('{time}')</script>",
    "<div hidden>{time}</div>",
    "<div class='summary'>{time}，施工单位进场，居民围观。</div>",
    "<p>截止日期：{time}</p>",
    "<div class='related'><a>观鸟指南</a><span class='date'>{time}</span></div>",
    "<aside><p>{time}</p></aside>",
    "<noscript>{time}</noscript>",
    "",
]
BELOW = [
    "<div class='comments'><span class='time'>{time}</span>说得好</div>",
    "<ul><li><a>观鸟指南</a><span>{time}</span></li></ul>",
    "<div class='c'><b>网友</b><p>{time}</p></div>",
    "<p>上一篇：<a>观鸟指南</a> {time}</p>",
    "<footer>{time}</footer>",
    "<div class='c'><b>网友</b><p>发布于 {time}</p></div>",
    "<em>发表于 {time}</em>",
    "<aside><time datetime='{time}'>昨天</time></aside>",
    "<div class='list'><h3>热点新闻</h3><span class='date'>{time}</span></div>",
    "<div class='c'><b>网友</b><p>3小时前</p></div>",
    "<div class='c'><b>网友</b><p>昨天 上午9:20</p></div>",
    "<ul><li>June 1, 2026 10:00 AM <a>Birds</a></li></ul>",
    "<script>var comments = [{{time: 1767225600}}];</script>",
]
INSIDE = [
    "<p>{time}，施工单位进场，第一批管道运到北岸路口。</p>",
    "<p>时间：{time}，地点：河湾会堂，主题：供水改造。</p>",
    "",
]


def page(draw: st.DrawFn, byline: str) -> str:
    def some(parts: list[str]) -> str:
        return draw(st.sampled_from(parts)).format(time=draw(OTHER).strftime(draw(st.sampled_from(FORMS))))

    prose = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    head = f"<title>{HEADLINE}_河湾网</title><meta name='viewport' content='width=device-width'>"
    top = "".join((some(ABOVE), some(ABOVE), f"<div class='art'><h1>{HEADLINE}</h1>"))
    middle = f"{some(BETWEEN)}<div class='info'>{byline}</div>{some(BETWEEN)}"
    text = f"<div id='text'>{some(INSIDE)}{prose}</div></div>"
    return f"<html><head>{head}</head><body>{top}{middle}{text}{some(BELOW)}{some(BELOW)}</body></html>"


@st.composite
def dated(draw: st.DrawFn) -> tuple[str, datetime]:
    moment = draw(OWN)
    stamp = moment.strftime(draw(st.sampled_from(FORMS)))
    return page(draw, draw(st.sampled_from(LABELS)) + stamp + draw(st.sampled_from(NAMES))), moment


@st.composite
def of_a_day(draw: st.DrawFn) -> tuple[str, datetime]:
    moment = draw(OWN)
    stamp = moment.strftime(draw(st.sampled_from(DAYS)))
    return page(draw, draw(st.sampled_from(LABELS)) + stamp + draw(st.sampled_from(NAMES))), moment


@st.composite
def undated(draw: st.DrawFn) -> str:
    return page(
        draw,
        draw(
            st.sampled_from(
                [
                    "",
                    "来源：河湾日报",
                    "作者：周澄",
                    "3小时前",
                    "03-04 09:20",
                    "分享到 微信",
                    "昨天 12:30 来源：河湾日报",
                    "刚刚 · 河湾观察",
                    "5 hours ago",
                    "上午9:20",
                    "1767225600",
                ]
            )
        ),
    )


@given(dated())
@settings(max_examples=200, deadline=None)
def test_the_time_is_the_bylines(found: tuple[str, datetime]) -> None:
    html, moment = found
    assert extract(html).published_at == moment


@st.composite
def dated_otherwise(draw: st.DrawFn) -> tuple[str, datetime]:
    # Drawn apart, because drawn datetimes crowd around midnight.
    moment = draw(OWN).replace(hour=draw(st.integers(0, 23)), minute=draw(st.integers(0, 59)))
    stamp = draw(st.sampled_from(FURTHER))(moment)
    return page(draw, draw(st.sampled_from(LABELS)) + stamp + draw(st.sampled_from(NAMES))), moment


@given(dated_otherwise())
@settings(max_examples=200, deadline=None)
def test_the_time_is_the_bylines_in_words_and_zones_too(found: tuple[str, datetime]) -> None:
    html, moment = found
    assert extract(html).published_at == moment


@given(of_a_day())
@settings(max_examples=150, deadline=None)
def test_a_day_is_bounds_that_hold_the_time(found: tuple[str, datetime]) -> None:
    html, moment = found
    article = extract(html)
    assert article.published_at is None
    assert article.published_after is not None
    assert article.published_before is not None
    assert article.published_after <= moment < article.published_before
    assert article.published_before - article.published_after == timedelta(days=1)


@given(undated())
@settings(max_examples=200, deadline=None)
def test_no_time_of_the_surroundings_is_taken(html: str) -> None:
    article = extract(html)
    assert (article.published_at, article.published_after, article.published_before) == (None, None, None)


PARTS = """
2025-06-10 2025年6月10日 20250610 06-10 12:31 3:05 12时31分 下午 中午 凌晨 PM AM
民国114年6月10日 25-06-10 99:99 31 日 GMT T Z
来源： 河湾日报 发布 更新时间： 时间： · | , 。 的 重庆 June 10, 2025 阅读 123 +08:00 昨天 3小时前 当地时间 至 - /
"""
TOKENS = st.sampled_from(PARTS.split())


@given(st.lists(TOKENS, max_size=12), st.sampled_from(["", " "]), st.sampled_from([None, 2025]))
@settings(max_examples=500, deadline=None)
def test_a_byline_states_the_minute_that_it_gives(tokens: list[str], joint: str, year: int | None) -> None:
    text = joint.join(tokens)
    byline = read_byline(text, year=year)
    if byline is not None and byline.published_at is not None:
        assert any(
            f"{byline.published_at.minute:02}" in text[stamp.start : stamp.end]
            for stamp in find_stamps(text, year=year)
        )
        assert byline.published_after is byline.published_before is None


@given(OWN, st.sampled_from(DAYS), st.sampled_from(LABELS))
def test_bounds_of_a_date_hold_every_time_of_the_day(moment: datetime, form: str, label: str) -> None:
    bounds = day_bounds(label + moment.strftime(form))
    assert bounds is not None
    assert bounds[0] <= moment < bounds[1]
