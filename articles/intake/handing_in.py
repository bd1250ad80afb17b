"""A submission as somebody with a key hands it in: for one platform only, when the key is bound to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from articles.intake.many import store_new
from articles.intake.store import Parsed, prepare
from articles.intake.submission import Outcome, Submission
from articles.models import Platform
from articles.parsing.structured import FieldError, InvalidFields


def submit(data: object, platform: Platform | None) -> Outcome:
    """Stores one submission (the contract's object) for a key that is bound to `platform` (None: to none)."""
    return prepared(data, platform)()


def prepared(data: object, platform: Platform | None) -> Callable[[], Outcome]:
    """Checks and parses a submission, which locks nothing; what is returned stores it."""
    if platform is not None and isinstance(data, dict):
        named = data.get("platform") or platform.code
        if named != platform.code:
            detail = f"this key submits articles of {platform.code} only"
            fault = FieldError("/platform", "other_platform", detail)
            return partial(Outcome, "rejected", code="other_platform", detail=detail, problems=(fault,))
        data = {**data, "platform": platform.code}
    try:
        submission = Submission.from_json(data)
    except InvalidFields as error:
        return partial(Outcome.rejected, error)
    return prepare(submission)


def in_order(takes: Sequence[Callable[[], Outcome]]) -> list[Outcome]:
    """Runs what `prepared` returned, in one transaction or many; the outcomes stand in the order given.

    What is plainly new is stored at once; the rest one by one. Transactions that store many at once wait for the rows
    of sources that others write. All go through sources in one order, so none wait in a circle; versions of one
    article keep theirs.
    """
    parsed = {number: take for number, take in enumerate(takes) if isinstance(take, Parsed)}
    numbers = list(parsed)
    stored = store_new(list(parsed.values())) if len(parsed) > 1 else {}
    outcomes = {numbers[place]: outcome for place, outcome in stored.items()}
    first: dict[str, str] = {}
    places = []
    for number, take in enumerate(takes):
        source = first.setdefault(take.identity, take.source) if isinstance(take, Parsed) else ""
        if number not in outcomes:
            places.append((source, number))
    outcomes |= {number: takes[number]() for _, number in sorted(places)}
    return [outcomes[number] for number in range(len(takes))]
