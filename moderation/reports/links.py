"""Links from a number to the admin list of the counted rows; none where the list cannot show them."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from articles.text.china_time import CHINA_ZONE
from moderation.reports.snapshot import Snapshot


def to_list(model: type[Model], **lookups: str | int) -> str | None:
    """The path of the model's admin list with these filters; None when there is no list or it refuses a filter."""
    if not admin.site.is_registered(model):
        return None
    model_admin = admin.site.get_model_admin(model)
    request = HttpRequest()
    if not all(model_admin.lookup_allowed(name, str(value), request) for name, value in lookups.items()):
        return None
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/?{urlencode(lookups)}"


def to_week(model: type[Model], moment: str, snapshot: Snapshot, **lookups: str | int) -> str | None:
    """The same, for the rows of the reported week."""
    period = {f"{moment}__gte": _plain(snapshot.week.starts_at), f"{moment}__lt": _plain(snapshot.until)}
    return to_list(model, **period, **lookups)


def to_item(model: type[Model], pk: int) -> str | None:
    """The path of one row's admin page; None when it has none."""
    if not admin.site.is_registered(model):
        return None
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/{pk}/change/"


def _plain(moment: datetime) -> str:
    return moment.astimezone(CHINA_ZONE).isoformat()
