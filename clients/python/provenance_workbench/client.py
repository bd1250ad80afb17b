"""The client: one method for each thing that a platform or an outside console does."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Any, Self

from provenance_workbench.errors import NoAnswer
from provenance_workbench.pages import EventFeed, Filter, query, rows
from provenance_workbench.transport import Transport, decoded
from provenance_workbench.values import Decision, Outcome, QueueItem

Json = dict[str, Any]


class Client:
    """Speaks with one workbench under one API key; safe to share between threads.

    `timeout` is in seconds per attempt. `retries` is how often a request is repeated on 429, 502, 503, 504 and broken
    connections. Every POST carries an Idempotency-Key, so repeats have one effect; give your own to repeat after a
    restart. Methods raise ApiError (Conflict, Invalid, NotFound) for a refusal and NoAnswer when nobody answers.
    """

    def __init__(self, base_url: str, key: str, *, timeout: float = 60.0, retries: int = 4) -> None:
        self._transport = Transport(base_url, key, timeout=timeout, retries=retries)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections."""
        self._transport.close()

    # Any endpoint, for what has no method of its own.

    def get(self, path: str, **params: Filter) -> Any:
        """GET of any path below /api/v1/: `get("clauses/", fields="code,title_zh")`."""
        return self._fetch(path, query(params))

    def post(self, path: str, body: object = None, *, idempotency_key: str | None = None) -> Any:
        """POST to any path below /api/v1/; None for an answer without a body."""
        answer = self._transport.write("POST", path, {} if body is None else body, idempotency_key=idempotency_key)
        return decoded(answer) if answer.content else None

    def me(self) -> Json:
        """What the key is, what it may do and for whom it acts."""
        return self._dict("me/")

    # Articles

    def submit(self, *, idempotency_key: str | None = None, **fields: Any) -> Outcome:
        """Submits one article: its fields (`external_id`, `headline`, `body`, …), or `html=`, or `text=`."""
        return Outcome.from_json(self.post("articles/", fields, idempotency_key=idempotency_key))

    def submit_batch(self, articles: Sequence[Json], *, idempotency_key: str | None = None) -> list[Outcome]:
        """Submits up to 500 at once; one outcome each, in order. A rejected one does not touch the others."""
        answer = self.post("articles/batch/", list(articles), idempotency_key=idempotency_key)
        return [Outcome.from_json(each) for each in answer]

    def import_file(self, path: str | Path, *, idempotency_key: str | None = None) -> Json:
        """Sends a file with one JSON object a line, plain or gzipped (`.gz`); workers store it. Returns the import."""
        content = Path(path).read_bytes()
        if Path(path).suffix != ".gz":
            content = gzip.compress(content, mtime=0)  # the same bytes at every call: an Idempotency-Key wants them
        headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
        answer = self._transport.upload("POST", "imports/", content, headers, idempotency_key=idempotency_key)
        made: Json = decoded(answer)
        return made

    def import_state(self, number: int) -> Json:
        """The import as it is now; its `state` ends as done, cancelled or failed."""
        return self._dict(f"imports/{number}/")

    def import_results(self, number: int) -> Iterator[Json]:
        """One result per line that was stored so far, with its `line`."""
        answer = self._transport.get(f"imports/{number}/results/", accept="application/x-ndjson")
        return (json.loads(line) for line in answer.content.splitlines() if line.strip())

    def article(self, number: int, *, fields: str | None = None) -> Json:
        """The article with its scores, findings and decision."""
        return self._dict(f"articles/{number}/", fields=fields)

    def provenance(self, number: int) -> Json:
        """Where its text comes from: reuse, attributions, lineage, findings."""
        return self._dict(f"articles/{number}/provenance/")

    def wait_until_assessed(self, number: int, *, timeout: float = 60.0) -> Json:
        """The article once it is assessed. Raises NoAnswer after `timeout` seconds."""
        end = monotonic() + timeout
        while (shown := self.article(number))["assessed_at"] is None:
            if monotonic() > end:
                raise NoAnswer(f"article {number} is not assessed after {timeout:g} seconds")
            sleep(0.5)
        return shown

    def articles(self, **filters: Filter) -> Iterator[Json]:
        """Articles, newest first: `articles(platform="netease", assessed=True)`."""
        return rows(self._fetch, "articles/", query(filters))

    def correct(self, article: int, **facts: Any) -> Outcome:
        """Corrects facts beside the text: `client.correct(12, published_at="2026-01-05T09:00:00+08:00")`."""
        return Outcome.from_json(decoded(self._transport.write("PATCH", f"articles/{article}/", facts)))

    def withdraw(self, article: int, reason: str, *, idempotency_key: str | None = None) -> Json:
        """Says that the platform took the article down."""
        made: Json = self.post(f"articles/{article}/withdraw/", {"reason": reason}, idempotency_key=idempotency_key)
        return made

    def report(
        self, article: int, category: str, *, readers: int = 1, text: str = "", idempotency_key: str | None = None
    ) -> QueueItem:
        """Passes on reports by readers; returns the item that the article has in the queue."""
        body = {"category": category, "readers": readers, "text": text}
        return QueueItem.from_json(self.post(f"articles/{article}/reports/", body, idempotency_key=idempotency_key))

    # The queue

    def queue_items(self, **filters: Filter) -> Iterator[QueueItem]:
        """Items of the queue, in the order of work: `queue_items(queue="general", claimed=False)`."""
        return (QueueItem.from_json(row) for row in rows(self._fetch, "queue-items/", _whole(filters)))

    def queue_item(self, number: int) -> QueueItem:
        """One item as it is now."""
        return QueueItem.from_json(self._dict(f"queue-items/{number}/"))

    def claim(
        self, *, queue: str | None = None, moderator: str | None = None, idempotency_key: str | None = None
    ) -> QueueItem | None:
        """The next item, held for this moderator until `claimed_until`; None when there is none."""
        body = {"queue": queue, "moderator": moderator}
        found = self.post("queue-items/claim/", body, idempotency_key=idempotency_key)
        return None if found is None else QueueItem.from_json(found)

    def heartbeat(self, item: QueueItem, *, moderator: str | None = None) -> QueueItem:
        """Keeps the claim for longer."""
        return QueueItem.from_json(self.post(f"queue-items/{item.id}/heartbeat/", {"moderator": moderator}))

    def release(self, item: QueueItem, *, moderator: str | None = None) -> QueueItem:
        """Gives the item back to the queue."""
        return QueueItem.from_json(self.post(f"queue-items/{item.id}/release/", {"moderator": moderator}))

    def decide(
        self,
        item: QueueItem,
        act: str,
        *,
        policy: str | None = None,
        label: str | None = None,
        note: str | None = None,
        moderator: str | None = None,
        idempotency_key: str | None = None,
    ) -> Decision:
        """Decides the item as it was read. Raises Conflict when it has changed since."""
        body = {"version": item.version, "act": act, "policy": policy, "label": label, "note": note}
        path = f"queue-items/{item.id}/decide/"
        return Decision.from_json(self.post(path, {**body, "moderator": moderator}, idempotency_key=idempotency_key))

    def decisions(self, **filters: Filter) -> Iterator[Decision]:
        """Decisions, newest first: `decisions(act="remove", created_after=…)`."""
        return (Decision.from_json(row) for row in rows(self._fetch, "decisions/", _whole(filters)))

    def decision(self, number: int) -> Decision:
        """One decision; `raw` has its statement, evidence and appeal."""
        return Decision.from_json(self._dict(f"decisions/{number}/"))

    def appeal(self, decision: int, text: str, appellant: str, *, idempotency_key: str | None = None) -> Json:
        """Files an author's appeal against a decision."""
        body = {"text": text, "appellant": appellant}
        made: Json = self.post(f"decisions/{decision}/appeals/", body, idempotency_key=idempotency_key)
        return made

    # Events and webhooks

    def events(self, *, after: int = 0, type: str | None = None, limit: int | None = None) -> EventFeed:  # noqa: A002 - the API's word
        """The events after a cursor; the feed knows its cursor. `type` may be `article.*`; `limit` is per page."""
        return EventFeed(self._fetch, after, query({"type": type, "limit": limit}))

    def webhook_endpoints(self) -> Iterator[Json]:
        """Your endpoints, without their secrets."""
        return rows(self._fetch, "webhook-endpoints/", {})

    def create_webhook_endpoint(
        self,
        url: str,
        event_types: Sequence[str],
        owner_email: str,
        *,
        platform: str | None = None,
        description: str = "",
    ) -> Json:
        """Makes an endpoint. Its `secret` is in this answer and nowhere else."""
        body = {"url": url, "event_types": list(event_types), "owner_email": owner_email, "description": description}
        made: Json = self.post("webhook-endpoints/", {**body, "platform": platform} if platform else body)
        return made

    def rotate_webhook_secret(self, endpoint: int) -> Json:
        """The endpoint with a new `secret`; for 24 hours messages are signed with the old one as well."""
        made: Json = self.post(f"webhook-endpoints/{endpoint}/rotate-secret/")
        return made

    def remove_webhook_endpoint(self, endpoint: int) -> None:
        """Removes the endpoint. Raises NotFound when it is gone: the answer to a first attempt may be lost."""
        self._transport.write("DELETE", f"webhook-endpoints/{endpoint}/")

    def _fetch(self, path: str, params: dict[str, str]) -> Any:
        return decoded(self._transport.get(path, params))

    def _dict(self, path: str, **params: Filter) -> Json:
        found: Json = self._fetch(path, query(params))
        return found


def _whole(filters: dict[str, Filter]) -> dict[str, str]:
    """Raises ValueError for `fields`: a value needs all its members."""
    if "fields" in filters:
        raise ValueError("`fields` leaves members out that the value needs; use get() for parts")
    return query(filters)
