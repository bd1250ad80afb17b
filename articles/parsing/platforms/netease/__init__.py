"""NetEase Hao (网易号) and NetEase news (网易新闻)."""

from articles.parsing.platforms.netease import account, markdown, news, text

TEMPLATES = (*account.TEMPLATES, *news.TEMPLATES, *markdown.TEMPLATES, *text.TEMPLATES)
