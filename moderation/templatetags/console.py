"""Filters and tags of the console's templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.forms import BoundField
from django.template.defaultfilters import capfirst
from django.template.defaultfilters import date as in_form
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]  # the stubs leave it out
from django.utils.translation import get_language, gettext

from articles.models import Article, Source, codes
from articles.models.codes import word
from articles.vocabulary.scopes import SCOPES
from articles.vocabulary.term import Family, UnknownTerm
from moderation.console import places
from moderation.models import Decision, QueueItem
from moderation.queue import standing as standings
from moderation.vocabulary.acts import Act, offered
from moderation.vocabulary.audit import audit_action
from moderation.vocabulary.refusals import REFUSALS
from moderation.vocabulary.roles import ROLES

register = template.Library()
_FAMILIES: Mapping[str, Family[Any]] = {family.name: family for family in (REFUSALS, SCOPES)}


@register.filter
def word_of(code: str, family: str) -> str:
    """The short words of a stored code in the reader's language: `{{ match.refused|word_of:"refusal" }}`."""
    return codes.word_of(_FAMILIES[family], code)


@register.filter
def ago(at: datetime) -> str:
    """The time since a moment, in the two largest units; “just now” within a minute."""
    return timesince(at) if timezone.now() - at >= timedelta(minutes=1) else gettext("just now")


@register.filter
def standing(item: QueueItem) -> str:
    """Why the item stands where it does in the queue; "" for a row of the time before."""
    return standings.standing(item)


@register.filter
def done(decision: Decision) -> str:
    """The act of a decision; of a reversal, what it took back: its own act and clause read like a measure."""
    original = decision.override_of
    if original is None:
        return capfirst(decision.get_act_display())
    return gettext("Taken back: %(decision)s") % {"decision": original}


@register.filter
def audit_words(action: str) -> str:
    """The action of an audit entry in words; its code for one that only an older version had."""
    try:
        return capfirst(word(audit_action(action)))
    except UnknownTerm:
        return action


@register.filter
def role_word(name: str) -> str:
    """A role in words; the name of a group that an installation made itself."""
    return codes.word_of(ROLES, name) if name in ROLES.codes else name


@register.filter
def role_sentence(role: str) -> str:
    """What a role is for."""
    return codes.word_of(ROLES, role, long=True)


@register.filter
def per_thousand(share: float) -> str:
    """A share (0–1) as a number of 1,000; below ten with one decimal."""
    number = 1000 * share
    return f"{number:.0f}" if number >= 10 else f"{number:.1f}"


@register.filter
def thousands(number: int) -> str:
    """A count with commas, as both languages of the console write it: 66,307."""
    return f"{number:,}"


@register.simple_tag
def source_page(source: Source) -> str:
    """The address of a source's page."""
    return places.source_page(source.pk)


@register.simple_tag
def article_page(article: Article) -> str:
    """The address of an article's page."""
    return places.article_page(article.pk)


@register.filter
def of(table: Mapping[str, object], key: str) -> object:
    """The value at `key`, or "" without one."""
    return table.get(key, "")


@register.simple_tag
def offered_acts() -> tuple[Act, ...]:
    """The acts that the console offers, each with its key."""
    return offered()


@register.simple_tag
def words_of_offered_acts() -> str:
    """Their words in the reader's language, in one line."""
    return ("、" if (get_language() or "").startswith("zh") else ", ").join(map(word, offered()))


@register.filter
def percent(share: float | None) -> str:
    """A share (0–1) as 12 % or 1.3 %: two digits that count, where it is small; "" for none."""
    if share is None:
        return ""
    hundredths = 100 * share
    return f"{hundredths:.0f} %" if hundredths >= 10 or hundredths == 0 else f"{hundredths:.2g} %"


@register.filter
def signed(number: float) -> str:
    """A change with its sign: +12.5, −3, 0."""
    return f"{number:+,.1f}".removesuffix(".0").replace("-", "−") if number else "0"


@register.simple_tag
def options(field: BoundField) -> SafeString:
    """The options of a select, grouped where its choices are. Django's own way includes a template for each option."""
    chosen = str(field.value() or "")
    return _options(field.field.widget.choices, chosen)


def _options(choices: Iterable[Any], chosen: str) -> SafeString:
    lines = []
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            lines.append(format_html('<optgroup label="{}">{}</optgroup>', value, _options(label, chosen)))
        else:
            picked = mark_safe(" selected") if str(value) == chosen else ""
            lines.append(format_html('<option value="{}"{}>{}</option>', value, picked, label))
    return mark_safe("".join(lines))  # noqa: S308 - each line is escaped above


@register.simple_tag
def faulty(field: BoundField) -> SafeString:
    """The attributes of a refused field, that is read with its errors and gets the focus; empty for any other field."""
    if not field.errors:
        return mark_safe("")
    return format_html(' aria-invalid="true" aria-describedby="{}_error" autofocus', field.auto_id)


@register.simple_tag
def copy_fate(decision: Decision, is_same_text: bool = True) -> str:
    """What holds on another article that shares text with this one: act and clause, who decided it, which day."""
    at = template_localtime(decision.created_at)
    values = {
        "decision": decision,
        "name": decision.decided_by.get_username(),
        "day": in_form(at, "m-d" if at.year == timezone.localdate().year else "Y-m-d"),
    }
    if is_same_text:
        return gettext("the same text was decided: %(decision)s, %(name)s, %(day)s") % values
    return gettext("that article was decided: %(decision)s, %(name)s, %(day)s") % values


@register.simple_tag
def moment(at: datetime | date | None, form: str = "Y-m-d H:i", css: str = "") -> SafeString:
    """A `<time>` element: `at` in local time in the form of Django's `date` filter; empty without a time."""
    local = template_localtime(at)
    kind = format_html(' class="{}"', css) if css else ""
    return format_html('<time{} datetime="{}">{}</time>', kind, in_form(local, "c"), in_form(local, form))


@register.simple_tag
def query(**values: object) -> str:
    """The query string of a link, `?queue=news&with=7`, from the values that are there; "" without any."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    return f"?{urlencode(given, quote_via=quote)}" if given else ""
