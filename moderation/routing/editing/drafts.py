"""Writes a version of a rule: checks it whole, tries it on articles, then stores it for good."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from moderation import audit
from moderation.models import Clause, Queue, Rule, RuleVersion
from moderation.routing.rulebook import known_banks, known_signals
from moderation.routing.trials.trying import try_on_articles
from moderation.triage.rules.compiling import compiled
from moderation.triage.rules.errors import ExpressionError
from moderation.triage.rules.tokens import LONGEST
from moderation.vocabulary import acts
from moderation.vocabulary.reasons import REASON_SEVERITIES

_LONGEST = {"code": 40, "expression": 10 * LONGEST, "note": 300}
_MOST_MINUTES = 525_600


class InvalidRule(ValueError):
    """A field of a rule is wrong: `field` names it, `code` says how; for the expression, `error` holds the place."""

    def __init__(self, field: str, code: str, error: ExpressionError | None = None) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code
        self.error = error


@dataclass(frozen=True, slots=True)
class Draft:
    """A person's input for a rule; `queue` and `clause` are codes, "" for none."""

    code: str
    name_zh: str
    name_en: str
    expression: str
    reason_zh: str
    reason_en: str
    opens: bool = True
    queue: str = ""
    severity: str = "medium"
    weight: float = 0.3
    due_minutes: int | None = None
    label: str = ""
    second_review: bool = False
    notify: bool = False
    act: str = ""
    clause: str = ""
    note: str = ""


@transaction.atomic
def write(user: User, draft: Draft, *, new: bool = False) -> RuleVersion:
    """Stores the next version of a rule, or a new rule at the end of the order. It does not run yet.

    Raises PermissionDenied, InvalidRule (also with `new` for a code that is taken).
    """
    if not user.has_perm("moderation.change_rule"):
        raise PermissionDenied("writing rules needs the lead role")
    check(draft)
    rule = Rule.objects.select_for_update().filter(code=draft.code).first()
    if rule is not None and new:
        raise InvalidRule("code", "taken")
    names = {"name_zh": draft.name_zh, "name_en": draft.name_en}
    if rule is None:
        last = Rule.objects.aggregate(last=Max("position"))["last"] or 0
        rule = Rule.objects.create(code=draft.code, position=last + 1, **names)
    else:
        Rule.objects.filter(pk=rule.pk).update(retired_at=None, **names)
    number = (rule.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    values = {key: value for key, value in asdict(draft).items() if key not in ("code", "name_zh", "name_en", "queue")}
    queue = Queue.objects.get(code=draft.queue) if draft.queue else None
    version = RuleVersion(rule=rule, number=number, queue=queue, author=user, **values)
    version.save()
    audit.append(
        user,
        "rule.written",
        f"rule:{rule.code}",
        version=number,
        **asdict(draft),
        at=timezone.now().isoformat(),
    )
    return version


def check(draft: Draft) -> None:
    """Raises InvalidRule for the first field that is wrong."""
    for field in ("code", "name_zh", "name_en", "reason_zh", "reason_en"):
        if not getattr(draft, field).strip():
            raise InvalidRule(field, "required")
    for field, value in asdict(draft).items():
        if isinstance(value, str) and (len(value) > _LONGEST.get(field, 80) or not _is_plain(value)):
            raise InvalidRule(field, "too_long" if _is_plain(value) else "control")
    if draft.due_minutes is not None and not 1 <= draft.due_minutes <= _MOST_MINUTES:
        raise InvalidRule("due_minutes", "range")
    if draft.queue and not Queue.objects.filter(code=draft.queue).exists():
        raise InvalidRule("queue", "unknown")
    if not 0 <= draft.weight <= 1:
        raise InvalidRule("weight", "range")
    if draft.severity not in REASON_SEVERITIES:
        raise InvalidRule("severity", "unknown")
    if draft.label and draft.label not in acts.LABELS:
        raise InvalidRule("label", "unknown")
    _check_act(draft)
    try:
        try_on_articles(compiled(draft.expression, known_banks(), known_signals()), draft.expression)
    except ExpressionError as error:
        raise InvalidRule("expression", error.code, error) from error


def _is_plain(value: str) -> bool:
    """Whether every database can store it: no NUL, no lone surrogate."""
    return not any(char == "\x00" or "\ud800" <= char <= "\udfff" for char in value)


def _check_act(draft: Draft) -> None:
    if not draft.act:
        return
    if draft.act not in acts.ACTS.where(lambda act: act.may_rule):
        raise InvalidRule("act", "unknown")
    if not draft.opens:
        raise InvalidRule("act", "does_not_open")
    if not Clause.objects.in_force().filter(code=draft.clause).exists():
        raise InvalidRule("clause", "unknown" if draft.clause else "required")
    if acts.ACTS[draft.act].shows_label and not draft.label:
        raise InvalidRule("label", "required")
