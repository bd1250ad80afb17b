"""Toutiao's pages of videos since 2020: the video's title and account stand in `RENDER_DATA.data.initialVideo`.

The text of a video is its summary; most have none, then the title stands for it.
"""

from __future__ import annotations

from typing import Any

from articles.parsing.common.posts import lines_of, stated_labels, take_declared, time_of
from articles.parsing.common.sites import count_in, find, named, text_at
from articles.parsing.document.page import Draft, Page
from articles.parsing.platforms.toutiao.site import SITE, account_of, address_of, article_address
from articles.parsing.scripts.embedded import nested, script_state
from articles.parsing.scripts.state import inner, markup, words

_VIDEOS = ("initialVideo", "videoInfo", "anyVideo", "video")
_TITLES = ".ttp-video-extras-title, .video-details-wrapper h1, .videoTitle h1, .video-title"
_NAMES = ".ttp-video-extras .author-name, .author-info .author-name, .userAvatarV3__link, .author__userName"
_PEOPLE = ("userInfo", "user_info", "mediaUser", "mediaInfo", "author")


def is_video(page: Page) -> bool:
    if not page.is_html:
        return False
    if "initialVideo" in page.text or find(page, ".ttp-video-extras-title") is not None:
        return True
    return "RENDER_DATA" in page.text and "/video/" in (page.url or address_of(page) or "")


def read_video(page: Page) -> Draft:
    video = _video(page)
    title = words(video, "title", "video_title", "videoTitle") or text_at(page, _TITLES)
    identity = words(video, "group_id", "groupId", "itemId", "item_id")
    draft = Draft(headline=title, url=article_address(page.url) or address_of(page) or article_address(_link(identity)))
    about = markup(video, "abstract", "video_abstract", "videoAbstract", "description", "desc")
    draft.paragraphs = lines_of(about) or ([title] if title else [])
    person = next(filter(None, (inner(video, key) for key in _PEOPLE)), {})
    account = words(person, "userId", "user_id", "id")
    draft.source = named(
        words(person, "name", "screenName", "screen_name") or text_at(page, _NAMES),
        **{"external_id": account} | account_of(words(person, "homeUrl", "home_url", "userUrl")),
    )
    draft.published_at = time_of(video, "publishTime", "publish_time", "video_publish_time", "createTime")
    draft.comment_count = count_in(words(video, "commentCount", "comment_count"))
    take_declared(draft, stated_labels(video), page.menu)
    return draft


def _video(page: Page) -> dict[str, Any]:
    """The page's own video; those beside it stand in lists."""
    for item in nested(script_state(page, 'script[id="RENDER_DATA"]')):
        for key in _VIDEOS:
            if words(video := inner(item, key), "title", "video_title", "videoTitle"):
                return video
    return {}


def _link(identity: str | None) -> str | None:
    return f"{SITE}/video/{identity}/" if identity else None
