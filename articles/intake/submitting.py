"""A submission as somebody with a key hands it in: for one platform only, when the key is bound to it."""

from __future__ import annotations

from collections.abc import Sequence

from articles.intake.batch import store_new
from articles.intake.parsed import Parsed, Refused, parse
from articles.intake.store import store_parsed
from articles.intake.submission import Outcome, Submission
from articles.models import Platform
from articles.parsing.structured import FieldError, InvalidFields


def submit(data: object, platform: Platform | None) -> Outcome:
    """Stores one submission (the contract's object) for a key that is bound to `platform` (None: to none)."""
    return store_parsed(parse_for(data, platform))


def parse_for(data: object, platform: Platform | None) -> Parsed | Refused:
    """Checks and parses a submission, which locks nothing."""
    if platform is not None and isinstance(data, dict):
        named = data.get("platform") or platform.code
        if named != platform.code:
            detail = f"this key submits articles of {platform.code} only"
            fault = FieldError("/platform", "other_platform", detail)
            return Refused(Outcome("rejected", code="other_platform", detail=detail, problems=(fault,)))
        data = {**data, "platform": platform.code}
    try:
        submission = Submission.from_json(data)
    except InvalidFields as error:
        return Refused(Outcome.rejected(error))
    return parse(submission)


def in_order(submissions: Sequence[Parsed | Refused]) -> list[Outcome]:
    """Stores what `parse_for` returned, in one transaction or many; the outcomes stand in the order given.

    What is plainly new is stored at once; the rest one by one. Transactions that store many at once wait for the rows
    of sources that others write. All go through sources in one order, so there is no deadlock; versions of one
    article keep theirs.
    """
    read = {number: one for number, one in enumerate(submissions) if isinstance(one, Parsed)}
    numbers = list(read)
    stored = store_new(list(read.values())) if len(read) > 1 else {}
    outcomes = {numbers[place]: outcome for place, outcome in stored.items()}
    first: dict[str, str] = {}
    places = []
    for number, one in enumerate(submissions):
        source = first.setdefault(one.identity, one.source) if isinstance(one, Parsed) else ""
        if number not in outcomes:
            places.append((source, number))
    outcomes |= {number: store_parsed(submissions[number]) for _, number in sorted(places)}
    return [outcomes[number] for number in range(len(submissions))]
