"""Submissions by API key: a key that is bound to a platform submits articles of that platform only."""

from __future__ import annotations

from collections.abc import Sequence

from articles.intake.batch import store_new
from articles.intake.parsed import Parsed, Refused, parse
from articles.intake.store import store_parsed
from articles.intake.submission import Outcome, Submission, envelope_value
from articles.models import Platform
from articles.parsing.submitted.structured import FieldError, InvalidFields


def submit(data: object, platform: Platform | None) -> Outcome:
    """Store one submission (the contract's object). `platform`: the one the key is bound to, or None."""
    return store_parsed(parse_for(data, platform))


def parse_for(data: object, platform: Platform | None) -> Parsed | Refused:
    """Check and parse a submission; takes no database lock."""
    if platform is not None and isinstance(data, dict):
        named = envelope_value(data, "platform") or data.get("platform") or platform.code
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
    """Store the results of `parse_for`, in one transaction or several; return the outcomes in the same order.

    New articles are stored in one batch, the rest one by one. Batches wait for source rows that other transactions
    write. All transactions lock sources in the same order, so there is no deadlock; versions of one article keep
    their order.
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
