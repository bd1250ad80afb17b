"""Whose row is it? Found by the foreign keys that lead to a platform, so that a new model is known at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import Platform
from tests.contract.tenants.marks import MARK

APPS = ("articles", "moderation")
# Rows without a platform: what the installation, its leads and its moderators write for all platforms. A new model
# with text belongs here only for such words; one that holds a platform's words needs a path to the platform.
OF_THE_INSTALLATION = {
    "Platform", "HeadlineModel", "ListEdition", "ListEntry", "PolicyVersion", "Clause", "Queue", "AuditEntry",
    "AuditHead", "Rule", "RuleVersion", "RuleChange", "Backtest", "BacktestChunk", "BulkRun", "DeliverySlot",
    "PhraseBank", "PhraseBankVersion", "WeeklyReport", "ReportRevision", "ReportSubscriber", "ReportMail", "RollUp",
    "Leader", "DayMark", "RuleAlarm", "IdempotentAnswer", "Proposal", "RecoveryCode", "SignIn",
    "Authenticator", "SealedSeed",
    "OutsideConsole", "PersonToken", "SignInCode", "ProviderIdentity", "KeyUse", "FindingPrecision", "PublicSentence",
    "PriorityModel", "PriorityScheme", "HashBank", "BankedHash", "SavedFilter",
}  # fmt: skip
# Rows that no foreign key of their own leads to a platform, or that two platforms share.
PATHS = {"Page": ["versions__article__platform"], "SourceGroup": ["members__platform"]}
# Columns that are not words: they prove, sign or address.
_TECHNICAL = {
    "sha256",
    "file_sha256",
    "hashed_key",
    "prefix",
    "sealed_secret",
    "sealed_previous",
    "fingerprint",
    "token",
}


def models_with_text() -> list[type[models.Model]]:
    """The models that have a column for words."""
    return [model for model in apps.get_models() if model._meta.app_label in APPS and _texts(model)]


def unknown_models() -> set[str]:
    """The models with text that neither belong to the installation nor lead to a platform."""
    return {model.__name__ for model in models_with_text() if not paths(model)} - OF_THE_INSTALLATION


def paths(model: type[models.Model]) -> list[str]:
    """Look-ups from the row to its platform: through what it cannot be without, else through what it may have."""
    if model.__name__ in OF_THE_INSTALLATION:
        return []
    return PATHS.get(model.__name__) or _paths(model, nullable=False) or _paths(model, nullable=True)


def _paths(model: type[models.Model], *, nullable: bool, seen: tuple[Any, ...] = ()) -> list[str]:
    found = []
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and (nullable or not field.null):
            other = field.related_model
            if other is Platform:
                found.append(field.name)
            elif isinstance(other, type) and other not in seen and len(seen) < 3:
                further = _paths(other, nullable=nullable, seen=(*seen, model))
                found += [f"{field.name}__{path}" for path in further]
    return sorted(found, key=lambda path: path.count("__"))[:3]


def rows_of(model: type[models.Model], platform: str) -> models.QuerySet[Any]:
    """The rows of a platform."""
    leads = Q()
    for path in paths(model):
        leads |= Q(**{f"{path}__code": platform})
    return models.QuerySet(model).filter(pk__in=models.QuerySet(model).filter(leads).values("pk"))


def plant(platform: str) -> list[str]:
    """Stores a row of the platform in each table that has none; returns the models where that did not work."""
    return [
        model.__name__
        for model in models_with_text()
        if paths(model) and not rows_of(model, platform).exists() and _planted(model, platform, depth=3) is None
    ]


def _planted(model: type[models.Model], platform: str, *, depth: int) -> Any:
    values = {}
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.AutoField) and (
            isinstance(field, models.ForeignKey) or not field.has_default()
        ):
            values[field.attname] = _value(field, platform, depth)
    row = model(**values)
    try:
        with transaction.atomic():
            models.Model.save(row)
    except DatabaseError:
        return None
    return row


def _value(field: models.Field[Any, Any], platform: str, depth: int) -> Any:
    if isinstance(field, models.ForeignKey):
        other = field.related_model
        owned = rows_of(other, platform) if paths(other) else models.QuerySet(other)
        row = owned.first() or (None if field.null or not depth else _planted(other, platform, depth=depth - 1))
        return row and row.pk
    if field.null:
        return None
    if field.choices:
        return next(iter(field.flatchoices))[0]
    if isinstance(field, models.JSONField):
        return {"words": MARK}
    if isinstance(field, (models.CharField, models.TextField)):
        return MARK.lower()[: field.max_length]
    if isinstance(field, models.BinaryField):
        return b""
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return timezone.localdate()
    return False if isinstance(field, models.BooleanField) else 0


def fill(platform: str, *, besides: str) -> dict[str, set[str]]:
    """Puts the mark into every text of the platform's rows, except where a row is `besides`' as well.

    Returns the columns by model that a constraint keeps from holding it.
    """
    kept: dict[str, set[str]] = {}
    with _unguarded():
        for model in models_with_text():
            if not paths(model):
                continue
            rows = rows_of(model, platform)
            if model.__name__ not in PATHS:
                rows = rows.exclude(pk__in=rows_of(model, besides).values("pk"))
            for row in rows:
                for field in _texts(model):
                    if not _put(row, field):
                        kept.setdefault(model.__name__, set()).add(field.name)
    return kept


def _texts(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField, models.JSONField))
        and not (field.primary_key or field.choices or field.name in _TECHNICAL or isinstance(field, models.SlugField))
    ]


def _put(row: Any, field: models.Field[Any, Any]) -> bool:
    value = getattr(row, field.attname)
    if isinstance(field, models.JSONField):
        marked = _in_json(value)
    elif MARK in (value or ""):
        return True
    else:
        marked = f"{MARK}{row.pk}{value or ''}"[: field.max_length]
    if marked == value:
        return True
    try:
        with transaction.atomic():
            models.QuerySet(type(row)).filter(pk=row.pk).update(**{field.attname: marked})
    except DatabaseError:
        return False
    return True


def _in_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_in_json(item) for item in value]
    return f"{MARK}{value}" if isinstance(value, str) and not _is_moment(value) else value


def _is_moment(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


@contextmanager
def _unguarded() -> Iterator[None]:
    """Without the guards of append-only tables: what is tested is who reads the rows, not who writes them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in guards:
            cursor.execute(sql)
